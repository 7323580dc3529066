/**
 * Why: on a server each rep has a login of their own, and the database decides which rows it sees.
 *
 * `rep` is the group role that all logins are members of; what it may do at all is granted to it, and policies say on
 * which rows. A login is told by `current_user`, which nobody can forge, never by a setting. The functions that look
 * up who that is run as the owner of the tables, because a policy must not ask itself; they answer nothing that a
 * member of the team does not see anyway.
 */
export const repRole = 'salesinbox_rep'

/** As a scalar subquery, so that it is asked once for each statement and not for each row. */
export const asked = {
  workspace: '(select member_workspace(current_user))',
  user: '(select member_user(current_user))',
  administrator: '(select member_administers(current_user))',
  allRecords: '(select member_sees_all_records(current_user))'
}
/** Rows of the workspace that the login is a member of. */
export const own = `workspace = ${asked.workspace}`

/**
 * A function that runs as the owner of the tables and answers one value; the search path is fixed, so nobody slips an
 * object of theirs in. In plpgsql, which keeps its plan for the connection: a policy asks it in each statement, and in
 * sql it took 0.4 ms each time.
 */
export const asOwner = (head: string, body: string): string[] => {
  const [name = '', type = ''] = head.split(' returns ')
  return [
    `create function ${head} language plpgsql stable security definer
      set search_path = pg_catalog, public, pg_temp as $$ declare answer ${type}; begin
      answer := (${body});
      return answer;
    end $$`,
    `revoke execute on function ${name} from public`,
    `grant execute on function ${name} to ${repRole}`
  ]
}

/** Locks a table, for its owner too, until policies open it. On a server the owner is no superuser and passes by a policy of its own. */
export const locked = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy owner_of_tables on ${table} to current_user using (true) with check (true)`,
  `grant ${rights} on ${table} to ${repRole}`
]

export const policy = (table: string, name: string, acts: string, using: string, check = using): string => {
  const write = acts === 'insert' ? '' : ` using (${using})`
  const checked = acts === 'select' || acts === 'delete' ? '' : ` with check (${check})`
  return `create policy ${name} on ${table} for ${acts} to ${repRole}${write}${checked}`
}

const everything = 'select, insert, update, delete'
const mine = `(${asked.allRecords} or owner is null or owner = ${asked.user})`

/** Records of one owner: seen and changed by that rep and by whoever sees all. Anybody may make one. */
const record = (table: string): string[] => [
  ...locked(table, everything),
  policy(table, 'seen', 'select', `${own} and ${mine}`),
  policy(table, 'made', 'insert', own),
  policy(table, 'changed', 'update', `${own} and ${mine}`, own),
  policy(table, 'removed', 'delete', `${own} and ${mine}`)
]
/** What everybody of the workspace reads and an administrator changes. */
const common = (table: string): string[] => [
  ...locked(table, everything),
  policy(table, 'seen', 'select', own),
  policy(table, 'administered', 'all', `${own} and ${asked.administrator}`)
]
/** Rows that belong to a record: whoever sees the record sees and changes them. */
const part = (table: string, of: string): string[] => [
  ...locked(table, everything),
  policy(table, 'of_record', 'all', `${own} and (${asked.allRecords} or ${of})`)
]
const seen = (records: string, id: string, table: string): string =>
  `exists (select from ${records} r where r.workspace = ${table}.workspace and r.id = ${table}.${id})`

const person = `(kind = 'user' or ${asked.allRecords}
  or (kind = 'contact' and ${seen('contacts', 'record', 'addresses')})
  or (kind = 'lead' and ${seen('leads', 'record', 'addresses')}))`

export const team: readonly string[] = [
  // The role is the whole server's: another database of it, or another app at this moment, may have made it.
  `do $$ begin
    if not exists (select from pg_roles where rolname = '${repRole}') then create role ${repRole} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`,
  `grant usage on schema public to ${repRole}`,
  `revoke create on schema public from public`,
  // Whose records everybody sees: 'all', or 'own' (the owner's, ownerless ones; administrators see all).
  `alter table workspaces add column records text not null default 'all'`,
  `create table members (
    login name primary key,
    workspace uuid not null references workspaces (id) on delete cascade,
    account_of uuid,
    foreign key (workspace, account_of) references users (workspace, id) on delete cascade
  )`,
  `create unique index members_by_user on members (workspace, account_of)`,
  // A login without a user is the one of a workspace that nobody shares: its administrator.
  ...asOwner(
    'member_workspace(login name) returns uuid',
    `select m.workspace from members m left join users u on u.workspace = m.workspace and u.id = m.account_of
      where m.login = $1 and (m.account_of is null or (u.active and u.deleted is null))`
  ),
  ...asOwner(
    'member_user(login name) returns uuid',
    `select m.account_of from members m join users u on u.workspace = m.workspace and u.id = m.account_of
      where m.login = $1 and u.active and u.deleted is null`
  ),
  ...asOwner(
    'member_administers(login name) returns boolean',
    `coalesce((select m.account_of is null or (u.active and u.deleted is null and u.profile = 'administrator')
      from members m left join users u on u.workspace = m.workspace and u.id = m.account_of
      where m.login = $1), false)`
  ),
  ...asOwner(
    'member_sees_all_records(login name) returns boolean',
    `coalesce((select w.records = 'all' from members m join workspaces w on w.id = m.workspace
      where m.login = $1), false) or member_administers($1)`
  ),
  `grant select on schema_version to ${repRole}`,
  ...locked('workspaces', 'select, update'),
  policy('workspaces', 'seen', 'select', `id = ${asked.workspace}`),
  policy('workspaces', 'changed', 'update', `id = ${asked.workspace}`),
  // Everybody raises the version; the rest is an administrator's.
  `create function guard_workspace() returns trigger language plpgsql as $$ begin
    if member_workspace(current_user) is not null and not member_administers(current_user)
      and to_jsonb(new) - 'version' is distinct from to_jsonb(old) - 'version' then
      raise exception 'only an administrator changes this' using errcode = '42501';
    end if;
    return new;
  end $$`,
  `create trigger guard_workspace before update on workspaces for each row execute function guard_workspace()`,
  ...locked('members', 'select'),
  policy('members', 'seen', 'select', `login = current_user or (${own} and ${asked.administrator})`),
  ...['profiles', 'own_domains', 'stages', 'users'].flatMap(common),
  ...['leads', 'contacts', 'accounts', 'deals', 'activities'].flatMap(record),
  ...locked('addresses', everything),
  policy('addresses', 'seen', 'select', `${own} and ${person}`),
  policy(
    'addresses',
    'changed',
    'all',
    `${own} and ${person} and (kind <> 'user' or ${asked.administrator})`
  ),
  ...part('account_domains', seen('accounts', 'account', 'account_domains')),
  ...part('deal_contacts', seen('deals', 'deal', 'deal_contacts'))
]
