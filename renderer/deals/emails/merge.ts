import type { FiledMail } from '../../cache/index.ts'
import type { RecordMail } from '../../../shared/contract/sharing.ts'
import type { Mailbox } from '../../../shared/mail/message.ts'

/** A mail of the cache, as the list of a record knows it. */
export interface OwnMail {
  /** Its number in the cache. */
  id: number
  /** `messageKey`: the same for every owner of the mail. */
  key: string
  /** `threadKey` of it. */
  thread: string
  sent: number
  outgoing: boolean
  subject: string
  snippet: string
  from: Mailbox
  to: Mailbox[]
  flags: number
}

/** A mail that the rep put on the record by hand, as it was when that was done. */
export type FiledRow = OwnMail & { filed: FiledMail }

/** One mail of the list, whoever has it. */
export interface EmailRow {
  key: string
  thread: string
  sent: number
  outgoing: boolean
  subject: string
  snippet: string
  from: Mailbox
  to: Mailbox[]
  /** As the workspace answered it; null: nobody shares it. */
  shared: RecordMail | null
  /** Where the rep has it too: its number in the cache. */
  own: number | null
  flags: number
  mine: boolean
  /** The rep put it on this record by hand. */
  filed?: FiledMail
  /** The deal that it goes with; `alone`: the rep said so of a mail that nobody shares. */
  deal: { name: string; byHand: boolean; alone: boolean } | null
}

/** A sorted source, newest first, as far as it was read. */
export interface Pages<T> {
  rows: readonly T[]
  /** When the oldest row that was read was sent: older ones are still to come. Null: this is all of it. */
  floor: number | null
}

/**
 * Own and shared mail by time, each mail once. A row stands in the list only where no source can still put one above it,
 * nor say more about it: rows never move once they are shown.
 * @param ownAlone own mail that nobody shares is shown too
 * @param filed what the rep put on the record by hand, all of it
 */
export function mergeMail(
  own: Pages<OwnMail>,
  shared: readonly Pages<RecordMail>[],
  ownAlone = true,
  filed: readonly FiledRow[] = []
): EmailRow[] {
  const found = new Map<string, EmailRow>()
  for (const { rows } of shared) {
    for (const mail of rows) {
      const row = found.get(mail.message)
      // of two records of one list: the more telling row stays
      if (!row) found.set(mail.message, ofShared(mail))
      else if (mail.owners.length > (row.shared?.owners.length ?? 0)) Object.assign(row, ofShared(mail))
    }
  }
  for (const mail of own.rows) {
    const row = found.get(mail.key)
    if (row) Object.assign(row, { own: mail.id, flags: mail.flags, mine: true })
    else if (ownAlone) found.set(mail.key, ofOwn(mail))
  }
  for (const { filed: by, ...mail } of filed) {
    const row = found.get(mail.key)
    if (row) Object.assign(row, { filed: by, mine: true })
    else found.set(mail.key, { ...ofOwn(mail), own: null, filed: by })
  }
  const sources = [
    ...shared.map(({ rows, floor }) => ({ floor, keys: () => rows.map(({ message }) => message) })),
    ...(ownAlone ? [{ floor: own.floor, keys: () => own.rows.map(({ key }) => key) }] : [])
  ]
  const open = sources.flatMap(({ floor, keys }) =>
    floor === null ? [] : [{ floor, keys: new Set(keys()) }]
  )
  const sure = (row: EmailRow): boolean =>
    open.every(({ floor, keys }) => row.sent > floor || (row.sent === floor && keys.has(row.key)))
  const rows = [...found.values()].sort(
    (a, b) => b.sent - a.sent || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0)
  )
  const end = rows.findIndex((row) => !sure(row))
  return end < 0 ? rows : rows.slice(0, end)
}

function ofShared(mail: RecordMail): Omit<EmailRow, 'own' | 'flags'> & { own: null; flags: number } {
  const { message: key, thread, sent, outgoing, subject, snippet, from, to } = mail
  const mine = mail.owners.some((owner) => owner.mine)
  // what was kept of an earlier answer may not say
  const deal = mail.deal ? { ...mail.deal, alone: false } : null
  return {
    key,
    thread,
    sent,
    outgoing,
    subject,
    snippet,
    from,
    to,
    shared: mail,
    own: null,
    flags: 0,
    mine,
    deal
  }
}

function ofOwn({ id, ...mail }: OwnMail): EmailRow {
  return { ...mail, shared: null, own: id, mine: true, deal: null }
}
