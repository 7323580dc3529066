import type { Resolver } from 'node:dns/promises'
import type { PresetEntry } from '../presets.ts'

/** What of Node's resolver is asked. */
export type Lookups = Pick<Resolver, 'resolveSrv' | 'resolveMx' | 'resolve4' | 'resolve6' | 'cancel'>

export interface Place {
  host: string
  port: number
  security: 'ssl' | 'tls'
}
export interface Places {
  incoming: Place | null
  pop3: Place | null
  outgoing: Place | null
}

/** Whether anybody answered at all: no answer to anything means that there is no network. */
export interface Heard {
  answered: boolean
}

/** RFC 6186 and 8314. Of two ways to one service the one that is secure from the first byte. */
const services = [
  ['incoming', '_imaps._tcp', 'ssl'],
  ['incoming', '_imap._tcp', 'tls'],
  ['pop3', '_pop3s._tcp', 'ssl'],
  ['pop3', '_pop3._tcp', 'tls'],
  ['outgoing', '_submissions._tcp', 'ssl'],
  ['outgoing', '_submission._tcp', 'tls']
] as const

/** The servers that a domain's own records name. */
export async function bySrv(domain: string, lookups: Lookups, heard: Heard): Promise<Places> {
  const answers = await Promise.all(
    services.map(([, name]) => ask(() => lookups.resolveSrv(`${name}.${domain}`), heard))
  )
  const places: Places = { incoming: null, pop3: null, outgoing: null }
  services.forEach(([side, , security], i) => {
    // a target of "." says that there is no such service (RFC 2782)
    const best = (answers[i] ?? [])
      .filter(({ name, port }) => isHostName(name) && port > 0)
      .sort((a, b) => a.priority - b.priority || b.weight - a.weight)[0]
    if (best) places[side] ??= { host: tidy(best.name), port: best.port, security }
  })
  return places
}

/** The service that takes in a domain's mail, where it is one of ours. */
export async function byMx(
  domain: string,
  lookups: Lookups,
  presets: readonly PresetEntry[],
  heard: Heard
): Promise<PresetEntry | null> {
  const records = (await ask(() => lookups.resolveMx(domain), heard)) ?? []
  for (const { exchange } of records.sort((a, b) => a.priority - b.priority)) {
    const host = tidy(exchange)
    const found = presets.find((one) => one.mx.some((pattern) => matches(pattern, host)))
    if (found) return found
  }
  return null
}

/** Names that most servers go by, where they are there. */
export async function byNames(domain: string, lookups: Lookups, heard: Heard): Promise<Places> {
  const names = ['imap', 'mail', 'pop', 'smtp'].map((name) => `${name}.${domain}`)
  const [imap, mail, pop, smtp] = await Promise.all(
    names.map(async (host) => {
      const found = await Promise.all([
        ask(() => lookups.resolve4(host), heard),
        ask(() => lookups.resolve6(host), heard)
      ])
      return found.some((addresses) => addresses && addresses.length > 0) ? host : null
    })
  )
  const place = (host: string | null | undefined, port: number): Place | null =>
    host ? { host, port, security: 'ssl' } : null
  return {
    incoming: place(imap ?? mail, 993),
    pop3: place(pop ?? mail, 995),
    outgoing: place(smtp ?? mail, 465)
  }
}

/** null: no such record, or no answer. */
async function ask<T>(question: () => Promise<T>, heard: Heard): Promise<T | null> {
  try {
    const answer = await question()
    heard.answered = true
    return answer
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOTFOUND' || code === 'ENODATA') heard.answered = true
    return null
  }
}

const tidy = (host: string): string => host.toLowerCase().replace(/\.$/, '')
export const isHostName = (name: string): boolean =>
  name.length <= 253 && /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\.?$/i.test(name)

/** `*` stands for anything in front or within. */
function matches(pattern: string, host: string): boolean {
  const [begin = '', ...rest] = pattern.split('*')
  const end = rest.join('*')
  if (rest.length === 0) return host === pattern
  return host.length > begin.length + end.length && host.startsWith(begin) && host.endsWith(end)
}
