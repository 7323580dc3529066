import { repRole } from './0003-team.ts'

/**
 * What keeps `mail_grants` true: see 0004-mail.ts. All of it runs as the owner of the tables, and in plpgsql, which
 * keeps its plans: planning took longer than filing a mail.
 */

/** Who acts, from within a function that runs as the owner of the tables. */
const caller = `coalesce(nullif(current_setting('role', true), 'none'), session_user)::name`

const trigger = (name: string, body: string): string[] => [
  `create function ${name}() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
  `revoke execute on function ${name}() from public`
]
const statement = (table: string, act: 'insert' | 'delete', name: string): string =>
  `create trigger ${name}_${act} after ${act} on ${table}
    referencing ${act === 'insert' ? 'new' : 'old'} table as touched
    for each statement execute function ${name}()`

const rule = ['mode', 'level', 'records', 'people', 'never'] as const
const ruleChanged = `(${rule.map((one) => `new.${one}`).join(', ')}) is distinct from (${rule.map((one) => `old.${one}`).join(', ')})`

/** Mails of a workspace that name one of these addresses. */
const mailsOf = (addresses: string): string =>
  `array(select id from mails where workspace = new_workspace and people && ${addresses})`

export const grants: readonly string[] = [
  // What a rule may name a mail by: its addresses, and their domains with all above them.
  `create function mail_names(people text[]) returns text[] language sql immutable parallel safe
    set search_path = pg_catalog as $$
    select people || coalesce(array_agg(distinct '@' || array_to_string(parts[n:], '.')), '{}')
    from unnest(people) p cross join lateral (select string_to_array(split_part(p, '@', 2), '.')) s (parts)
    cross join lateral generate_series(1, cardinality(parts)) n
  $$`,
  // Holds mails against the rules of their mailboxes and says on which records they are seen.
  `create function grant_mails(in_workspace uuid, ids uuid[]) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    insert into mail_grants (workspace, mail, record, kind, sent, message, owner, source, address, by_hand)
    select m.workspace, m.id, r.record, r.kind, m.sent, m.message, m.owner, m.source, min(r.address), bool_or(r.by_hand)
    from mails m
    join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
    cross join lateral (
      with known as (
        select a.record, a.kind, a.address from addresses a
        where a.workspace = m.workspace and a.address = any (m.people) and a.kind in ('contact', 'lead')
          and not exists (select from addresses c
            where c.workspace = a.workspace and c.address = a.address and c.kind = 'user')
      )
      select record, kind, address, null::boolean as by_hand from known
      union all
      select c.account, 'account', k.address, null from known k
        join contacts c on c.workspace = m.workspace and c.id = k.record
        where k.kind = 'contact' and c.account is not null
      union all
      select d.deal, 'deal', '', d.by_hand from mail_deals d
        where d.workspace = m.workspace and d.message = m.message and d.deal is not null
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
  `revoke execute on function grant_mails(uuid, uuid[]) from public`,
  // A mail goes with the open deal of a contact in it that was changed last; mail from before its mailbox was connected
  // only where the contact has but one. A link by hand in its conversation comes first. What is linked stays linked.
  `create function link_deals(in_workspace uuid, ids uuid[]) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    insert into mail_deals (workspace, message, deal, by_hand, changed)
    select distinct on (m.message) m.workspace, m.message, d.id, false, m.sent
    from mails m
    join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
    join addresses a on a.workspace = m.workspace and a.address = any (m.people) and a.kind = 'contact'
    join deal_contacts x on x.workspace = m.workspace and x.contact = a.record
    join deals d on d.workspace = m.workspace and d.id = x.deal and d.deleted is null
    join stages s on s.workspace = m.workspace and s.id = d.stage and s.outcome = 'open'
    where m.workspace = in_workspace and m.id = any (ids)
      and (m.sent >= b.connected or (select count(*) from deal_contacts y
        where y.workspace = m.workspace and y.contact = a.record) = 1)
      and not exists (select from addresses c
        where c.workspace = m.workspace and c.address = a.address and c.kind = 'user')
    order by m.message, (exists (select from mails t
        join mail_deals l on l.workspace = t.workspace and l.message = t.message
        where t.workspace = m.workspace and t.thread = m.thread and l.by_hand and l.deal = d.id)) desc,
      d.changed desc, d.id
    on conflict do nothing;
    end $$`,
  `revoke execute on function link_deals(uuid, uuid[]) from public`,
  `create function refile(in_workspace uuid, ids uuid[]) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    delete from mail_grants where workspace = in_workspace and mail = any (ids);
    perform link_deals(in_workspace, ids);
    perform grant_mails(in_workspace, ids);
    delete from mail_nowhere where workspace = in_workspace and mail = any (ids);
    insert into mail_nowhere select m.workspace, m.id from mails m where m.workspace = in_workspace and m.id = any (ids)
      and not exists (select from mail_grants g where g.workspace = m.workspace and g.mail = m.id);
    end $$`,
  `revoke execute on function refile(uuid, uuid[]) from public`,

  ...trigger(
    'mails_published',
    `declare of_workspace uuid; ids uuid[]; begin
      for of_workspace, ids in select workspace, array_agg(id) from touched group by workspace loop
        perform link_deals(of_workspace, ids);
        perform grant_mails(of_workspace, ids);
        -- touches no record, or an exclusion of the administrator's forbids it
        delete from mails m where m.workspace = of_workspace and m.id = any (ids)
          and not exists (select from mail_grants g where g.workspace = m.workspace and g.mail = m.id);
      end loop;
      return null;
    end`
  ),
  statement('mails', 'insert', 'mails_published'),
  ...trigger(
    'mail_within_level',
    `begin
      if (select level from mailboxes where workspace = new.workspace and id = new.mailbox) = 'subject' then
        new.snippet := ''; new.files := '[]';
      end if;
      return new;
    end`
  ),
  'create trigger within_level before insert on mails for each row execute function mail_within_level()',

  ...trigger(
    'guard_mailbox',
    `declare decided record; held boolean; begin
      if member_workspace(${caller}) is not null and not member_administers(${caller}) then
        select * into decided from sharing_of(coalesce(new.workspace, old.workspace), coalesce(new.owner, old.owner));
        if tg_op <> 'DELETE' and decided.decision <> 'choice' and new.mode <> decided.decision then
          raise exception 'the administrator decides on sharing' using errcode = '42501', detail = 'decided';
        end if;
        held := tg_op <> 'INSERT' and decided.lock and old.mode <> 'private';
        if held and (tg_op = 'DELETE' or ${ruleChanged} or new.address <> old.address) then
          raise exception 'what is shared is locked' using errcode = '42501', detail = 'locked';
        end if;
      end if;
      if tg_op = 'DELETE' then return old; end if;
      if tg_op = 'UPDATE' then
        new.workspace := old.workspace; new.id := old.id; new.owner := old.owner; new.connected := old.connected;
        new.epoch := case when ${ruleChanged} then old.epoch + 1 else greatest(new.epoch, old.epoch) end;
      end if;
      return new;
    end`
  ),
  `create trigger guard before insert or update or delete on mailboxes
    for each row execute function guard_mailbox()`,
  ...trigger(
    'mailbox_rule',
    `declare ids uuid[]; begin
      if new.mode = 'private' then
        delete from mails where workspace = new.workspace and mailbox = new.id and source <> 'crm';
        return null;
      end if;
      ids := array(select id from mails where workspace = new.workspace and mailbox = new.id);
      perform refile(new.workspace, ids);
      delete from mails m where m.workspace = new.workspace and m.id = any (ids)
        and not exists (select from mail_grants g where g.workspace = m.workspace and g.mail = m.id);
      if new.level = 'subject' and old.level <> 'subject' then
        delete from mail_bodies where workspace = new.workspace and mail = any (ids);
        update mails set snippet = '', files = '[]' where workspace = new.workspace and id = any (ids);
      end if;
      return null;
    end`
  ),
  `create trigger rule after update on mailboxes for each row when (old.epoch <> new.epoch)
    execute function mailbox_rule()`,
  ...trigger(
    'guard_picks',
    `begin
      if member_workspace(${caller}) is not null and not member_administers(${caller}) and exists (
        select from mailboxes b cross join lateral sharing_of(b.workspace, b.owner) s
        where b.workspace = old.workspace and b.id = old.mailbox and b.mode <> 'private' and s.lock) then
        raise exception 'what is shared is locked' using errcode = '42501', detail = 'locked';
      end if;
      return old;
    end`
  ),
  // a mailbox that goes takes them along, and has a guard of its own
  `create trigger guard before delete on mailbox_records for each row when (pg_trigger_depth() = 0)
    execute function guard_picks()`,
  `create trigger guard before delete on mails for each row when (pg_trigger_depth() = 0)
    execute function guard_picks()`,
  ...trigger(
    'picks_changed',
    `begin
      update mailboxes b set epoch = b.epoch + 1 from (select distinct workspace, mailbox from touched) t
        where b.workspace = t.workspace and b.id = t.mailbox;
      return null;
    end`
  ),
  statement('mailbox_records', 'insert', 'picks_changed'),
  statement('mailbox_records', 'delete', 'picks_changed'),
  ...trigger(
    'excluded_changed',
    `begin
      if tg_op = 'DELETE' then
        update mailboxes b set epoch = b.epoch + 1 where b.workspace in (select workspace from touched);
      else
        delete from mails m using touched t where m.workspace = t.workspace and t.entry = any (mail_names(m.people));
      end if;
      return null;
    end`
  ),
  statement('excluded', 'insert', 'excluded_changed'),
  statement('excluded', 'delete', 'excluded_changed'),

  ...trigger(
    'addresses_changed',
    `declare new_workspace uuid; changed text[]; begin
      for new_workspace, changed in select workspace, array_agg(distinct address::text) from touched group by workspace loop
        perform refile(new_workspace, ${mailsOf('changed')});
      end loop;
      return null;
    end`
  ),
  statement('addresses', 'insert', 'addresses_changed'),
  statement('addresses', 'delete', 'addresses_changed'),
  ...trigger(
    'contact_moved',
    `declare new_workspace uuid := new.workspace; begin
      perform refile(new_workspace, ${mailsOf(
        `array(select address::text from addresses where workspace = new.workspace and kind = 'contact' and record = new.id)`
      )});
      return null;
    end`
  ),
  `create trigger moved after update of account on contacts for each row
    when (old.account is distinct from new.account) execute function contact_moved()`,
  ...trigger(
    'record_removed',
    `begin
      insert into mail_nowhere select g.workspace, g.mail from mail_grants g
        where g.workspace = old.workspace and g.record = old.id and not exists (select from mail_grants o
          where o.workspace = g.workspace and o.mail = g.mail and o.record <> g.record)
        on conflict do nothing;
      delete from mail_grants where workspace = old.workspace and record = old.id;
      return null;
    end`
  ),
  ...['contacts', 'leads', 'accounts', 'deals'].map(
    (table) =>
      `create trigger removed after delete on ${table} for each row execute function record_removed()`
  ),
  ...trigger(
    'deal_linked',
    `begin
      perform refile(new.workspace, array(select id from mails m
        where m.workspace = new.workspace and m.message = new.message));
      return null;
    end`
  ),
  `create trigger linked after insert or update on mail_deals for each row when (pg_trigger_depth() = 0)
    execute function deal_linked()`,

  // What a colleague sees of a record, for *Look as*. What of its mail the asker may see, the asker's policies say.
  `create function member_would_see(of_user uuid, of_kind text, record uuid) returns boolean language sql stable
    security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce((select u.profile = 'administrator' or w.records = 'all' or exists (
        select from contacts r where of_kind = 'contact' and r.workspace = u.workspace and r.id = record
          and (r.owner is null or r.owner = u.id)
        union all select from leads r where of_kind = 'lead' and r.workspace = u.workspace and r.id = record
          and (r.owner is null or r.owner = u.id)
        union all select from accounts r where of_kind = 'account' and r.workspace = u.workspace and r.id = record
          and (r.owner is null or r.owner = u.id)
        union all select from deals r where of_kind = 'deal' and r.workspace = u.workspace and r.id = record
          and (r.owner is null or r.owner = u.id))
      from users u join workspaces w on w.id = u.workspace
      where u.workspace = member_workspace(${caller}) and u.id = of_user and u.active and u.deleted is null), false)
  $$`,
  `revoke execute on function member_would_see(uuid, text, uuid) from public`,
  `grant execute on function member_would_see(uuid, text, uuid) to ${repRole}`,

  // What tells open windows that a record's mail changed. Anybody may listen, so a bucket is all that is said of a record.
  ...trigger(
    'grants_changed',
    `declare of_workspace uuid; buckets text; begin
      insert into mail_counters as c (workspace, bucket, count)
        select distinct workspace, mail_bucket(record), 1 from touched order by 1, 2
        on conflict (workspace, bucket) do update set count = c.count + 1;
      for of_workspace, buckets in
        select workspace, case when count(distinct mail_bucket(record)) > 500 then '*'
          else string_agg(distinct mail_bucket(record)::text, ',') end
        from touched group by workspace loop
        perform pg_notify('salesinbox', 'mail:' || of_workspace || ':' || buckets);
      end loop;
      return null;
    end`
  ),
  statement('mail_grants', 'insert', 'grants_changed'),
  statement('mail_grants', 'delete', 'grants_changed'),
  ...trigger(
    'workspace_changed',
    `begin
      perform pg_notify('salesinbox', 'version:' || new.id || ':' || new.version);
      return null;
    end`
  ),
  `create trigger changed after update of version on workspaces for each row execute function workspace_changed()`,

  // Logins. The name is the user's id, so nobody's role but a rep's can be made or changed by them.
  `create function invite_member(of_user uuid, verifier text) returns name language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
    declare login name := 'salesinbox_' || replace(of_user::text, '-', ''); begin
      if not member_administers(${caller}) or not exists (select from users u
        where u.workspace = member_workspace(${caller}) and u.id = of_user and u.active and u.deleted is null) then
        raise exception 'only an administrator invites' using errcode = '42501';
      end if;
      if verifier !~ '^SCRAM-SHA-256[$]' then raise exception 'not a verifier' using errcode = '22023'; end if;
      if exists (select from pg_roles where rolname = login) then
        execute format('alter role %I login password %L', login, verifier);
      else
        execute format('create role %I login nosuperuser nocreatedb nocreaterole inherit password %L in role ${repRole}',
          login, verifier);
      end if;
      insert into members (login, workspace, account_of) values (login, member_workspace(${caller}), of_user)
        on conflict do nothing;
      return login;
    end $$`,
  `revoke execute on function invite_member(uuid, text) from public`,
  `grant execute on function invite_member(uuid, text) to ${repRole}`
]
