import { asked, locked, own, policy } from './0003-team.ts'

/**
 * Why: administrators define intents of their own, which everybody's app reads mail with. The limits are those of
 * shared/intelligence/intents.ts: every app learns from these rows, so they stay small whoever writes them.
 */
const caller = `coalesce(nullif(current_setting('role', true), 'none'), session_user)::name`
const list = (column: string, least: number, most: number, longest: number): string =>
  `check (cardinality(${column}) between ${least} and ${most}
    and array_position(${column}, null) is null and length(array_to_string(${column}, '')) <= ${most * longest})`

/** What the audit trail keeps of one: how many sentences, and whether they are others, but not what they say. */
const told = (row: string): string => `jsonb_build_object('name', ${row}.name, 'is_on', ${row}.is_on,
  'examples', cardinality(${row}.examples), 'unlike', cardinality(${row}.unlike), 'words', to_jsonb(${row}.words),
  'must', ${row}.must, 'texts', md5(array_to_string(${row}.examples || array['']::text[] || ${row}.unlike, chr(31))))`

export const intents: readonly string[] = [
  `create table intents (
    workspace uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    rev integer not null default 1,
    created bigint not null,
    name text not null check (char_length(name) between 1 and 40),
    -- as names are compared: no two intents have the same
    key text collate "C" not null,
    examples text[] not null ${list('examples', 3, 50, 300)},
    unlike text[] not null default '{}' ${list('unlike', 0, 100, 300)},
    words text[] not null default '{}' ${list('words', 0, 30, 40)},
    must boolean not null default false,
    is_on boolean not null default false,
    primary key (workspace, id),
    constraint intents_name unique (workspace, key)
  )`,
  ...locked('intents', 'select, insert, update, delete'),
  policy('intents', 'seen', 'select', own),
  // by act: a policy for all acts is asked when reading, too
  ...(['insert', 'update', 'delete'] as const).map((act) =>
    policy('intents', `administered_${act}`, act, `${own} and ${asked.administrator}`)
  ),
  `create function audit_intents() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ declare before jsonb; after jsonb; begin
    if member_workspace(${caller}) is null then return null; end if;
    if tg_op <> 'INSERT' then before := ${told('old')}; end if;
    if tg_op <> 'DELETE' then after := ${told('new')}; end if;
    if before is distinct from after then
      insert into audit (workspace, at, who, act, about, was, now) values (coalesce(new.workspace, old.workspace),
        (extract(epoch from clock_timestamp()) * 1000)::bigint, member_user(${caller}), 'intents.' || lower(tg_op),
        coalesce(new.id, old.id)::text, before, after);
    end if;
    return null;
  end $$`,
  'revoke execute on function audit_intents() from public',
  `create trigger audited after insert or update or delete on intents
    for each row execute function audit_intents()`
]
