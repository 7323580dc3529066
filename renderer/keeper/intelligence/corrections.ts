import { liveQuery } from 'dexie'
import type { Learned, Said } from '../../../shared/contract/intelligence.ts'
import { fromHtml } from '../../../shared/mail/snippet.ts'
import { messageKey } from '../../../shared/mail/message-key.ts'
import { idOfMail } from '../../cache/filings.ts'
import { hash53 } from '../../cache/hash.ts'
import { readHeaders } from '../../cache/headers.ts'
import type { MailDb } from '../../cache/mail-db.ts'
import type { OutboxDb } from '../../cache/outbox-db.ts'
import type { Correction } from '../../cache/outbox-types.ts'
import type { MessageRow } from '../../cache/types.ts'
import type { VerdictsDb } from '../../cache/verdicts-db.ts'
import { writeSaid } from './write.ts'

/** The newest corrections teach; of each this much text, characters. */
const most = 100
const textLimit = 4000

/** What the rep said of mails, brought to the columns that views read, and made into what alike mails learn from. */
export interface Corrections {
  /** What the rep says of this mail. */
  of(mail: MessageRow): Said | undefined
  /** Writes what changed since the last time, also since the last start. */
  apply(): Promise<void>
  /** What the thread learns from; undefined: nothing was corrected, or nothing of it is here. */
  learned(): Promise<Learned | undefined>
  /** A corrected mail's text came. */
  arrived(): void
  stop(): void
}

const keyOf = ({ account, message }: Pick<Correction, 'account' | 'message'>): string =>
  `${account}\0${message}`

/** @param onChanged the rep corrected something, or took it back; also once at the start */
export async function followCorrections(deps: {
  outbox: OutboxDb
  mail: MailDb
  db: VerdictsDb
  onChanged(): void
}): Promise<Corrections> {
  const { outbox, mail, db } = deps
  let rows = new Map<string, Correction>()
  let lesson: Learned | undefined
  let stale = true
  const take = (found: Correction[]): void => {
    rows = new Map(found.map((row) => [keyOf(row), row]))
    stale = true
  }
  take(await outbox.corrections.toArray())
  const following = liveQuery(() => outbox.corrections.toArray()).subscribe({
    next: (found) => {
      take(found)
      deps.onChanged()
    },
    error: (error: unknown) => console.error('corrections', error)
  })

  async function learn(): Promise<Learned | undefined> {
    const newest = [...rows.values()]
      .filter(({ forgotten }) => !forgotten)
      .sort((a, b) => b.at - a.at || (keyOf(a) < keyOf(b) ? -1 : 1))
      .slice(0, most)
    if (newest.length === 0) return undefined
    const ids = (await Promise.all(newest.map((row) => idOfMail(mail, row)))).map((id) => id ?? -1)
    const [headers, bodies] = await Promise.all([readHeaders(mail, ids), mail.bodies.bulkGet(ids)])
    const examples = newest.flatMap(({ said }, i): Learned['examples'] => {
      const [header, body] = [headers[i], bodies[i]]
      if (!header || !body) return []
      const [name, address] = header.from[0] ?? ['', '']
      const text = (body.text ?? fromHtml(body.html ?? '')).slice(0, textLimit)
      return [{ subject: header.subject.slice(0, 1000), text, from: [name, address], said }]
    })
    return examples.length === 0 ? undefined : { name: `${hash53(JSON.stringify(examples))}`, examples }
  }

  return {
    of: (row) =>
      rows.size === 0 ? undefined : rows.get(keyOf({ account: row.account, message: messageKey(row) }))?.said,
    async apply() {
      const now = rows
      const before = new Map(
        (((await db.meta.get('corrected'))?.value ?? []) as Correction[]).map((row) => [keyOf(row), row])
      )
      const changed = new Map<number, Said | null>()
      for (const [key, row] of new Map([...before, ...now])) {
        const said = now.get(key)?.said ?? null
        if (JSON.stringify(before.get(key)?.said ?? null) === JSON.stringify(said)) continue
        const id = await idOfMail(mail, row)
        if (id !== null) changed.set(id, said)
      }
      if (changed.size > 0) await writeSaid(db, changed)
      await db.meta.put({ key: 'corrected', value: [...now.values()] })
    },
    async learned() {
      if (stale) {
        stale = false
        lesson = await learn()
      }
      return lesson
    },
    arrived: () => void (stale = true),
    stop: () => following.unsubscribe()
  }
}
