import type { ImapFlow } from 'imapflow'
import { AppError } from '../../shared/errors.ts'
import { fromImap } from './errors.ts'

/** What imapflow's parser makes of a response. */
export interface Token {
  type: string
  value: string | Buffer | null
  section?: Attribute[]
  partial?: number[]
}
export type Attribute = Token | Attribute[] | null
export interface Response {
  tag: string
  command: string
  attributes?: Attribute[]
  /** In place of attributes: what a SEARCH line of plain numbers is read into. */
  numbers?: number[]
}
export type UntaggedHandlers = Record<string, (response: Response) => void | Promise<void>>

/**
 * imapflow's own command runner. Its public calls answer `false` for a refused MOVE, COPY or STORE and drop the
 * server's reason, hand out VANISHED one UID at a time, and make an object of every row that is then made again:
 * here commands run one level below. These names are not in its types; every test of this folder holds them.
 */
interface Runner {
  exec(
    command: string,
    attributes: unknown,
    options: { untagged: UntaggedHandlers }
  ): Promise<{ response: Response; next(): void }>
  preCheck: false | (() => Promise<void>)
  sectionHandlers: Record<string, () => void>
}

export const atom = (value: string): Token => ({ type: 'ATOM', value })
export const text = (value: string): Token => ({ type: 'STRING', value })
export const set = (value: string): Token => ({ type: 'SEQUENCE', value })

/** No answer in this time and the connection is taken for dead. Data that keeps coming is imapflow's socketTimeout's. */
export const commandDeadline = 60_000

/** Runs one command and answers its tagged OK; throws AppError. Ends an IDLE on this connection first. */
export async function run(
  client: ImapFlow,
  command: string,
  attributes: Attribute[] | false,
  options: { untagged?: UntaggedHandlers; deadline?: number } = {}
): Promise<Response> {
  const runner = client as unknown as Runner
  return await inTime(client, options.deadline ?? commandDeadline, async () => {
    if (typeof runner.preCheck === 'function') await runner.preCheck()
    const done = await runner.exec(command, attributes, { untagged: options.untagged ?? {} })
    done.next()
    return done.response
  })
}

/**
 * Tells of a HIGHESTMODSEQ that the server sends by itself (RFC 7162, 3.1.6): a mail that came and went between two
 * of its looks shows in nothing else.
 */
export function onHighestModseq(client: ImapFlow, told: () => void): void {
  const runner = client as unknown as Runner
  runner.sectionHandlers['HIGHESTMODSEQ'] = told
}

/**
 * What ended a connection, such as a literal over the limit. imapflow tells it in an event and then fails the command
 * with "Connection not available", which would read as the network's fault.
 */
export const endedBy = new WeakMap<ImapFlow, unknown>()

/** Closes the connection when `work` takes longer: nothing else stops a command that the server never answers. */
export async function inTime<T>(client: ImapFlow, ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let late = false
  try {
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        late = true
        client.close()
        reject(new AppError('net.timeout', { seconds: Math.round(ms / 1000) }))
      }, ms)
    })
    return await Promise.race([work(), timeout])
  } catch (error) {
    if (late) throw new AppError('net.timeout', { seconds: Math.round(ms / 1000) })
    const known = fromImap(error)
    throw known.code === 'net.closed' && endedBy.has(client) ? fromImap(endedBy.get(client)) : known
  } finally {
    clearTimeout(timer)
  }
}

/** The response code of a tagged or untagged status response, such as ['COPYUID', '38505', '304', '3956']. */
export function responseCode(response: Response): string[] {
  const first = response.attributes?.[0]
  if (!first || Array.isArray(first) || first.value || !first.section) return []
  return first.section.map((token) => (token && !Array.isArray(token) ? String(token.value ?? '') : ''))
}

export function textOf(attribute: Attribute | undefined): string {
  if (!attribute || Array.isArray(attribute) || attribute.value === null) return ''
  return typeof attribute.value === 'string' ? attribute.value : attribute.value.toString()
}
