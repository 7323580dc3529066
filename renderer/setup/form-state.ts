import type {
  Account,
  AccountDraft,
  Filing,
  Found,
  Preset,
  Security
} from '../../shared/contract/accounts.ts'
import { isLoopback } from '../../shared/loopback.ts'
import { usual } from '../../shared/new-account.ts'
import { chosenOf, firstChoice, isBadDate, type PeriodChosen, periodOf } from '../ui/period.ts'
import { period as periodWords } from '../words/en/period.ts'
import { setup } from '../words/en/setup.ts'
import { guess, incomingOf } from './form-servers.ts'

/** What the form holds, as typed. */
export interface FormState extends PeriodChosen {
  displayName: string
  address: string
  /** Where the login is not the address: what is typed as the user's name. */
  password: string
  service: string | null
  protocol: Account['protocol']
  /** POP: mail stays on the server; else it is deleted there at once, or after so many days. */
  leave: boolean
  deleteAfter: 'once' | 'days'
  days: string
  incomingHost: string
  incomingPort: string
  useSsl: boolean
  /** Where SSL is off: STARTTLS or clear text. null: as fits the host, see `openSecurity`. */
  incomingOpen: Security | null
  outgoingUser: string
  outgoingHost: string
  outgoingPort: string
  outgoingSecurity: Security
  authentication: boolean
  storeSent: boolean
  /** Who puts sent mail into Sent, as far as it is known; not the rep's to say. */
  filing: Filing
  trusted: string[]
}
export type FormField =
  | 'displayName'
  | 'address'
  | 'password'
  | 'outgoingUser'
  | 'incomingHost'
  | 'incomingPort'
  | 'outgoingHost'
  | 'outgoingPort'
  | 'days'
  | 'date'

function userOf(address: string, form: Preset['userForm']): string {
  return form === 'local' ? address.slice(0, Math.max(0, address.lastIndexOf('@'))) || address : address
}

/** A fresh form for a service, or for a server of one's own. */
export function emptyForm(preset: Preset | null, address: string, found: Found | null = null): FormState {
  const start = { preset, found }
  const outgoing = preset?.outgoing ?? found?.outgoing
  // a domain that offers POP alone
  const protocol = preset === null && found && !found.incoming && found.pop3 ? 'pop3' : 'imap'
  const filed = preset?.filesSentItself ?? null
  return {
    displayName: '',
    address,
    password: '',
    service: preset?.id ?? null,
    protocol,
    leave: usual.pop.leave,
    deleteAfter: 'days',
    days: '30',
    ...incomingOf(start, address, protocol),
    outgoingUser: '',
    outgoingHost: outgoing?.host ?? guess('smtp', address, start),
    outgoingPort: String(outgoing?.port ?? 465),
    outgoingSecurity: outgoing?.security ?? 'ssl',
    authentication: true,
    storeSent: preset?.filesSentItself !== true,
    filing: { by: filed === null ? 'unknown' : filed ? 'server' : 'app', at: null },
    ...firstChoice(),
    trusted: []
  }
}

export function formOf(account: Account): FormState {
  const { incoming, outgoing, period } = account
  // back into the fields that they were typed in
  const byName = account.service === null && !incoming.user.includes('@') && outgoing.user === incoming.user
  return {
    displayName: account.displayName,
    address: byName ? incoming.user : account.address,
    password: '',
    service: account.service,
    protocol: account.protocol,
    leave: account.pop.leave,
    deleteAfter: account.pop.leave || account.pop.days ? 'days' : 'once',
    days: String(account.pop.days ?? 30),
    incomingHost: incoming.host,
    incomingPort: String(incoming.port),
    useSsl: incoming.security === 'ssl',
    incomingOpen: incoming.security === 'ssl' ? null : incoming.security,
    outgoingUser: byName ? account.address : outgoing.user,
    outgoingHost: outgoing.host,
    outgoingPort: String(outgoing.port),
    outgoingSecurity: outgoing.security,
    authentication: outgoing.authentication,
    storeSent: outgoing.storeSent,
    filing: account.filing,
    ...chosenOf(period),
    trusted: []
  }
}

