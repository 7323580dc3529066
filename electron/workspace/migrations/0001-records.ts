/** Why: the first schema. Users, leads, contacts, accounts, deals and activities of a workspace. */
const common = `
  workspace uuid not null,
  id uuid not null,
  rev integer not null default 1,
  origin text not null,
  created bigint not null,
  changed bigint not null,
  deleted bigint,
  name text not null,
  sorting text collate "C" not null,
  words text not null`
const owned = `
  owner uuid,
  notes text not null,
  foreign key (workspace, owner) references users (workspace, id) on delete set null (owner)`
const key = `primary key (workspace, id),
  foreign key (workspace) references workspaces (id) on delete cascade`

/** The orders of a list's pages, each with the id as the tie-breaker of its keyset. */
const pages = (table: string): string[] => [
  `create index ${table}_by_name on ${table} (workspace, sorting, id) where deleted is null`,
  `create index ${table}_by_changed on ${table} (workspace, changed desc, id) where deleted is null`
]

export const records: readonly string[] = [
  `create table workspaces (
    id uuid primary key,
    name text not null,
    currency text not null,
    rev integer not null default 1,
    version bigint not null default 1
  )`,
  `create table own_domains (
    workspace uuid not null references workspaces (id) on delete cascade,
    domain text not null,
    origin text not null,
    position integer not null,
    primary key (workspace, domain)
  )`,
  `create table stages (
    workspace uuid not null references workspaces (id) on delete cascade,
    id text not null,
    name text not null,
    step integer not null,
    outcome text not null,
    position integer not null,
    primary key (workspace, id)
  )`,
  `create table users (${common},
    title text not null,
    phones jsonb not null,
    profile text not null,
    active boolean not null,
    ${key}
  )`,
  `create table leads (${common},
    company text not null,
    title text not null,
    phones jsonb not null,
    source text not null,
    status text not null,
    city text not null,
    ${owned},
    ${key}
  )`,
  `create table accounts (${common},
    website text not null,
    phone text not null,
    city text not null,
    ${owned},
    ${key}
  )`,
  `create table contacts (${common},
    title text not null,
    account uuid,
    phones jsonb not null,
    city text not null,
    ${owned},
    ${key},
    foreign key (workspace, account) references accounts (workspace, id) on delete set null (account)
  )`,
  `create index contacts_by_account on contacts (workspace, account)`,
  `create table deals (${common},
    account uuid,
    stage text not null,
    amount numeric(18, 2),
    currency text not null,
    closing date,
    ${owned},
    ${key},
    foreign key (workspace, account) references accounts (workspace, id) on delete set null (account),
    foreign key (workspace, stage) references stages (workspace, id)
  )`,
  `create index deals_by_account on deals (workspace, account)`,
  `create index deals_by_closing on deals (workspace, (coalesce(closing, 'infinity'::date)), id) where deleted is null`,
  `create table deal_contacts (
    workspace uuid not null,
    deal uuid not null,
    contact uuid not null,
    role text not null,
    position integer not null,
    primary key (workspace, deal, contact),
    foreign key (workspace, deal) references deals (workspace, id) on delete cascade,
    foreign key (workspace, contact) references contacts (workspace, id) on delete cascade
  )`,
  `create index deal_contacts_by_contact on deal_contacts (workspace, contact)`,
  `create table activities (${common},
    type text not null,
    due bigint,
    done boolean not null,
    about_kind text,
    about_id uuid,
    ${owned},
    ${key}
  )`,
  `create index activities_by_about on activities (workspace, about_kind, about_id)`,
  `create index activities_by_due on activities (workspace, (coalesce(due, 9007199254740991)), id) where deleted is null`,
  // One table for the addresses of all kinds of people: who is this, and which addresses has this person?
  `create table addresses (
    workspace uuid not null,
    address text collate "C" not null,
    kind text not null,
    record uuid not null,
    position integer not null,
    primary key (workspace, address, kind, record)
  )`,
  `create index addresses_by_record on addresses (workspace, kind, record, position)`,
  `create table account_domains (
    workspace uuid not null,
    domain text collate "C" not null,
    account uuid not null,
    position integer not null,
    primary key (workspace, domain, account),
    foreign key (workspace, account) references accounts (workspace, id) on delete cascade
  )`,
  `create index account_domains_by_account on account_domains (workspace, account)`,
  ...['users', 'leads', 'contacts', 'accounts', 'deals', 'activities'].flatMap(pages)
]
