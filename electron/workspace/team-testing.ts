import { sql, type Kysely } from 'kysely'
import type { PublishedMail, SharingRule } from '../../shared/contract/sharing.ts'
import { prepareWorkspace } from './found.ts'
import { newId } from './ids.ts'
import { repRole } from './migrations/0003-team.ts'
import type { Database } from './schema.ts'
import type { Scope } from './scope.ts'
import { share, publish } from './sharing.ts'
import type { TestEngine } from './testing.ts'
import { insert } from './write.ts'

/** For tests: a workspace with users who each have a login, read and written as these logins. */
export interface TestTeam {
  /** As the owner of the tables, whom no policy holds. */
  readonly owner: Scope
  addUser(name: string, profile?: 'standard' | 'administrator'): Promise<TestUser>
  /** A transaction as this login. */
  as<T>(login: string, work: (scope: Scope) => Promise<T>): Promise<T>
  close(): Promise<void>
}
export interface TestUser {
  id: string
  login: string
  address: string
}

const now = Date.UTC(2026, 10, 25, 9)
let made = 0

export async function testTeam(engine: Pick<TestEngine, 'open'>): Promise<TestTeam> {
  const opened = await engine.open()
  const { db } = opened
  const workspace = await prepareWorkspace(db)
  const owner = { db, workspace }
  return {
    owner,
    async addUser(name, profile = 'standard') {
      const address = `${name.toLowerCase()}@fernhill.example`
      const values = { name, title: '', addresses: [address], phones: [], profile, active: true }
      const id = await insert(owner, { kind: 'user', values }, { origin: 'rep', now })
      // the server's, not the database's: a name of its own for each test
      const login = `salesinbox_test_${process.pid}_${++made}`
      await sql`create role ${sql.id(login)} login in role ${sql.id(repRole)}`.execute(db)
      await db.insertInto('members').values({ login, workspace, account_of: id }).execute()
      return { id, login, address }
    },
    as: (login, work) => asLogin(db, login, (tx) => work({ db: tx, workspace })),
    close: () => opened.close()
  }
}

async function asLogin<T>(
  db: Kysely<Database>,
  login: string,
  work: (db: Kysely<Database>) => Promise<T>
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local role ${sql.id(login)}`.execute(tx)
    return work(tx)
  })
}

export const rule = (rest: Partial<SharingRule>): SharingRule => ({
  mode: 'public',
  records: 'all',
  chosen: [],
  people: [],
  never: [],
  level: 'full',
  ...rest
})

/** A mailbox of this user's with this rule. Answers its id and epoch. */
export function testMailbox(
  team: TestTeam,
  user: TestUser,
  given: Partial<SharingRule>,
  protocol: 'imap' | 'pop3' = 'imap'
): Promise<{ id: string; epoch: number }> {
  const ask = { id: newId(), address: user.address, protocol, rule: rule(given) }
  return team.as(user.login, (scope) => share(scope, ask, now))
}

export function testMail(message: string, rest: Partial<PublishedMail> = {}): PublishedMail {
  return {
    message,
    thread: message,
    sent: now,
    source: 'imap',
    outgoing: false,
    subject: `About ${message}`,
    snippet: `Snippet of ${message}`,
    from: ['Dana', 'dana@acme.example'],
    to: [['Maya', 'maya@fernhill.example']],
    files: [],
    text: `Text of ${message}`,
    html: null,
    ...rest
  }
}

export function testPublish(
  team: TestTeam,
  user: TestUser,
  mailbox: { id: string; epoch: number },
  ...mails: PublishedMail[]
): Promise<{ refused: string[] }> {
  const ask = { mailbox: mailbox.id, epoch: mailbox.epoch, mails }
  return team.as(user.login, (scope) => publish(scope, ask))
}

/** A contact with an account and an open deal, all of one owner. Answers their ids. */
export async function testRecords(
  { owner }: TestTeam,
  address: string,
  of: string | null = null
): Promise<{ contact: string; account: string; deal: string }> {
  const fresh = { origin: 'rep', now } as const
  const owned = { owner: of, notes: '' }
  const account = await insert(
    owner,
    { kind: 'account', values: { name: 'Acme', domains: [], website: '', phone: '', city: '', ...owned } },
    fresh
  )
  const person = { title: '', phones: [], city: '', ...owned }
  const contact = await insert(
    owner,
    { kind: 'contact', values: { name: 'Dana', account, addresses: [address], ...person } },
    fresh
  )
  const deal = await insert(
    owner,
    {
      kind: 'deal',
      values: {
        name: 'Renewal',
        account,
        stage: 'new',
        amount: null,
        currency: 'EUR',
        closing: '',
        contacts: [{ contact, role: '' }],
        ...owned
      }
    },
    fresh
  )
  return { contact, account, deal }
}
