import type http from 'node:http'
import { z } from 'zod'
import type { Output } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { ModelServer } from '../../shared/model-server.ts'
import { failure } from './connection.ts'
import { chunkOf, eventsOf } from './events.ts'

/** Octets of text that are taken of an answer. */
export const mostText = 200 * 1024
/** The same as it comes: each word of it is wrapped in a few hundred octets. */
const mostStream = 8 * 1024 * 1024
const mostList = 1024 * 1024
const mostOfError = 16 * 1024

type Taken = Output<'drafting.ask'>

/** Throws drafting.* for every status but 200. Of an error's text only its code is read. */
export async function expectOk(
  response: http.IncomingMessage,
  { host }: ModelServer,
  model: string
): Promise<void> {
  const status = response.statusCode ?? 0
  if (status === 200) return
  if (status >= 300 && status < 400) throw new AppError('drafting.redirect', { host, status })
  if (status === 401 || status === 403) throw new AppError('drafting.unauthorised', { host, status })
  const said = await startOf(response).catch(() => '')
  if (status === 413 || /context_length_exceeded|exceed_context_size|context (length|window)/i.test(said))
    throw new AppError('drafting.promptTooLong', { host })
  if (
    model !== '' &&
    (status === 404 || status === 400) &&
    /model_not_found|model\b.{0,250}\bnot (found|exist)/i.test(said)
  )
    throw new AppError('drafting.modelMissing', { host, model })
  if (status === 404 || status === 405) throw new AppError('drafting.notFound', { host, status })
  throw new AppError('drafting.failed', { host, status })
}

async function startOf(response: http.IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response as AsyncIterable<Buffer>) {
    text += piece.toString('latin1')
    if (text.length > mostOfError) break
  }
  return text
}

/** An answer as it streams, each piece told to `more`. Throws drafting.*. */
export async function readAnswer(
  response: http.IncomingMessage,
  server: ModelServer,
  signal: AbortSignal,
  more: (text: string) => void
): Promise<Taken> {
  const { host } = server
  if (!/^text\/event-stream\b/i.test(response.headers['content-type'] ?? ''))
    throw new AppError('drafting.strange', { host, why: 'type' })
  let text = ''
  let octets = 0
  let end: Taken['end'] | null = null
  try {
    for await (const event of eventsOf(limited(response, host))) {
      if (event === '[DONE]') return { text, end: end ?? 'whole' }
      const chunk = chunkOf(event)
      if (chunk.finish !== null) end = chunk.finish === 'length' ? 'length' : 'whole'
      if (chunk.text === '') continue
      octets += Buffer.byteLength(chunk.text)
      if (octets > mostText) throw new AppError('drafting.tooLong', { host })
      text += chunk.text
      more(chunk.text)
    }
  } catch (error) {
    throw failure(error, server, signal)
  }
  // some servers end without [DONE]; one that did not say that it has finished was cut off
  if (end === null) throw new AppError('drafting.cutOff', { host })
  return { text, end }
}

async function* limited(response: http.IncomingMessage, host: string): AsyncGenerator<Uint8Array> {
  let octets = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    octets += piece.length
    if (octets > mostStream) throw new AppError('drafting.tooLong', { host })
    yield piece
  }
}

const list = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).nullable() })

/** The names of the models that a server has. */
export async function readModels(
  response: http.IncomingMessage,
  server: ModelServer,
  signal: AbortSignal
): Promise<string[]> {
  const strange = (why: string): AppError => new AppError('drafting.strange', { host: server.host, why })
  const pieces: Buffer[] = []
  let octets = 0
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      octets += piece.length
      if (octets > mostList) throw strange('size')
      pieces.push(piece)
    }
  } catch (error) {
    throw failure(error, server, signal)
  }
  let json: unknown
  try {
    json = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw strange('json')
  }
  const parsed = list.safeParse(json)
  if (!parsed.success) throw strange('shape')
  return [...new Set((parsed.data.data ?? []).map(({ id }) => id))].slice(0, 500)
}
