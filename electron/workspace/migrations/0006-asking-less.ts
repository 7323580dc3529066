import { asked, asOwner, own, policy, repRole } from './0003-team.ts'

/**
 * Why: the policies of a list of mail asked who asks thirteen times, and planned subqueries that hardly ever ran; that
 * took two thirds as long as the list itself. Two questions a table are enough: which owners this login sees nothing
 * of, and in which workspace it sees every record. Whose records are restricted is asked of the others alone, row by row.
 */
const hidden = `(u.mail_off is not null or not u.active or u.deleted is not null) and u.backed_up is null`
const unhidden = `owner <> all ((select member_hidden_from(current_user))::uuid[])`
const everywhere = `workspace = (select member_sees_all_of(current_user))`

/** By kind, one look at one index: as one expression over the four tables it took 40 us and not 8. */
const byKind = (['contact', 'lead', 'account', 'deal'] as const)
  .map(
    (kind) =>
      `if of_kind = '${kind}' then select owner into of_record from ${kind}s where workspace = $1 and id = $4;`
  )
  .join(' els')

const replaced = (name: string, returns: string, body: string): string =>
  `create or replace function ${name} returns ${returns} language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`

const forReps = (name: string, body: string): string[] => [
  `create function ${name} returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`,
  `revoke execute on function ${name} from public`,
  `grant execute on function ${name} to ${repRole}`
]

/** Who reads is asked once: a policy for all acts is asked when reading, too. */
const administered = (table: string): string[] => [
  `drop policy administered on ${table}`,
  ...(['insert', 'update', 'delete'] as const).map((act) =>
    policy(table, `administered_${act}`, act, `${own} and ${asked.administrator}`)
  )
]

export const askingLess: readonly string[] = [
  ...asOwner(
    'member_hidden_from(login name) returns uuid[]',
    `select coalesce(array_agg(u.id), '{}') from members m join users u on u.workspace = m.workspace
      where m.login = $1 and ${hidden} and u.id is distinct from m.account_of`
  ),
  // few or none, among ten thousand users
  `create index users_hidden on users (workspace, id)
    where (mail_off is not null or not active or deleted is not null) and backed_up is null`,
  // The workspace, where its records are everybody's or the login is its administrator.
  ...asOwner(
    'member_sees_all_of(login name) returns uuid',
    `select m.workspace from members m join workspaces w on w.id = m.workspace
      left join users u on u.workspace = m.workspace and u.id = m.account_of
      where m.login = $1 and (m.account_of is null
        or (u.active and u.deleted is null and (w.records = 'all' or u.profile = 'administrator')))`
  ),
  // Where whose records are restricted: the user's or nobody's, and a mail that is on such a record.
  ...forReps(
    'user_owns_record(in_workspace uuid, of_user uuid, of_kind text, record uuid)',
    `declare of_record uuid; begin
      ${byKind} else return false; end if;
      return found and (of_record is null or of_record = $2);
    end`
  ),
  ...forReps(
    'user_owns_mail(in_workspace uuid, of_user uuid, of_mail uuid)',
    `begin
      perform from mail_grants g where g.workspace = $1 and g.mail = $3
        and user_owns_record($1, $2, g.kind, g.record) limit 1;
      return found;
    end`
  ),

  // A mail that is on no record at the moment says so itself.
  `alter table mails add column nowhere boolean not null default false`,
  `update mails m set nowhere = true from mail_nowhere n where n.workspace = m.workspace and n.mail = m.id`,
  replaced(
    'mail_within_level()',
    'trigger',
    `begin
      new.nowhere := false;
      if (select level from mailboxes where workspace = new.workspace and id = new.mailbox) = 'subject' then
        new.snippet := ''; new.files := '[]';
      end if;
      return new;
    end`
  ),
  replaced(
    'refile(in_workspace uuid, ids uuid[])',
    'void',
    `begin
      delete from mail_grants where workspace = in_workspace and mail = any (ids);
      perform link_deals(in_workspace, ids);
      perform grant_mails(in_workspace, ids);
      update mails m set nowhere = not m.nowhere where m.workspace = in_workspace and m.id = any (ids)
        and m.nowhere = exists (select from mail_grants g where g.workspace = m.workspace and g.mail = m.id);
    end`
  ),
  replaced(
    'record_removed()',
    'trigger',
    `begin
      update mails m set nowhere = true from mail_grants g where g.workspace = old.workspace and g.record = old.id
        and m.workspace = g.workspace and m.id = g.mail and not exists (select from mail_grants o
          where o.workspace = g.workspace and o.mail = g.mail and o.record <> g.record);
      delete from mail_grants where workspace = old.workspace and record = old.id;
      return null;
    end`
  ),

  'drop policy shared on mail_grants',
  policy(
    'mail_grants',
    'shared',
    'select',
    `${unhidden} and (${everywhere}
      or (${own} and (owner = ${asked.user} or user_owns_record(${asked.workspace}, ${asked.user}, kind, record))))`
  ),
  'drop policy shared on mails',
  policy(
    'mails',
    'shared',
    'select',
    `${unhidden} and ((${everywhere} and not nowhere)
      or (${own} and (owner = ${asked.user} or user_owns_mail(${asked.workspace}, ${asked.user}, id))))`
  ),
  'drop table mail_nowhere',
  'drop function member_hidden_owners(name)',
  'drop function member_sees_record(name, text, uuid)',
  ...['profiles', 'own_domains', 'stages', 'users', 'excluded'].flatMap(administered)
]
