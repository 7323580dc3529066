import type { Account, Found, Preset, Security } from '../../shared/contract/accounts.ts'
import type { ManagedServers } from '../../shared/managed.ts'
import type { FormState } from './form-state.ts'

/** What is known of the servers before anything is typed: a service's, or what was found of a domain. */
export interface Start {
  preset: Preset | null
  found: Found | null
}
type Incoming = Pick<FormState, 'incomingHost' | 'incomingPort' | 'useSsl' | 'incomingOpen'>

/** What a form proposes; the usual names of a domain that nothing is known of. */
export function guess(name: string, address: string, { preset, found }: Start): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return preset === null && found === null && address.includes('@') && domain ? `${name}.${domain}` : ''
}

export function incomingOf(start: Start, address: string, protocol: Account['protocol']): Incoming {
  const pop = protocol === 'pop3'
  const known = pop
    ? (start.preset?.pop3 ?? start.found?.pop3)
    : (start.preset?.incoming ?? start.found?.incoming)
  return {
    incomingHost: known?.host ?? guess(pop ? 'pop' : 'imap', address, start),
    incomingPort: String(known?.port ?? usualPorts[protocol].ssl),
    useSsl: known ? known.security === 'ssl' : true,
    incomingOpen: known && known.security !== 'ssl' ? known.security : null
  }
}

const usualPorts = { imap: { ssl: '993', open: '143' }, pop3: { ssl: '995', open: '110' } }
const isUsual = (port: string): boolean => ['993', '143', '995', '110'].includes(port)

/** The server follows the protocol where it is the one that was proposed; what was typed stays. */
export function withProtocol(form: FormState, protocol: Account['protocol'], start: Start): FormState {
  const proposed = incomingOf(start, form.address, form.protocol)
  const next = { ...form, protocol }
  if (form.incomingHost.trim() === proposed.incomingHost)
    return { ...next, ...incomingOf(start, form.address, protocol) }
  if (isUsual(form.incomingPort)) next.incomingPort = usualPorts[protocol][form.useSsl ? 'ssl' : 'open']
  return next
}

/** The usual ports follow the security, unless another port was typed. */
export function withSecurity(
  form: FormState,
  change: { useSsl?: boolean; outgoingSecurity?: Security }
): FormState {
  const next = { ...form, ...change }
  if (change.useSsl !== undefined && isUsual(form.incomingPort))
    next.incomingPort = usualPorts[form.protocol][change.useSsl ? 'ssl' : 'open']
  if (change.outgoingSecurity !== undefined && ['465', '587', '25'].includes(form.outgoingPort))
    next.outgoingPort = { ssl: '465', tls: '587', never: '25' }[change.outgoingSecurity]
  return next
}

/** What is fixed in a form: its fields show it and cannot be changed. */
export interface Fixed {
  protocol: boolean
  incoming: boolean
  outgoing: boolean
  authentication: boolean
}

/**
 * The form with what the organisation has fixed for the domain of its address in place of what was typed. A mailbox
 * that is here by another protocol stays as it is: its mail is numbered by it.
 */
export function withFixed(
  form: FormState,
  servers: ManagedServers | null,
  known: Account | null
): { form: FormState; fixed: Fixed } {
  const other = known !== null && servers?.protocol !== undefined && servers.protocol !== known.protocol
  const { protocol, incoming, outgoing } = servers !== null && !other ? servers : {}
  const fixed = {
    protocol: protocol !== undefined,
    incoming: incoming !== undefined,
    outgoing: outgoing !== undefined,
    authentication: outgoing?.authentication !== undefined
  }
  const next = { ...form, ...(protocol && { protocol }) }
  if (incoming)
    Object.assign(next, {
      incomingHost: incoming.host,
      incomingPort: String(incoming.port),
      useSsl: incoming.security === 'ssl',
      incomingOpen: incoming.security === 'ssl' ? null : incoming.security
    } satisfies Incoming)
  if (outgoing)
    Object.assign(next, {
      outgoingHost: outgoing.host,
      outgoingPort: String(outgoing.port),
      outgoingSecurity: outgoing.security,
      ...(outgoing.authentication !== undefined && { authentication: outgoing.authentication })
    })
  return { form: next, fixed }
}