/** A server on this very computer may speak clear text, since nothing crosses a wire; any other must offer STARTTLS. */
export function openSecurity(form: FormState): Security {
  return form.incomingOpen ?? (isLoopback(form.incomingHost) ? 'never' : 'tls')
}

/** Of one's own server the login may be a mere user name; the address then stands with the outgoing server. */
export function addressOf(form: FormState): string {
  const first = form.address.trim()
  return form.service === null && !first.includes('@') ? form.outgoingUser.trim() : first
}

/** What a domain's own file says that one logs in with, as long as the address is the one that it was asked for. */
function loginOf(found: Found | null, form: FormState, typed: string): string | null {
  const server = form.protocol === 'pop3' ? found?.pop3 : found?.incoming
  return server && typed.endsWith(`@${found?.domain}`) ? server.user : null
}

function popOf(form: FormState): AccountDraft['pop'] {
  const days = !form.leave && form.deleteAfter === 'days' ? Number(form.days) : null
  return { leave: form.leave, days }
}

export function draftOf(
  form: FormState,
  preset: Preset | null,
  known: Account | null,
  found: Found | null = null
): AccountDraft {
  const typed = form.address.trim()
  const address = addressOf(form)
  const user =
    known && known.address === typed
      ? known.incoming.user
      : (loginOf(found, form, typed) ?? userOf(typed, preset?.userForm ?? 'email'))
  return {
    displayName: form.displayName.trim(),
    address,
    service: form.service,
    protocol: form.protocol,
    ...usual,
    ...(known && { auth: known.auth }),
    pop: popOf(form),
    incoming: {
      host: form.incomingHost.trim(),
      port: Number(form.incomingPort),
      security: form.useSsl ? 'ssl' : openSecurity(form),
      user
    },
    outgoing: {
      host: form.outgoingHost.trim(),
      port: Number(form.outgoingPort),
      security: form.outgoingSecurity,
      user: typed === address ? form.outgoingUser.trim() || user : user,
      authentication: form.authentication,
      storeSent: form.storeSent
    },
    // changed on the account's page, where it is said what that removes
    period: known?.period ?? periodOf(form),
    trustedCertificates: form.trusted,
    ...(form.password ? { password: form.password } : {})
  }
}

const w = setup.form
function portError(text: string): string | undefined {
  const port = Number(text)
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : w.badPort
}
function hostError(text: string): string | undefined {
  const host = text.trim()
  if (host === '') return w.needed
  return /^[^\s/@:]+$|^[0-9a-f:]+$/i.test(host) ? undefined : w.badHost
}

/** What is wrong with each field; shown on leaving the field and at Configure, never while typing. */
export function checkForm(
  form: FormState,
  options: { needsPassword: boolean; now?: number }
): Partial<Record<FormField, string>> {
  const errors: Partial<Record<FormField, string>> = {}
  const address = addressOf(form)
  if (form.address.trim() === '') errors.address = w.needed
  else if (!/^[^\s@]+@[^\s@]+$/.test(address))
    errors[address === form.address.trim() ? 'address' : 'outgoingUser'] =
      address === '' ? w.needed : w.badAddress
  if (options.needsPassword && form.password === '') errors.password = w.needed
  const rest = {
    incomingHost: hostError(form.incomingHost),
    incomingPort: portError(form.incomingPort),
    outgoingHost: hostError(form.outgoingHost),
    outgoingPort: portError(form.outgoingPort)
  }
  for (const [field, error] of Object.entries(rest)) if (error) errors[field as FormField] = error
  const days = Number(form.days)
  if (form.protocol === 'pop3' && !form.leave && form.deleteAfter === 'days')
    if (!(Number.isInteger(days) && days >= 1 && days <= 3650)) errors.days = w.badDays
  if (isBadDate(form, options.now)) errors.date = periodWords.badDate
  return errors
}
