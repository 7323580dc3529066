import { asked, locked, own, policy, repRole } from './0003-team.ts'

/**
 * Why: the files of shared mail lie with their owner alone. Who reads the mail may ask for one; the owner's app answers
 * with its bytes, which stay for the next who asks and go with the mail.
 */
const caller = `coalesce(nullif(current_setting('role', true), 'none'), session_user)::name`

/** A file of a mail that the login sees. A mail of which the subject alone is shared has no files. */
const fileSeen = (table: string, more = ''): string => `${own} and exists (select from mails m
  where m.workspace = ${table}.workspace and m.id = ${table}.mail
    and jsonb_array_length(m.files) > ${table}.file${more})`
const mine = ` and m.owner = ${asked.user}`
const others = ` and m.owner <> ${asked.user}`

const trigger = (name: string, body: string): string[] => [
  `create function ${name}() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
  `revoke execute on function ${name}() from public`
]
const ofMail = `foreign key (workspace, mail) references mails (workspace, id) on delete cascade`

export const files: readonly string[] = [
  // `taken`: the owner's app saw it. `failed`: why it cannot be had.
  `create table file_requests (
    workspace uuid not null,
    mail uuid not null,
    file integer not null check (file >= 0),
    asker uuid not null,
    at bigint not null,
    taken bigint,
    failed text check (failed in ('gone', 'large', 'kept')),
    primary key (workspace, mail, file, asker),
    ${ofMail},
    foreign key (workspace, asker) references users (workspace, id) on delete cascade
  )`,
  // once all of its bytes are here
  `create table mail_files (
    workspace uuid not null,
    mail uuid not null,
    file integer not null,
    size bigint not null check (size between 0 and 26214400),
    chunks integer not null,
    primary key (workspace, mail, file),
    ${ofMail}
  )`,
  `create table mail_file_chunks (
    workspace uuid not null,
    mail uuid not null,
    file integer not null,
    chunk integer not null check (chunk between 0 and 24),
    bytes bytea not null check (octet_length(bytes) <= 1048576),
    primary key (workspace, mail, file, chunk),
    ${ofMail}
  )`,
  // what is packed is not packed again
  `alter table mail_file_chunks alter column bytes set storage external`,

  // Somebody asked who may still see the mail. The owner sees the request, but not with the asker's eyes.
  `create function file_wanted(of_mail uuid, of_file integer) returns boolean language plpgsql stable
    security definer set search_path = pg_catalog, public, pg_temp as $$ begin
    return exists (select from file_requests r
      join mail_grants g on g.workspace = r.workspace and g.mail = r.mail
      where r.workspace = member_workspace(${caller}) and r.mail = of_mail and r.file = of_file and r.failed is null
        and member_would_see(r.asker, g.kind, g.record));
    end $$`,
  `revoke execute on function file_wanted(uuid, integer) from public`,
  `grant execute on function file_wanted(uuid, integer) to ${repRole}`,

  ...locked('file_requests', 'select, insert, delete'),
  `grant update (taken, failed) on file_requests to ${repRole}`,
  policy(
    'file_requests',
    'seen',
    'select',
    `(asker = ${asked.user} and ${fileSeen('file_requests')}) or (${fileSeen('file_requests', mine)})`
  ),
  policy(
    'file_requests',
    'asked',
    'insert',
    `asker = ${asked.user} and taken is null and failed is null and ${fileSeen('file_requests', others)}`
  ),
  policy('file_requests', 'answered', 'update', fileSeen('file_requests', mine)),
  policy(
    'file_requests',
    'called_off',
    'delete',
    `${own} and (asker = ${asked.user} or ${fileSeen('file_requests', mine)})`
  ),
  ...['mail_files', 'mail_file_chunks'].flatMap((table) => [
    ...locked(table, 'select, insert, delete'),
    policy(table, 'shared', 'select', fileSeen(table)),
    policy(table, 'brought', 'insert', `${fileSeen(table, mine)} and file_wanted(mail, file)`),
    policy(table, 'taken_back', 'delete', fileSeen(table, mine))
  ]),

  // the subject alone is shared from now on
  ...trigger(
    'mail_without_files',
    `begin
      delete from file_requests where workspace = new.workspace and mail = new.id;
      delete from mail_files where workspace = new.workspace and mail = new.id;
      delete from mail_file_chunks where workspace = new.workspace and mail = new.id;
      return null;
    end`
  ),
  `create trigger without_files after update of files on mails for each row
    when (old.files <> '[]' and new.files = '[]') execute function mail_without_files()`,

  // Both sides hear of it as of a change of mail: the bucket is the mail's, and no record's.
  ...trigger(
    'files_changed',
    `declare of_workspace uuid; buckets text; begin
      insert into mail_counters as c (workspace, bucket, count)
        select distinct workspace, mail_bucket(mail), 1 from touched order by 1, 2
        on conflict (workspace, bucket) do update set count = c.count + 1;
      for of_workspace, buckets in
        select workspace, string_agg(distinct mail_bucket(mail)::text, ',') from touched group by workspace loop
        perform pg_notify('salesinbox', 'mail:' || of_workspace || ':' || buckets);
      end loop;
      return null;
    end`
  ),
  ...(
    [
      ['file_requests', 'insert'],
      ['file_requests', 'update'],
      ['mail_files', 'insert']
    ] as const
  ).map(
    ([
      table,
      act
    ]) => `create trigger files_changed_${act} after ${act} on ${table} referencing new table as touched
      for each statement execute function files_changed()`
  )
]
