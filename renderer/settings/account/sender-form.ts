import type { Account, Security, Sender } from '../../../shared/contract/accounts.ts'
import { isSendable } from '../../../shared/mail/address.ts'
import { sameAddress } from '../../../shared/identity.ts'
import { preferences } from '../../words/en/preferences.ts'

const words = preferences.senders

/** What the form of a further sender holds, as typed. */
export interface SenderState {
  address: string
  name: string
  replyTo: string
  signature: string
  own: boolean
  host: string
  port: string
  security: Security
  user: string
  password: string
}
export type SenderField = 'address' | 'replyTo' | 'host' | 'port'

const usualPorts: Record<Security, string> = { ssl: '465', tls: '587', never: '25' }

export function senderState(sender: Sender | null): SenderState {
  const outgoing = sender?.outgoing ?? null
  return {
    address: sender?.address ?? '',
    name: sender?.name ?? '',
    replyTo: sender?.replyTo ?? '',
    signature: sender?.signature ?? '',
    own: outgoing !== null,
    host: outgoing?.host ?? '',
    port: String(outgoing?.port ?? 465),
    security: outgoing?.security ?? 'ssl',
    user: outgoing?.user ?? '',
    password: ''
  }
}

/** A port that is the usual one for the security of before follows the security. */
export function withSenderSecurity(state: SenderState, security: Security): Partial<SenderState> {
  return state.port === usualPorts[state.security] ? { security, port: usualPorts[security] } : { security }
}

export function checkSender(
  state: SenderState,
  account: Account,
  sender: Sender | null
): Partial<Record<SenderField, string>> {
  const errors: Partial<Record<SenderField, string>> = {}
  const address = state.address.trim()
  if (address === '') errors.address = words.needed
  else if (!isSendable(address)) errors.address = words.badAddress
  else if (sender === null && [account, ...account.senders].some((one) => sameAddress(one.address, address)))
    errors.address = words.addressTaken
  const replyTo = state.replyTo.trim()
  if (replyTo !== '' && !isSendable(replyTo)) errors.replyTo = words.badAddress
  if (!state.own) return errors
  if (state.host.trim() === '') errors.host = words.needed
  const port = Number(state.port)
  if (!Number.isInteger(port) || port < 1 || port > 65535) errors.port = words.badPort
  return errors
}

export function senderOf(state: SenderState): Omit<Sender, 'verified'> {
  const user = state.user.trim()
  return {
    address: state.address.trim(),
    name: state.name.trim(),
    replyTo: state.replyTo.trim(),
    signature: state.signature,
    outgoing: state.own
      ? {
          host: state.host.trim(),
          port: Number(state.port),
          security: state.security,
          user,
          authentication: user !== '',
          storeSent: true
        }
      : null
  }
}
