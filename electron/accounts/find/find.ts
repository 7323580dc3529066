import { Resolver } from 'node:dns/promises'
import net from 'node:net'
import { domainToASCII } from 'node:url'
import type { Finding, Found, Server } from '../../../shared/contract/accounts.ts'
import { AppError } from '../../../shared/errors.ts'
import { openBy, type OpenTls } from '../../wire/https.ts'
import type { Target, Way } from '../../wire/tunnel.ts'
import type { Presets } from '../presets.ts'
import { addressesOf, readAutoconfig } from './autoconfig.ts'
import { byMx, byNames, bySrv, type Heard, isHostName, type Lookups, type Place, type Places } from './dns.ts'
import { getText } from './https.ts'

/** ms; overridden by tests only. */
export interface FindLimits {
  /** For what is asked side by side. */
  step: number
  all: number
}
const usualLimits: FindLimits = { step: 3000, all: 8000 }

export interface FindWays {
  lookups(): Lookups
  open: OpenTls
  limits?: FindLimits
}

/** The system's name servers, and https by the way that the settings name. */
export function usualWays(wayTo: (to: Target) => Promise<Way | null>): FindWays {
  return {
    lookups: () => new Resolver({ timeout: 1200, tries: 2 }),
    open: openBy(wayTo, usualLimits.step)
  }
}

const nothing: Finding = { found: null, online: true }

/**
 * The servers of a domain that is on no list: its own SRV records, then a service that its MX names, then its
 * autoconfig file, then the usual names. Of the address only the domain goes out. Throws contract.cancelled alone.
 */
export async function findServers(
  address: string,
  presets: Presets,
  ways: FindWays,
  signal: AbortSignal
): Promise<Finding> {
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1).trim())
  if (!isHostName(domain) || net.isIP(domain)) return nothing
  const limits = ways.limits ?? usualLimits
  const end = AbortSignal.timeout(limits.all)
  const lookups = ways.lookups()
  const heard: Heard = { answered: false }
  const within = <T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> =>
    inTime(work, AbortSignal.any([signal, end, AbortSignal.timeout(ms)]), otherwise)
  const none: Places = { incoming: null, pop3: null, outgoing: null }

  try {
    const [mx, names] = [byMx(domain, lookups, presets.entries(), heard), byNames(domain, lookups, heard)]
    const srv = await within(bySrv(domain, lookups, heard), limits.step, none)
    if (srv.incoming ?? srv.pop3) {
      const outgoing = srv.outgoing ?? (await within(names, limits.step, none)).outgoing
      return { found: foundAt('srv', domain, logins({ ...srv, outgoing }, address)), online: true }
    }
    const service = await within(mx, limits.step, null)
    if (service) {
      const preset = presets.shown(service)
      return { found: { ...foundAt('mx', domain, noServers), preset }, online: true }
    }
    const configured = await within(byAutoconfig(domain, address, ways, signal, limits), limits.step, null)
    if (configured) return { found: foundAt('autoconfig', domain, configured), online: true }
    const usual = await within(names, limits.step, none)
    if (usual.incoming ?? usual.pop3)
      return { found: foundAt('names', domain, logins(usual, address)), online: true }
    if (signal.aborted) throw new AppError('contract.cancelled')
    return { found: null, online: heard.answered }
  } finally {
    lookups.cancel()
  }
}

type Servers = Pick<Found, 'incoming' | 'pop3' | 'outgoing'>
const noServers: Servers = { incoming: null, pop3: null, outgoing: null }

/** Of the two addresses the first in order that has something, asked side by side. */
async function byAutoconfig(
  domain: string,
  address: string,
  ways: FindWays,
  signal: AbortSignal,
  limits: FindLimits
): Promise<Servers | null> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(limits.step)])
  const asked = addressesOf(domain).map(async (url) => {
    const text = await getText(url, ways.open, late)
    try {
      return text === null ? null : readAutoconfig(text, address)
    } catch {
      // not XML, or with a DTD: as if it were not there
      return null
    }
  })
  for (const one of asked) {
    const found = await one
    if (found) return found
  }
  return null
}

function logins(places: Places, user: string): Servers {
  const withUser = (place: Place | null): Server | null => place && { ...place, user }
  return {
    incoming: withUser(places.incoming),
    pop3: withUser(places.pop3),
    outgoing: withUser(places.outgoing)
  }
}

function foundAt(how: Found['how'], domain: string, servers: Servers): Found {
  const hosts = [servers.incoming, servers.pop3, servers.outgoing].flatMap((one) => (one ? [one.host] : []))
  const elsewhere = hosts.filter((host) => host !== domain && !host.endsWith(`.${domain}`))
  return { how, domain, preset: null, ...servers, elsewhere: [...new Set(elsewhere)] }
}

function inTime<T>(work: Promise<T>, signal: AbortSignal, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const late = (): void => resolve(otherwise)
    if (signal.aborted) return late()
    signal.addEventListener('abort', late, { once: true })
    work.then(resolve, late).finally(() => signal.removeEventListener('abort', late))
  })
}
