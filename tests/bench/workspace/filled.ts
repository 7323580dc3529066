import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { Engine } from '../../../electron/workspace/engine.ts'
import { prepareWorkspace } from '../../../electron/workspace/found.ts'
import { newId } from '../../../electron/workspace/ids.ts'
import { repRole } from '../../../electron/workspace/migrations/0003-team.ts'
import { openPglite } from '../../../electron/workspace/pglite.ts'
import { openPostgres } from '../../../electron/workspace/postgres.ts'
import type { Database } from '../../../electron/workspace/schema.ts'
import type { Scope } from '../../../electron/workspace/scope.ts'
import { insert } from '../../../electron/workspace/write.ts'
import { startPostgres } from '../../servers/postgres.ts'

/** A workspace with many records and shared mails, to be read as a rep and as the owner whom no policy holds. */
export interface Filled {
  name: Engine['name']
  workspace: string
  reps: { id: string; login: string; mailbox: string }[]
  /** Contacts with ten addresses and some thousand mails each, and their accounts. */
  busy: string[]
  /** The first rep's connection. */
  rep<T>(work: (scope: Scope) => Promise<T>): Promise<T>
  owner<T>(work: (scope: Scope) => Promise<T>): Promise<T>
  /** On a server: a connection string for a login. */
  url(login: string): string
  close(): Promise<void>
}

const base = Date.UTC(2025, 0, 1)

export async function openFilled(
  name: Engine['name'],
  mails: number,
  records: number,
  logins = 10
): Promise<Filled> {
  const opened = name === 'pglite' ? await openEmbedded() : await openServer()
  const { db } = opened
  const workspace = await prepareWorkspace(db)
  const owner: Scope = { db, workspace }
  const reps = await addReps(owner, logins)
  await fill(owner, mails, records, reps)
  const first = reps[0]?.login ?? ''
  const asRep = opened.as(first)
  const contacts = Math.floor(records * 0.7)
  const busy = await sql<{ id: string }>`select md5('contact' || i)::uuid as id
    from generate_series(0, ${contacts - 1}, 1000) i`.execute(db)
  return {
    name,
    workspace,
    reps,
    busy: busy.rows.map(({ id }) => id),
    rep: (work) => asRep((db) => work({ db, workspace })),
    owner: (work) => opened.asOwner((db) => work({ db, workspace })),
    url: opened.url,
    close: opened.close
  }
}

type Run = <T>(work: (db: Kysely<Database>) => Promise<T>) => Promise<T>
interface Opened {
  db: Kysely<Database>
  as(login: string): Run
  asOwner: Run
  url(login: string): string
  close(): Promise<void>
}

