import type hoodiecrow from 'hoodiecrow-imap'
import { answer, atom, text, wrap } from './reply.ts'
import { section } from './sections.ts'

/** "1:4,7,9:*" against uids (ascending) or sequence numbers. `*` is the last; a range may be given backwards. */
export function select(
  messages: hoodiecrow.Message[],
  set: string,
  isUid: boolean
): [number, hoodiecrow.Message][] {
  const last = isUid ? (messages.at(-1)?.uid ?? 0) : messages.length
  const runs = set.split(',').map((run) => {
    const [a = '', b = a] = run.split(':')
    const from = a === '*' ? last : Number(a)
    const to = b === '*' ? last : Number(b)
    return [Math.min(from, to), Math.max(from, to)] as const
  })
  const found: [number, hoodiecrow.Message][] = []
  messages.forEach((message, i) => {
    const number = isUid ? message.uid : i + 1
    if (runs.some(([from, to]) => number >= from && number <= to)) found.push([i + 1, message])
  })
  return found
}

function body(message: hoodiecrow.Message, item: hoodiecrow.Token): unknown {
  const [token, list] = item.section ?? []
  const spec = text(token) ?? ''
  const [, digits = '', key = ''] = /^((?:\d+\.)*\d+)?\.?(.*)$/.exec(spec) ?? []
  const names = Array.isArray(list) ? list.map((name) => text(name) ?? '') : []
  // Names given as literals must not come back as literals inside the brackets.
  if (Array.isArray(list))
    list.forEach((name) => name && typeof name === 'object' && !Array.isArray(name) && (name.type = 'ATOM'))
  let value = section(message.raw, digits ? digits.split('.').map(Number) : [], key.toUpperCase(), names)
  if (value === null) return null
  if (item.partial?.length) {
    const [start = 0, length] = item.partial
    value = value.slice(start, length === undefined ? undefined : start + length)
    item.partial = [start]
  }
  return { type: 'LITERAL', value }
}

/**
 * What the library gets wrong when it reads: sections are cut by our own reader (it knows no part above 9 and takes
 * a nested message for its text), CHANGEDSINCE counts in UID FETCH too, and sets are read once, not for each message.
 * Goes before CONDSTORE, which hands on what it found in `changedsince`.
 */
export const fetching: hoodiecrow.Plugin = (server) => {
  server.getMessageRange = (mailbox, range, isUid) =>
    select(
      Array.isArray(mailbox) ? (mailbox as hoodiecrow.Message[]) : mailbox.messages,
      String(range),
      isUid
    )
  server.fetchHandlers['BODY.PEEK'] = (_connection, message, item) => body(message, item)
  server.fetchHandlers['RFC822.SIZE'] = (_connection, message) =>
    (message as hoodiecrow.Message & { size: number }).size
  server.fetchHandlers.BODY = (_connection, message, item) => {
    if (!item.section) throw new Error('BODY without a section: ask for BODYSTRUCTURE')
    return body(message, item)
  }
  for (const command of ['FETCH', 'UID FETCH']) {
    wrap(server, command, (next) => (connection, parsed, data, done) => {
      const since = parsed.changedsince
      const set = parsed.attributes?.[0]
      if (
        since === undefined ||
        !connection.selectedMailbox ||
        !set ||
        typeof set !== 'object' ||
        Array.isArray(set)
      ) {
        return next(connection, parsed, data, done)
      }
      const isUid = command === 'UID FETCH'
      const changed = select(connection.selectedMailbox.messages, set.value, isUid).filter(
        ([, message]) => message.MODSEQ > since
      )
      if (!changed.length) {
        answer(connection, parsed, data, { status: 'OK', text: 'Nothing changed', description: command })
        return done()
      }
      set.value = changed.map(([number, message]) => (isUid ? message.uid : number)).join(',')
      const items = parsed.attributes?.[1]
      if (Array.isArray(items) && !items.some((item) => text(item)?.toUpperCase() === 'MODSEQ'))
        items.push(atom('MODSEQ'))
      next(connection, parsed, data, done)
    })
  }
}
