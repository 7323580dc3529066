/** Why: an administrator decides who may connect mailboxes and who may see their mail. */
export const policy: readonly string[] = [
  `alter table workspaces add column sharing text not null default 'choice'`,
  `create table profiles (
    workspace uuid not null references workspaces (id) on delete cascade,
    id text not null,
    name text not null,
    email_settings boolean not null,
    position integer not null,
    primary key (workspace, id)
  )`,
  `insert into profiles (workspace, id, name, email_settings, position)
    select id, 'administrator', 'Administrator', true, 0 from workspaces
    union all select id, 'standard', 'Standard', true, 1 from workspaces`
]
