import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import { domainToASCII } from 'node:url'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError } from '../../shared/errors.ts'
import { isSendable } from '../../shared/mail/address.ts'
import { step, type Deadlines } from './connection.ts'
import { fromSmtp, tidy, type SmtpFailure } from './errors.ts'

export interface Envelope {
  from: string
  to: string[]
  /** How an address was written, by how it is sent. */
  written: Map<string, string>
}
export interface Taken {
  accepted: string[]
  rejected: { address: string; reply: string }[]
}

const sliceSize = 64 * 1024
/** What nodemailer fills in on the envelope that it is given, and the extensions it read. smtp.test.ts holds both. */
interface Filled {
  accepted?: string[]
  rejectedErrors?: SmtpFailure[]
}
interface Inside {
  _supportedExtensions?: string[]
}

/** Checks and folds addresses for SMTP: each once, domains in ASCII. Throws send.badAddress. */
export function envelopeOf(from: string, recipients: string[]): Envelope {
  const seen = new Set<string>()
  const written = new Map<string, string>()
  for (const address of recipients) {
    const plain = plainAddress(address)
    if (!seen.has(plain.toLowerCase())) written.set(plain, address)
    seen.add(plain.toLowerCase())
  }
  return { from: plainAddress(from), to: [...written.keys()], written }
}

function plainAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const ascii = domain.startsWith('[') ? domain : domainToASCII(domain)
  if (!isSendable(address) || ascii === '') throw new AppError('send.badAddress', { address: tidy(address) })
  return `${address.slice(0, at)}@${ascii}`
}

/**
 * Hands one mail over. `beforeEnd` runs when the server said 354 and before the last bytes go, so before the closing
 * dot, without which no server may take a mail; where it throws, the mail was not taken. Throws send.unsure when the last dot may have gone and no reply to it came; every other throw
 * means that the mail was surely not taken.
 * @param signal stops it before the last dot, never after
 */
export async function transmit(
  connection: SMTPConnection,
  envelope: Envelope,
  bytes: Uint8Array,
  beforeEnd: (taken: Taken) => Promise<void>,
  deadlines: Deadlines,
  signal: AbortSignal
): Promise<Taken> {
  const { from, to, written } = envelope
  const filled: Filled & { from: string; to: string[]; size: number; use8BitMime: boolean } = {
    from,
    to: [...to],
    size: bytes.length,
    use8BitMime: !isAscii(bytes)
  }
  const extensions = (connection as unknown as Inside)._supportedExtensions ?? []
  if (!extensions.includes('SMTPUTF8')) {
    // eslint-disable-next-line no-control-regex
    const foreign = [from, ...to].find((address) => /[^\u0000-\u007f]/.test(address))
    if (foreign !== undefined) throw new AppError('send.badAddress', { address: foreign, reason: 'smtputf8' })
  }
  const taken = (): Taken => ({
    accepted: (filled.accepted ?? []).map((address) => written.get(address) ?? address),
    rejected: (filled.rejectedErrors ?? []).map(({ recipient = '', response = '' }) => ({
      address: written.get(recipient) ?? recipient,
      reply: tidy(response)
    }))
  })

  let refusedNote: unknown = null
  const source = readOnce(bytes, async () => {
    await beforeEnd(taken()).catch((error: unknown) => {
      refusedNote = error
      throw error
    })
  })
  let dotSent = false
  const stoppable = new AbortController()
  const forward = (): void => stoppable.abort()
  if (signal.aborted) forward()
  signal.addEventListener('abort', forward)
  source.once('end', () => {
    // what is piped behind this writes the closing dot from here on
    dotSent = true
    signal.removeEventListener('abort', forward)
    if (connection._socket) connection._socket.setTimeout(deadlines.afterDot)
  })
  try {
    await step(connection, stoppable.signal, (done) => connection.send(filled, source, done))
  } catch (error) {
    if (refusedNote !== null) throw refusedNote
    if (dotSent && !isRefusal(error)) throw new AppError('send.unsure', {}, { cause: error })
    throw fromSmtp(error)
  } finally {
    signal.removeEventListener('abort', forward)
    source.destroy()
  }
  // a reply that came before the mail had gone belongs to something else
  if (!dotSent) throw new AppError('mail.protocol', { detail: 'early reply' })
  return taken()
}

/** A 4xx or 5xx after the dot: the server says itself that it has not taken the mail. */
function isRefusal(error: unknown): boolean {
  const code = (error as SmtpFailure).responseCode ?? 0
  return code >= 400 && code < 600
}

/** A stream whose last slice waits for `beforeEnd`; it is read only once the server said 354. */
function readOnce(bytes: Uint8Array, beforeEnd: () => Promise<void>): Readable {
  let at = 0
  const push = (stream: Readable): void => {
    stream.push(Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(sliceSize, bytes.length - at)))
    at += sliceSize
  }
  return new Readable({
    highWaterMark: sliceSize,
    read() {
      if (at >= bytes.length) this.push(null)
      else if (at + sliceSize < bytes.length) push(this)
      else {
        beforeEnd().then(
          () => push(this),
          (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error)))
        )
      }
    }
  })
}