/** One connection, so the role is set before what is measured. */
async function openEmbedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-bench-'))
  const { db, close } = await openPglite(folder)
  let role = ''
  const become = async (login: string) => {
    if (role !== login) await (login === '' ? sql`reset role` : sql`set role ${sql.id(login)}`).execute(db)
    role = login
  }
  const run =
    (login: string): Run =>
    async (work) => {
      await become(login)
      return work(db)
    }
  return {
    db,
    as: run,
    asOwner: run(''),
    url: () => '',
    close: async () => {
      await close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function openServer(): Promise<Opened> {
  const server = await startPostgres({ connections: 300, open: true })
  const url = await server.createDatabase()
  const owner = openPostgres(url, 'owner')
  const others: Engine[] = []
  const urlOf = (login: string): string => {
    const as = new URL(url)
    as.username = login
    return as.href
  }
  return {
    db: owner.db,
    as: (login) => {
      const engine = openPostgres(urlOf(login))
      others.push(engine)
      return (work) => work(engine.db)
    },
    asOwner: (work) => work(owner.db),
    url: urlOf,
    close: async () => {
      for (const engine of [owner, ...others]) await engine.close()
      await server.stop()
    }
  }
}

async function addReps(owner: Scope, count: number): Promise<Filled['reps']> {
  const { db, workspace } = owner
  const reps: Filled['reps'] = []
  for (let i = 0; i < count; i++) {
    const values = {
      name: `Rep ${i}`,
      title: '',
      addresses: [`rep${i}@fernhill.example`],
      phones: [],
      active: true
    }
    const draft = { kind: 'user' as const, values: { ...values, profile: 'standard' as const } }
    const id = await insert(owner, draft, { origin: 'rep', now: base })
    const login = `salesinbox_bench_${i}`
    await sql`create role ${sql.id(login)} login in role ${sql.id(repRole)}`.execute(db)
    await db.insertInto('members').values({ login, workspace, account_of: id }).execute()
    const mailbox = newId()
    const rule = {
      mode: 'public',
      level: 'full',
      records: 'all',
      people: [] as string[],
      never: [] as string[]
    } as const
    const about = { address: `rep${i}@fernhill.example`, protocol: 'imap', state: 'active' } as const
    await db
      .insertInto('mailboxes')
      .values({ workspace, id: mailbox, owner: id, ...rule, ...about, connected: base, synced: null })
      .execute()
    reps.push({ id, login, mailbox })
  }
  return reps
}

/** By statements of a hundred thousand rows, without the triggers that would file each: their result is written here. */
async function fill(
  { db, workspace }: Scope,
  mails: number,
  records: number,
  reps: Filled['reps']
): Promise<void> {
  const contacts = Math.floor(records * 0.7)
  const accounts = Math.floor(records * 0.2)
  const deals = records - contacts - accounts
  const common = (name: string) =>
    sql`${workspace}::uuid, md5(${name} || i)::uuid, 1, 'import', ${base}, ${base}, null, ${name} || ' ' || i, ${name} || ' ' || lpad(i::text, 7, '0'), ' ' || ${name} || ' ' || i`
  const columns = sql.raw('workspace, id, rev, origin, created, changed, deleted, name, sorting, words')
  const ids = `array[${reps.map(({ id }) => `'${id}'`).join(',')}]::uuid[]`
  const boxes = `array[${reps.map(({ mailbox }) => `'${mailbox}'`).join(',')}]::uuid[]`
  await db.connection().execute(async (tx) => {
    await sql`set session_replication_role = replica`.execute(tx)
    await sql`insert into accounts (${columns}, website, phone, city, owner, notes)
      select ${common('account')}, '', '', '', null, '' from generate_series(0, ${accounts - 1}) i`.execute(
      tx
    )
    await sql`insert into contacts (${columns}, title, account, phones, city, owner, notes)
      select ${common('contact')}, '', md5('account' || (i % ${accounts}::int))::uuid, '[]', '', null, ''
      from generate_series(0, ${contacts - 1}) i`.execute(tx)
    await sql`insert into deals (${columns}, account, stage, amount, currency, closing, owner, notes)
      select ${common('deal')}, md5('account' || (i % ${accounts}::int))::uuid, 'new', null, 'EUR', null, null, ''
      from generate_series(0, ${deals - 1}) i`.execute(tx)
    // every thousandth contact is busy, and has ten addresses
    await sql`insert into addresses (workspace, address, kind, record, position)
      select ${workspace}::uuid, 'p' || n || '.c' || i || '@customer.example', 'contact', md5('contact' || i)::uuid, n
      from generate_series(0, ${contacts - 1}) i
      cross join lateral generate_series(0, case when i % 1000 = 0 then 9 else 0 end) n`.execute(tx)
    const step = 100_000
    for (let from = 0; from < mails; from += step) {
      const to = Math.min(mails, from + step) - 1
      // a fifth of all mail is with the busy ones
      const contact = sql.raw(
        `(case when j % 5 = 0 then (j / 5 % greatest(${contacts} / 1000, 1)) * 1000 else (j::bigint * 7919) % ${contacts} end)`
      )
      await sql`insert into mails (workspace, id, mailbox, owner, epoch, message, thread, sent, source, outgoing, subject, snippet, sender, recipients, people, files)
        select ${workspace}::uuid, md5('mail' || j)::uuid, (${sql.raw(boxes)})[1 + j % ${sql.raw(String(reps.length))}], (${sql.raw(ids)})[1 + j % ${sql.raw(String(reps.length))}], 1,
          'm' || j || '@customer.example', 't' || j / 3, ${base} + j::bigint * 1000, 'imap', j % 2 = 0,
          'Subject of mail ' || j || ' about the offer', 'The first words of mail ' || j || ' as a list shows them, some hundred of them',
          json_build_array('Person ' || c, 'p' || a || '.c' || c || '@customer.example'),
          json_build_array(json_build_array('Rep', 'rep' || j % ${sql.raw(String(reps.length))} || '@fernhill.example')),
          array['p' || a || '.c' || c || '@customer.example', 'rep' || j % ${sql.raw(String(reps.length))} || '@fernhill.example'], '[]'
        from (select j, ${contact} as c, case when j % 5 = 0 then j / 5 % 10 else 0 end as a
          from generate_series(${from}::int, ${to}::int) j) x`.execute(tx)
      const grant = (kind: string, record: string, where: string) =>
        sql`insert into mail_grants (workspace, mail, record, kind, sent, message, owner, source, address)
          select ${workspace}::uuid, md5('mail' || j)::uuid, ${sql.raw(record)}, ${kind}, ${base} + j::bigint * 1000,
            'm' || j || '@customer.example', (${sql.raw(ids)})[1 + j % ${sql.raw(String(reps.length))}], 'imap', 'p' || c || '@customer.example'
          from (select j, ${contact} as c from generate_series(${from}::int, ${to}::int) j) x where ${sql.raw(where)}`
      await grant('contact', `md5('contact' || c)::uuid`, 'true').execute(tx)
      await grant('account', `md5('account' || (c % ${accounts}))::uuid`, 'true').execute(tx)
      await grant('deal', `md5('deal' || (c % ${deals}))::uuid`, 'j % 10 = 0').execute(tx)
    }
    await sql`set session_replication_role = origin`.execute(tx)
    await sql`vacuum analyze mails, mail_grants, addresses, contacts, accounts, deals`.execute(tx)
  })
}
