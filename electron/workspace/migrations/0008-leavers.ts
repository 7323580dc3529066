import { asked, locked, own, policy } from './0003-team.ts'

/**
 * Why: a backup keeps the rest of a leaver's mailbox too. An administrator signs in to it, and the app writes what
 * touches records as that leaver's mail: by functions, as nobody may write another's mail, and only while the leaver is
 * deactivated and being backed up.
 */
const caller = `coalesce(nullif(current_setting('role', true), 'none'), session_user)::name`

const definer = (head: string, body: string): string[] => {
  const signature = head.slice(0, head.indexOf(' returns ')).replace(/\b\w+ (uuid|jsonb|integer)/g, '$1')
  return [
    `create function ${head} language plpgsql security definer
      set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
    `revoke execute on function ${signature} from public`
  ]
}
const forReps = (signature: string): string => `grant execute on function ${signature} to salesinbox_rep`

/** Six months, ms: as `backUpWithin` of the contract. */
const within = 183 * 24 * 3600_000

export const leavers: readonly string[] = [
  // Mail that its owner keeps private by hand, as a hash of its key: nobody reads there what it was.
  `create table mail_withheld (
    workspace uuid not null,
    mailbox uuid not null,
    message text not null,
    primary key (workspace, mailbox, message),
    foreign key (workspace, mailbox) references mailboxes (workspace, id) on delete cascade
  )`,
  ...locked('mail_withheld', 'select, insert, delete'),
  policy(
    'mail_withheld',
    'of_mailbox',
    'all',
    `${own} and exists (select from mailboxes b where b.workspace = mail_withheld.workspace and b.id = mailbox
      and b.owner = ${asked.user})`
  ),

  // How far a folder of a leaver's mailbox was read, so that a backup that was cut off goes on there.
  `create table backup_folders (
    workspace uuid not null,
    backup uuid not null,
    mailbox uuid not null,
    folder text not null,
    uid_validity text not null default '',
    last_uid bigint not null default 0,
    seen integer not null default 0,
    total integer not null,
    kept integer not null default 0,
    failed integer not null default 0,
    done boolean not null default false,
    primary key (workspace, backup, mailbox, folder),
    foreign key (workspace, backup) references backups (workspace, id) on delete cascade
  )`,
  ...locked('backup_folders', 'select, insert, update, delete'),
  policy('backup_folders', 'administered', 'all', `${own} and ${asked.administrator}`),

  ...definer(
    'leaver_mailbox(of_mailbox uuid) returns mailboxes',
    `declare box mailboxes; begin
      if not member_administers(${caller}) then
        raise exception 'only an administrator' using errcode = '42501';
      end if;
      select b.* into box from mailboxes b join users u on u.workspace = b.workspace and u.id = b.owner
        where b.workspace = member_workspace(${caller}) and b.id = of_mailbox and b.protocol = 'imap'
          and b.mode <> 'private' and u.deleted is null
          and u.mail_off > extract(epoch from clock_timestamp()) * 1000 - ${within}
          and exists (select from backups k where k.workspace = b.workspace and k.owner = b.owner and k.finished is null);
      if box.id is null then
        raise exception 'no mailbox of a leaver who is being backed up' using errcode = '42501';
      end if;
      return box;
    end`
  ),
  // Which of these mails are to be kept: by the same that publishing goes by, and none that is here or was kept private.
  ...definer(
    'leaver_wants(of_mailbox uuid, candidates jsonb) returns setof text',
    `declare box mailboxes := leaver_mailbox(of_mailbox); begin
      return query select x.message
        from jsonb_to_recordset(candidates) x (message text, people text[], hidden text[])
        cross join lateral (select mail_names(x.people) as names, mail_names(x.people || x.hidden) as all_names) n
        where exists (select from addresses a where a.workspace = box.workspace and a.address = any (x.people)
            and a.kind in ('contact', 'lead') and a.address <> box.address
            and not exists (select from addresses c
              where c.workspace = a.workspace and c.address = a.address and c.kind = 'user'))
          and (box.mode = 'public' or box.people = '{}' or n.names && box.people)
          and not n.all_names && box.never
          and not exists (select from excluded e where e.workspace = box.workspace and e.entry = any (n.all_names))
          and not exists (select from mail_withheld h where h.workspace = box.workspace and h.mailbox = box.id
            and h.message = md5(x.message))
          and not exists (select from mails m where m.workspace = box.workspace and m.mailbox = box.id
            and m.message = x.message);
    end`
  ),
  forReps('leaver_wants(uuid, jsonb)'),
  // Writes them as the leaver's; the triggers of mails judge again. Done twice it changes nothing. Answers how many are new.
  ...definer(
    'keep_leaver_mails(of_mailbox uuid, kept jsonb) returns integer',
    `declare box mailboxes := leaver_mailbox(of_mailbox); ids uuid[]; begin
      insert into mails (workspace, id, mailbox, owner, epoch, message, thread, sent, source, outgoing, subject, snippet,
          sender, recipients, people, files)
        select box.workspace, x.id, box.id, box.owner, box.epoch, x.message, x.thread, x.sent, 'imap', x.outgoing,
          x.subject, x.snippet, x.sender, x.recipients, x.people, x.files
        from jsonb_to_recordset(kept) x (id uuid, message text, thread text, sent bigint, outgoing boolean, subject text,
          snippet text, sender jsonb, recipients jsonb, people text[], files jsonb)
        where not exists (select from mail_withheld h where h.workspace = box.workspace and h.mailbox = box.id
          and h.message = md5(x.message))
        on conflict (workspace, mailbox, message) do nothing;
      ids := array(select m.id from jsonb_to_recordset(kept) x (id uuid)
        join mails m on m.workspace = box.workspace and m.id = x.id and m.mailbox = box.id);
      if box.level = 'full' then
        insert into mail_bodies (workspace, mail, text, html)
          select box.workspace, x.id, x.text, x.html
          from jsonb_to_recordset(kept) x (id uuid, text text, html text)
          where x.id = any (ids) and (x.text is not null or x.html is not null)
          on conflict do nothing;
      end if;
      return cardinality(ids);
    end`
  ),
  forReps('keep_leaver_mails(uuid, jsonb)'),
  // What a finished backup holds, to be saved as a file; whoever does stands in the audit trail.
  ...definer(
    `backup_mails(of_backup uuid, after uuid, up_to integer) returns table (id uuid, message text, thread text,
      sent bigint, subject text, sender jsonb, recipients jsonb, files jsonb, text text, html text, digest text)`,
    `declare of_owner uuid; begin
      select k.owner into of_owner from backups k where k.workspace = member_workspace(${caller}) and k.id = of_backup
        and k.finished is not null and member_administers(${caller});
      if of_owner is null then
        raise exception 'only an administrator, and a finished backup' using errcode = '42501';
      end if;
      -- a saving asks for many pages; whichever is asked for first is written down
      if after is null or not exists (select from audit a where a.workspace = member_workspace(${caller})
          and a.act = 'backups.save' and a.about = of_owner::text and a.who is not distinct from member_user(${caller})
          and a.at > extract(epoch from clock_timestamp()) * 1000 - 3600000) then
        insert into audit (workspace, at, who, act, about, now) values (member_workspace(${caller}),
          (extract(epoch from clock_timestamp()) * 1000)::bigint, member_user(${caller}), 'backups.save', of_owner::text,
          jsonb_build_object('owner', of_owner));
      end if;
      return query select m.id, m.message::text, m.thread::text, m.sent, m.subject, m.sender, m.recipients, m.files,
          b.text, b.html,
          md5(concat_ws(chr(31), m.message, m.sent, m.subject, m.sender, m.recipients, b.text, b.html))
        from mails m left join mail_bodies b on b.workspace = m.workspace and b.mail = m.id
        where m.workspace = member_workspace(${caller}) and m.owner = of_owner and (after is null or m.id > after)
        order by m.id limit up_to;
    end`
  ),
  forReps('backup_mails(uuid, uuid, integer)')
]
