import { asked, locked, own, policy } from './0003-team.ts'

/**
 * Why: a rep files a mail on a record by hand, also where nobody of the record is in it. It is then seen there as what
 * was sent to the CRM, as far as the rule of its mailbox shares that record's mail.
 */
const kinds = { contact: 'contacts', lead: 'leads', account: 'accounts', deal: 'deals' } as const

const trigger = (name: string, body: string): string[] => [
  `create function ${name}() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
  `revoke execute on function ${name}() from public`
]

/** What was filed of a mailbox is nobody's but its owner's to read; a private one tells nothing. */
const mine = `${own} and exists (select from mailboxes b where b.workspace = mail_filings.workspace
  and b.id = mailbox and b.owner = ${asked.user}`
const seen = `(${asked.allRecords} or user_owns_record(${asked.workspace}, ${asked.user}, kind, record))`

export const filings: readonly string[] = [
  `create table mail_filings (
    workspace uuid not null,
    mailbox uuid not null,
    message text collate "C" not null,
    record uuid not null,
    kind text not null check (kind in ('contact', 'lead', 'account', 'deal')),
    primary key (workspace, mailbox, message, record),
    foreign key (workspace, mailbox) references mailboxes (workspace, id) on delete cascade
  )`,
  ...locked('mail_filings', 'select, insert, delete'),
  policy('mail_filings', 'seen', 'select', `${mine})`),
  policy('mail_filings', 'made', 'insert', `${mine} and b.mode <> 'private') and ${seen}`),
  policy('mail_filings', 'removed', 'delete', `${mine})`),
  `create function record_is(in_workspace uuid, of_kind text, record uuid) returns boolean language sql stable
    set search_path = pg_catalog, public, pg_temp as $$ select ${Object.entries(kinds)
      .map(
        ([kind, table]) =>
          `(of_kind = '${kind}' and exists (select from ${table} r where r.workspace = in_workspace and r.id = record))`
      )
      .join(' or ')} $$`,
  'revoke execute on function record_is(uuid, text, uuid) from public',
  // As migration 4 made it, with what was filed.
  `create or replace function grant_mails(in_workspace uuid, ids uuid[]) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    insert into mail_grants (workspace, mail, record, kind, sent, message, owner, source, address, by_hand)
    select m.workspace, m.id, r.record, r.kind, m.sent, m.message, m.owner,
      case when bool_or(r.filed) then 'crm' else m.source end, min(r.address), bool_or(r.by_hand)
    from mails m
    join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
    cross join lateral (
      with known as (
        select a.record, a.kind, a.address from addresses a
        where a.workspace = m.workspace and a.address = any (m.people) and a.kind in ('contact', 'lead')
          and not exists (select from addresses c
            where c.workspace = a.workspace and c.address = a.address and c.kind = 'user')
      )
      select record, kind, address, null::boolean as by_hand, false as filed from known
      union all
      select c.account, 'account', k.address, null, false from known k
        join contacts c on c.workspace = m.workspace and c.id = k.record
        where k.kind = 'contact' and c.account is not null
      union all
      select d.deal, 'deal', '', d.by_hand, false from mail_deals d
        where d.workspace = m.workspace and d.message = m.message and d.deal is not null
      union all
      select f.record, f.kind, '', case when f.kind = 'deal' then true end, true from mail_filings f
        where f.workspace = m.workspace and f.mailbox = m.mailbox and f.message = m.message
          and record_is(f.workspace, f.kind, f.record)
    ) r
    where m.workspace = in_workspace and m.id = any (ids)
      and (b.mode = 'public' or m.source = 'crm' or (b.mode = 'custom'
        and (b.records = 'all' or (b.records = 'deals' and r.kind = 'deal')
          or exists (select from mailbox_records x
            where x.workspace = m.workspace and x.mailbox = b.id and x.record = r.record))
        and (b.people = '{}' or mail_names(m.people) && b.people)))
      and (b.never = '{}' or not mail_names(m.people) && b.never)
      and (not exists (select from excluded e where e.workspace = in_workspace)
        or not exists (select from excluded e
          where e.workspace = m.workspace and e.entry = any (mail_names(m.people))))
    group by m.workspace, m.id, r.record, r.kind
    on conflict do nothing;
    end $$`,

  ...trigger(
    'mail_filed',
    `declare ids uuid[]; of_workspace uuid := coalesce(new.workspace, old.workspace); begin
      ids := array(select id from mails where workspace = of_workspace
        and mailbox = coalesce(new.mailbox, old.mailbox) and message = coalesce(new.message, old.message));
      if ids = '{}' then return null; end if;
      perform refile(of_workspace, ids);
      if tg_op = 'DELETE' then
        delete from mails m where m.workspace = of_workspace and m.id = any (ids)
          and not exists (select from mail_grants g where g.workspace = m.workspace and g.mail = m.id);
      end if;
      return null;
    end`
  ),
  `create trigger filed after insert or delete on mail_filings for each row execute function mail_filed()`,
  `create trigger guard before delete on mail_filings for each row when (pg_trigger_depth() = 0)
    execute function guard_picks()`,
  ...trigger(
    'mailbox_closed',
    `begin
      delete from mail_filings where workspace = new.workspace and mailbox = new.id;
      return null;
    end`
  ),
  `create trigger closed after update of mode on mailboxes for each row
    when (new.mode = 'private' and old.mode <> 'private') execute function mailbox_closed()`
]
