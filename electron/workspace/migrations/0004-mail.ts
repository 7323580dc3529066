import { asked, asOwner, locked, own, policy, repRole } from './0003-team.ts'

/**
 * Why: mail that its owner shares, on the records that it touches.
 *
 * A mail that was published is a row of `mails`; where it is seen says `mail_grants`, a row for each record, which
 * nobody writes but the triggers of 0004-grants.ts: they hold each mail against the rules of its mailbox (whatever its owner's app
 * believes), when it is published, when a rule changes, and when an address, a deal or an exclusion does.
 */

/** By a function: with the records' own policies written out twice, planning took four times as long as the query. */
const recordSeen = `(${asked.allRecords} or member_sees_record(current_user, kind, record))`

/** A private mailbox publishes nothing but what was begun on a record. */
const myMailbox = (table: string): string => `owner = ${asked.user} and exists (select from mailboxes b
  where b.workspace = ${table}.workspace and b.id = ${table}.mailbox and b.owner = ${table}.owner
    and b.epoch = ${table}.epoch and (b.mode <> 'private' or ${table}.source = 'crm'))`

export const mail: readonly string[] = [
  // Null: as the profile says, and where that says nothing, as for all.
  `alter table users add column sharing text, add column sharing_locked boolean,
    add column mail_off bigint, add column backed_up bigint`,
  `alter table profiles add column sharing text, add column sharing_locked boolean`,
  `alter table workspaces add column sharing_locked boolean not null default false`,
  `create table mailboxes (
    workspace uuid not null,
    id uuid not null,
    owner uuid not null,
    address text not null,
    protocol text not null check (protocol in ('imap', 'pop3')),
    mode text not null check (mode in ('private', 'public', 'custom')),
    level text not null check (level in ('full', 'subject')),
    records text not null check (records in ('chosen', 'deals', 'all')),
    people text[] not null,
    never text[] not null,
    epoch bigint not null default 1,
    state text not null,
    connected bigint not null,
    synced bigint,
    primary key (workspace, id),
    foreign key (workspace, owner) references users (workspace, id) on delete cascade
  )`,
  `create index mailboxes_by_owner on mailboxes (workspace, owner)`,
  `create table mailbox_records (
    workspace uuid not null,
    mailbox uuid not null,
    record uuid not null,
    primary key (workspace, mailbox, record),
    foreign key (workspace, mailbox) references mailboxes (workspace, id) on delete cascade
  )`,
  // An address, or a domain with an @ before it; '@' and lower case make both one kind of text.
  `create table excluded (
    workspace uuid not null references workspaces (id) on delete cascade,
    entry text collate "C" not null,
    primary key (workspace, entry)
  )`,
  `create table mails (
    workspace uuid not null,
    id uuid not null,
    mailbox uuid not null,
    owner uuid not null,
    epoch bigint not null,
    message text collate "C" not null,
    thread text collate "C" not null,
    sent bigint not null,
    source text not null check (source in ('imap', 'pop3', 'crm')),
    outgoing boolean not null,
    subject text not null,
    snippet text not null,
    sender jsonb not null,
    recipients jsonb not null,
    people text[] not null,
    files jsonb not null,
    primary key (workspace, id),
    foreign key (workspace, mailbox) references mailboxes (workspace, id) on delete cascade
  )`,
  // once a mailbox, whatever dies: publishing again changes nothing
  `create unique index mails_once on mails (workspace, mailbox, message)`,
  `create index mails_by_message on mails (workspace, message)`,
  `create index mails_by_thread on mails (workspace, thread)`,
  `create index mails_by_people on mails using gin (people)`,
  `create table mail_bodies (
    workspace uuid not null,
    mail uuid not null,
    text text,
    html text,
    primary key (workspace, mail),
    foreign key (workspace, mail) references mails (workspace, id) on delete cascade
  )`,
  `create table mail_grants (
    workspace uuid not null,
    mail uuid not null,
    record uuid not null,
    kind text not null,
    sent bigint not null,
    message text collate "C" not null,
    owner uuid not null,
    source text not null,
    address text not null,
    -- of a deal: linked by hand
    by_hand boolean,
    primary key (workspace, mail, record),
    foreign key (workspace, mail) references mails (workspace, id) on delete cascade
  )`,
  // two owners' rows of one mail stand beside each other
  `create index mail_grants_by_record on mail_grants (workspace, record, sent desc, message desc, mail)`,
  // Mails that are on no record at the moment, few or none: where everybody sees all records, nothing more is asked of a mail.
  `create table mail_nowhere (
    workspace uuid not null,
    mail uuid not null,
    primary key (workspace, mail),
    foreign key (workspace, mail) references mails (workspace, id) on delete cascade
  )`,
  // one deal a message; null: unlinked by hand, and no rule links it again
  `create table mail_deals (
    workspace uuid not null,
    message text collate "C" not null,
    deal uuid,
    by_hand boolean not null,
    changed bigint not null,
    primary key (workspace, message),
    foreign key (workspace, deal) references deals (workspace, id) on delete cascade
  )`,
  `create index mail_deals_by_deal on mail_deals (workspace, deal)`,
  `create table mail_counters (
    workspace uuid not null references workspaces (id) on delete cascade,
    bucket integer not null,
    count bigint not null,
    primary key (workspace, bucket)
  )`,

  // Owners whose mail nobody sees: they left, and it was not backed up.
  ...asOwner(
    'member_hidden_owners(login name) returns uuid[]',
    `select coalesce(array_agg(u.id), '{}') from users u where u.workspace = (select member_workspace($1))
      and (u.mail_off is not null or not u.active or u.deleted is not null) and u.backed_up is null`
  ),
  ...asOwner(
    'member_sees_record(login name, of_kind text, record uuid) returns boolean',
    `select coalesce(r.owner, member_user($1)) = member_user($1) from (
        select owner from contacts where of_kind = 'contact' and workspace = (select member_workspace($1)) and id = $3
        union all
        select owner from leads where of_kind = 'lead' and workspace = (select member_workspace($1)) and id = $3
        union all
        select owner from accounts where of_kind = 'account' and workspace = (select member_workspace($1)) and id = $3
        union all
        select owner from deals where of_kind = 'deal' and workspace = (select member_workspace($1)) and id = $3
      ) r`
  ),
  // Who decides on a user's sharing, and whether the user may take back.
  `create function sharing_of(of_workspace uuid, of_user uuid, out decision text, out lock boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(u.sharing, p.sharing, w.sharing), coalesce(u.sharing_locked, p.sharing_locked, w.sharing_locked)
      from users u join workspaces w on w.id = u.workspace
      left join profiles p on p.workspace = u.workspace and p.id = u.profile
      where u.workspace = $1 and u.id = $2 $$`,
  'revoke execute on function sharing_of(uuid, uuid) from public',
  `grant execute on function sharing_of(uuid, uuid) to ${repRole}`,
  `create function mail_bucket(record uuid) returns integer language sql immutable parallel safe
    as $$ select hashtext(record::text) & 1023 $$`,

  ...locked('mailboxes', 'select, insert, update, delete'),
  policy('mailboxes', 'seen', 'select', `${own} and (owner = ${asked.user} or ${asked.administrator})`),
  policy('mailboxes', 'made', 'insert', `${own} and owner = ${asked.user}`),
  policy('mailboxes', 'changed', 'update', `${own} and (owner = ${asked.user} or ${asked.administrator})`),
  policy('mailboxes', 'removed', 'delete', `${own} and owner = ${asked.user}`),
  ...locked('mailbox_records', 'select, insert, delete'),
  policy(
    'mailbox_records',
    'of_mailbox',
    'all',
    `${own} and exists (select from mailboxes b where b.workspace = mailbox_records.workspace and b.id = mailbox
      and b.owner = ${asked.user})`
  ),
  ...locked('excluded', 'select, insert, delete'),
  policy('excluded', 'seen', 'select', own),
  policy('excluded', 'administered', 'all', `${own} and ${asked.administrator}`),
  ...locked('mail_grants', 'select'),
  policy(
    'mail_grants',
    'shared',
    'select',
    `${own} and (owner = ${asked.user}
      or (owner <> all ((select member_hidden_owners(current_user))::uuid[]) and ${recordSeen}))`
  ),
  ...locked('mail_nowhere', 'select'),
  policy('mail_nowhere', 'seen', 'select', own),
  ...locked('mails', 'select, insert, delete'),
  policy(
    'mails',
    'shared',
    'select',
    `${own} and (owner = ${asked.user} or (owner <> all ((select member_hidden_owners(current_user))::uuid[])
      and case when ${asked.allRecords}
        then not exists (select from mail_nowhere n where n.workspace = mails.workspace and n.mail = mails.id)
        else exists (select from mail_grants g where g.workspace = mails.workspace and g.mail = mails.id) end))`
  ),
  policy('mails', 'published', 'insert', `${own} and ${myMailbox('mails')}`),
  policy('mails', 'taken_back', 'delete', `${own} and owner = ${asked.user}`),
  ...locked('mail_bodies', 'select, insert'),
  policy(
    'mail_bodies',
    'shared',
    'select',
    `${own} and exists (select from mails m where m.workspace = mail_bodies.workspace and m.id = mail)`
  ),
  policy(
    'mail_bodies',
    'published',
    'insert',
    `${own} and exists (select from mails m join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
      where m.workspace = mail_bodies.workspace and m.id = mail and m.owner = ${asked.user} and b.level = 'full')`
  ),
  ...locked('mail_deals', 'select, insert, update'),
  policy(
    'mail_deals',
    'of_mail',
    'all',
    `${own} and exists (select from mails m where m.workspace = mail_deals.workspace and m.message = mail_deals.message)
      and (deal is null or exists (select from deals d where d.workspace = mail_deals.workspace and d.id = deal))`
  ),
  ...locked('mail_counters', 'select'),
  policy('mail_counters', 'seen', 'select', own)
]
