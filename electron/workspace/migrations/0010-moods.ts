import { asked, locked, own, policy } from './0003-team.ts'

/**
 * Why: how a shared mail sounds was known to its owner alone. Its owner's app writes what it read of the mail, or what
 * the owner says in place of it, beside the text: whoever may read the text sees it, and where the subject alone is
 * shared there is none. A table of its own: what is read later, or corrected, does not write the wide row anew.
 */
const mine = (more = ''): string => `${own} and exists (select from mails m
  join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
  where m.workspace = mail_moods.workspace and m.id = mail and m.owner = ${asked.user}${more})`
const told = mine(` and b.level = 'full'`)

const trigger = (name: string, body: string): string[] => [
  `create function ${name}() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
  `revoke execute on function ${name}() from public`
]
const statement = (act: 'insert' | 'update' | 'delete'): string =>
  `create trigger moods_changed_${act} after ${act} on mail_moods
    referencing ${act === 'delete' ? 'old' : 'new'} table as touched for each statement
    when (pg_trigger_depth() = 0) execute function moods_changed()`

export const moods: readonly string[] = [
  // `sent` as the mail's, for the index. `model`: what read it; null: its owner said so.
  `create table mail_moods (
    workspace uuid not null,
    mail uuid not null,
    sent bigint not null,
    sentiment text check (sentiment in ('positive', 'negative', 'neutral')),
    emotion text,
    intents text[] not null,
    model text,
    primary key (workspace, mail),
    foreign key (workspace, mail) references mails (workspace, id) on delete cascade
  )`,
  // what makes and breaks streaks, newest first
  `create index mail_moods_by_sent on mail_moods (workspace, sent desc)
    where sentiment in ('positive', 'negative')`,
  ...locked('mail_moods', 'select, insert, update, delete'),
  policy(
    'mail_moods',
    'shared',
    'select',
    `${own} and exists (select from mails m where m.workspace = mail_moods.workspace and m.id = mail)`
  ),
  policy('mail_moods', 'written', 'insert', told),
  policy('mail_moods', 'corrected', 'update', told),
  policy('mail_moods', 'taken_back', 'delete', mine()),

  ...trigger(
    'mood_within_level',
    `begin
      delete from mail_moods d using mails m where m.workspace = new.workspace and m.mailbox = new.id
        and d.workspace = m.workspace and d.mail = m.id;
      return null;
    end`
  ),
  `create trigger moods_within_level after update of level on mailboxes for each row
    when (new.level = 'subject' and old.level <> 'subject') execute function mood_within_level()`,

  // Heard of as a change of mail. What goes with its mail was told of by its grants.
  ...trigger(
    'moods_changed',
    `declare of_workspace uuid; buckets text; begin
      insert into mail_counters as c (workspace, bucket, count)
        select distinct t.workspace, mail_bucket(g.record), 1
          from touched t join mail_grants g on g.workspace = t.workspace and g.mail = t.mail order by 1, 2
        on conflict (workspace, bucket) do update set count = c.count + 1;
      for of_workspace, buckets in
        select t.workspace, case when count(distinct mail_bucket(g.record)) > 500 then '*'
          else string_agg(distinct mail_bucket(g.record)::text, ',') end
        from touched t join mail_grants g on g.workspace = t.workspace and g.mail = t.mail group by t.workspace loop
        perform pg_notify('salesinbox', 'mail:' || of_workspace || ':' || buckets);
      end loop;
      return null;
    end`
  ),
  statement('insert'),
  statement('update'),
  statement('delete')
]
