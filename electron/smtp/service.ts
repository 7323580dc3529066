import type { CallContext, CallName, Checked, Output } from '../../shared/contract/index.ts'
import type { Content } from '../../shared/contract/mail.ts'
import { AppError } from '../../shared/errors.ts'
import { isMessageId } from '../../shared/mail/address.ts'
import type { Host } from '../host/host.ts'
import { logIn } from '../wire/login.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import { openConnection, sizeLimitOf, usualDeadlines, type Deadlines } from './connection.ts'
import type { Route } from '../wire/route.ts'
import { openSendsLog, type Entry } from './sends-log.ts'
import { envelopeOf, transmit, type Taken } from './transmit.ts'

export { sendPlainly } from './plainly.ts'
export { testOutgoing } from './test.ts'

type Sent = Output<'outgoing.send'>

export interface OutgoingDeps {
  host: Pick<Host, 'dataFolder' | 'log'>
  /** By which server mail from an address goes out. Throws accounts.unknown, send.notYours. */
  route(account: string, from: string): Promise<Route>
  /** Whether we put a copy of mail from an address into Sent. */
  copy(account: string, from: string): Sent['copy']
  /** Who puts sent mail into Sent, as far as it is known; and that it was found out. */
  filing(account: string): Output<'outgoing.findFiling'>['by']
  filed(account: string, by: 'server' | 'app'): void
  /** The bytes for SMTP: without Bcc. */
  compile(content: Content, readFile: (hash: string) => Promise<Uint8Array>): Promise<Uint8Array>
  files: { read(account: string, hash: string): Promise<Uint8Array> }
  /** Whether Sent holds this Message-ID; null where the folder cannot be asked. */
  searchSent(account: string, folder: string, messageId: string): Promise<boolean | null>
  /** The proxy to a server; null: none. */
  wayTo?(server: Target): Promise<Way | null>
  /** The server said how large a mail may be. */
  learned?(account: string, sizeLimit: number | null): void
  deadlines?: Deadlines
}

type Call = Extract<CallName, `outgoing.${string}`>
type Handlers = { [N in Call]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> }

export type OutgoingService = ReturnType<typeof createOutgoing>

/** Sends each mail once: docs/sending.md says how. */
export function createOutgoing(deps: OutgoingDeps) {
  const { log } = deps.host
  const deadlines = deps.deadlines ?? usualDeadlines
  const sends = openSendsLog(deps.host.dataFolder)
  const running = new Map<string, Promise<Sent>>()
  /** Sends that are asked for while it stands wait for it. */
  let gate: { opened: Promise<void> } | null = null

  async function send(input: Checked<'outgoing.send'>, context: CallContext): Promise<Sent> {
    while (gate !== null) await gate.opened
    const id = input.content.messageId
    // a keeper that took over asks for what the one before began: it is one send, and one answer for both
    const begun = running.get(id)
    if (begun !== undefined) return await begun
    const sending = attempt(input.account, input.content, context.signal).finally(() => running.delete(id))
    running.set(id, sending)
    return await sending
  }

  /** New sends wait from now on, until what it answers is called. Those that run go on. */
  function hold(): () => void {
    let open = (): void => undefined
    const opened = new Promise<void>((done) => (open = done))
    const mine = { opened }
    gate = mine
    return () => {
      if (gate === mine) gate = null
      open()
    }
  }

  /** Resolves when no mail is being sent. */
  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running.values())
  }

  async function attempt(accountId: string, content: Content, signal: AbortSignal): Promise<Sent> {
    if (!isMessageId(content.messageId))
      throw new AppError('send.refused', { reply: '', reason: 'messageId' })
    const from = content.from[1]
    const copy = deps.copy(accountId, from)
    const before = sends.find(content.messageId)
    if (before?.phase === 'sent')
      return { state: 'sent', accepted: before.accepted, rejected: before.rejected, copy }
    if (before?.phase === 'data') throw new AppError('send.unsure', {})
    const { outgoing, secret, trustedCertificates, elsewhere } = await deps.route(accountId, from)

    const recipients = [...content.to, ...content.cc, ...content.bcc].map(([, address]) => address)
    if (recipients.length === 0) throw new AppError('send.noRecipient')
    const envelope = envelopeOf(from, recipients)
    const bytes = await deps.compile(content, (hash) => deps.files.read(accountId, hash))

    const started = Date.now()
    const entry = (phase: Entry['phase'], taken: Taken): Entry => ({
      messageId: content.messageId,
      account: accountId,
      phase,
      at: Date.now(),
      ...taken
    })
    const way = await deps.wayTo?.(outgoing)
    const connection = await logIn(secret, (given) =>
      openConnection(outgoing, given, trustedCertificates, deadlines, signal, way)
    )
    if (!elsewhere) deps.learned?.(accountId, sizeLimitOf(connection))
    let noted = false
    try {
      const taken = await transmit(
        connection,
        envelope,
        bytes,
        async (known) => {
          noted = true
          await sends.note(entry('data', known))
        },
        deadlines,
        signal
      )
      await settleAs(entry('sent', taken))
      log.info('send.done', {
        ms: Date.now() - started,
        bytes: bytes.length,
        rejected: taken.rejected.length
      })
      connection.quit()
      return { state: 'sent', ...taken, copy }
    } catch (error) {
      connection.close()
      const code = error instanceof AppError ? error.code : 'app.internal'
      log.warn('send.failed', { code, ms: Date.now() - started, bytes: bytes.length })
      if (noted && code !== 'send.unsure') await settleAs(entry('failed', { accepted: [], rejected: [] }))
      throw error
    }
  }

  /** The mail's fate is known whatever the disk says; a line that could not be written leaves a doubt to the next start. */
  async function settleAs(one: Entry): Promise<void> {
    await sends.note(one).catch((error: unknown) => {
      sends.remember(one)
      log.error('send.noteLost', {
        phase: one.phase,
        code: error instanceof AppError ? error.code : 'app.internal'
      })
    })
  }

  const handlers: Handlers = {
    'outgoing.send': send,
    'outgoing.records': async () =>
      sends.all().map(({ messageId, account, phase, at }) => ({ messageId, account, phase, at })),
    'outgoing.wasSent': async ({ account, messageId, sentFolder }) => {
      const known = sends.find(messageId)
      if (known?.phase === 'sent') return { found: true }
      if (sentFolder === null || !isMessageId(messageId)) return { found: null }
      const found = await deps.searchSent(account, sentFolder, messageId)
      if (found === true && known !== null) await settleAs({ ...known, phase: 'sent', at: Date.now() })
      return { found }
    },
    'outgoing.findFiling': async ({ account, messageId, sentFolder }) => {
      const known = deps.filing(account)
      if (known !== 'unknown' || !isMessageId(messageId)) return { by: known }
      const found = await deps.searchSent(account, sentFolder, messageId)
      if (found === null) return { by: 'unknown' }
      const by = found ? 'server' : 'app'
      deps.filed(account, by)
      return { by }
    },
    'outgoing.settle': async ({ account, messageId, sent }) => {
      const known = sends.find(messageId)
      const phase = sent ? 'sent' : 'failed'
      // a 250 that was read cannot be talked away
      if (known?.phase === 'sent') return {}
      const taken = { accepted: known?.accepted ?? [], rejected: known?.rejected ?? [] }
      await sends.note({ messageId, account, phase, at: Date.now(), ...taken })
      return {}
    }
  }

  const sending = { hold, idle, running: () => running.size > 0 }
  return { handlers, sending, forget: sends.forget, close: sends.close }
}
