import { asked, locked, own, policy } from './0003-team.ts'

/**
 * Why: what an administrator decides is kept with who decided it, and the mail of somebody who leaves is kept by a
 * backup, in this order: deactivated and backed up, then deleted.
 */
const caller = `coalesce(nullif(current_setting('role', true), 'none'), session_user)::name`

/** Writes down who changed which of these columns, and what they were. */
const audited = (table: string, workspace: string, about: string, columns: readonly string[]): string[] => {
  const names = columns.map((name) => `'${name}'`).join(', ')
  const picked = (row: string) =>
    `(select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(${row})) where key in (${names}))`
  return [
    `create function audit_${table}() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public, pg_temp as $$ declare before jsonb; after jsonb; begin
      if member_workspace(${caller}) is null then return null; end if;
      if tg_op <> 'INSERT' then before := ${picked('old')}; end if;
      if tg_op <> 'DELETE' then after := ${picked('new')}; end if;
      if before is distinct from after then
        insert into audit (workspace, at, who, act, about, was, now) values (${workspace}, ${moment},
          member_user(${caller}), '${table}.' || lower(tg_op), ${about}, before, after);
      end if;
      return null;
    end $$`,
    `revoke execute on function audit_${table}() from public`,
    `create trigger audited after insert or update or delete on ${table}
      for each row execute function audit_${table}()`
  ]
}
const moment = `(extract(epoch from clock_timestamp()) * 1000)::bigint`

const ofRow = `coalesce(new.workspace, old.workspace)`
const idOfRow = `coalesce(new.id, old.id)::text`

export const administration: readonly string[] = [
  `alter table users add column keep_folders boolean not null default true, add column keep_mail boolean not null default true`,
  `create table audit (
    workspace uuid not null references workspaces (id) on delete cascade,
    id bigint generated always as identity,
    at bigint not null,
    who uuid,
    act text not null,
    about text,
    was jsonb,
    now jsonb,
    primary key (workspace, id)
  )`,
  ...locked('audit', 'select'),
  policy('audit', 'administered', 'select', `${own} and ${asked.administrator}`),
  ...audited('users', ofRow, idOfRow, [
    'name',
    'profile',
    'active',
    'deleted',
    'sharing',
    'sharing_locked',
    'mail_off',
    'backed_up',
    'keep_folders',
    'keep_mail'
  ]),
  ...audited('profiles', ofRow, idOfRow, ['name', 'email_settings', 'sharing', 'sharing_locked']),
  ...audited('mailboxes', ofRow, idOfRow, [
    'owner',
    'address',
    'protocol',
    'mode',
    'level',
    'records',
    'people',
    'never'
  ]),
  ...audited('excluded', ofRow, 'coalesce(new.entry, old.entry)', ['entry']),
  ...audited('workspaces', 'coalesce(new.id, old.id)', 'null', [
    'name',
    'sharing',
    'sharing_locked',
    'records'
  ]),
  // Who read a shared mail of whom. Called with the reading; a mail that the login does not see is not read.
  `create function note_read(of_mail uuid) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    insert into audit (workspace, at, who, act, about, now)
      select m.workspace, ${moment}, member_user(${caller}), 'mail.read',
        m.id::text, jsonb_build_object('owner', m.owner, 'message', m.message)
      from mails m where m.workspace = member_workspace(${caller}) and m.id = of_mail
        and m.owner is distinct from member_user(${caller});
  end $$`,
  'revoke execute on function note_read(uuid) from public',
  'grant execute on function note_read(uuid) to salesinbox_rep',

  // How many mails of a user are published, of hidden ones too; and what is to be hashed of them. For administrators.
  `create function shared_by(of_user uuid) returns integer language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    if not member_administers(${caller}) then return 0; end if;
    return (select count(*) from mails where workspace = member_workspace(${caller}) and owner = of_user);
  end $$`,
  'revoke execute on function shared_by(uuid) from public',
  'grant execute on function shared_by(uuid) to salesinbox_rep',
  'create index mails_by_owner on mails (workspace, owner, id)',
  `create function leaver_mails(of_user uuid, after uuid, up_to integer)
    returns table (id uuid, digest text, octets bigint) language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    if not member_administers(${caller}) then
      raise exception 'only an administrator' using errcode = '42501';
    end if;
    return query select m.id, md5(concat_ws(chr(31), m.message, m.sent, m.subject, m.sender, m.recipients, b.text, b.html)),
        (octet_length(coalesce(b.text, '')) + octet_length(coalesce(b.html, '')))::bigint
      from mails m left join mail_bodies b on b.workspace = m.workspace and b.mail = m.id
      where m.workspace = member_workspace(${caller}) and m.owner = of_user and (after is null or m.id > after)
      order by m.id limit up_to;
  end $$`,
  'revoke execute on function leaver_mails(uuid, uuid, integer) from public',
  'grant execute on function leaver_mails(uuid, uuid, integer) to salesinbox_rep',

  `create table backups (
    workspace uuid not null,
    id uuid not null,
    owner uuid not null,
    started bigint not null,
    finished bigint,
    mails integer not null default 0,
    expected integer not null,
    octets bigint not null default 0,
    hash text not null default '',
    primary key (workspace, id),
    foreign key (workspace, owner) references users (workspace, id) on delete cascade
  )`,
  ...locked('backups', 'select, insert, update'),
  policy('backups', 'administered', 'all', `${own} and ${asked.administrator}`),
  // Deactivated, backed up, deleted: the order is the database's too. Nothing shared: nothing to back up.
  `create function guard_leaver() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ begin
    if member_workspace(${caller}) is null then return coalesce(new, old); end if;
    if (tg_op = 'DELETE' or (old.deleted is null and new.deleted is not null)) and exists (
      select from mails m where m.workspace = old.workspace and m.owner = old.id) then
      if old.mail_off is null and old.active then
        raise exception 'deactivate first' using errcode = '42501', detail = 'deactivate';
      end if;
      if old.backed_up is null then
        raise exception 'back up first' using errcode = '42501', detail = 'backUp';
      end if;
    end if;
    return coalesce(new, old);
  end $$`,
  'revoke execute on function guard_leaver() from public',
  `create trigger guard_leaver before update or delete on users for each row execute function guard_leaver()`,
  // Six months after a deactivation without a backup: gone, for good. Answers how many mails went.
  `create function forget_leavers(before bigint) returns integer language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ declare gone integer; begin
    if not member_administers(${caller}) then
      raise exception 'only an administrator' using errcode = '42501';
    end if;
    delete from mails m using users u where m.workspace = member_workspace(${caller}) and u.workspace = m.workspace
      and u.id = m.owner and u.backed_up is null and u.mail_off < before;
    get diagnostics gone = row_count;
    return gone;
  end $$`,
  'revoke execute on function forget_leavers(bigint) from public',
  'grant execute on function forget_leavers(bigint) to salesinbox_rep'
]
