import { createHash, randomInt, randomUUID } from 'node:crypto'
import type { Account } from '../../shared/contract/accounts.ts'
import type { CallName, Checked, Output } from '../../shared/contract/index.ts'
import type { Content } from '../../shared/contract/mail.ts'
import { AppError } from '../../shared/errors.ts'
import { identityOf, sameAddress } from '../../shared/identity.ts'
import { isSendable } from '../../shared/mail/address.ts'
import type { Secrets } from '../host/host.ts'
import type { Route } from '../wire/route.ts'
import type { SavedAccount } from './store.ts'

/** How long a code serves, ms, and how often it may be typed wrong. */
const codeServes = 30 * 60_000
const codeTries = 5

export interface SendersDeps {
  /** Throws accounts.unknown, also for an account that is being removed. */
  present(id: string): SavedAccount
  /** By the account's own server. */
  route(account: SavedAccount): Promise<Route>
  secrets: Secrets
  save(account: SavedAccount): Account
  /** Throws what sending throws. */
  send(route: Route, content: Content): Promise<void>
  /** Throws accounts.notAllowed. */
  requireConfigure(): void
  /** Throws managed.locked. */
  requireServer(sender: Pick<Sender, 'address' | 'outgoing'>): void
  now(): number
}

type Call = `accounts.${'saveSender' | 'removeSender' | 'proveSender' | 'confirmSender'}` & CallName
type Handlers = { [N in Call]: (input: Checked<N>) => Promise<Output<N>> }
type Sender = SavedAccount['senders'][number]

/** More From Address: further senders of an account, each proved by a code that was sent to it. */
export function createSenders(deps: SendersDeps) {
  /** Codes that wait to be typed; a start of the app forgets them. */
  const codes = new Map<string, { code: string; until: number; left: number }>()
  const codeKey = (id: string, address: string): string => `${id}\n${address.toLowerCase()}`

  function find(account: SavedAccount, address: string): Sender {
    const sender = account.senders.find((one) => sameAddress(one.address, address))
    if (!sender) throw new AppError('accounts.unknown')
    return sender
  }

  /** `null` takes it away; a new one comes last. */
  function put(account: SavedAccount, address: string, sender: Sender | null): Account {
    const at = account.senders.findIndex((one) => sameAddress(one.address, address))
    const senders = account.senders.flatMap((one, i) => (i === at ? (sender ? [sender] : []) : [one]))
    if (at < 0 && sender) senders.push(sender)
    const next = { ...account, senders }
    return deps.save(identityOf(next, next.defaultSender) ? next : { ...next, defaultSender: '' })
  }

  async function route(
    account: SavedAccount,
    { address, outgoing }: Pick<Sender, 'address' | 'outgoing'>
  ): Promise<Route> {
    if (account.state === 'inactive') throw new AppError('accounts.inactive')
    if (outgoing === null) return deps.route(account)
    // saved before the organisation said so
    deps.requireServer({ address, outgoing })
    const password = await deps.secrets.read(secretName(account.id, address))
    return {
      outgoing,
      secret: async () => password,
      trustedCertificates: account.trustedCertificates,
      elsewhere: true
    }
  }

  const handlers: Handlers = {
    'accounts.saveSender': async ({ id, sender, password }) => {
      deps.requireConfigure()
      const account = deps.present(id)
      const address = sender.address.trim()
      const replyTo = sender.replyTo.trim()
      for (const one of replyTo ? [address, replyTo] : [address])
        if (!isSendable(one)) throw new AppError('send.badAddress', { address: one })
      if (sameAddress(address, account.address))
        throw new AppError('accounts.duplicate', { address, removing: false })
      deps.requireServer({ ...sender, address })
      const before = account.senders.find((one) => sameAddress(one.address, address))
      const sameServer =
        password === undefined &&
        before !== undefined &&
        JSON.stringify(before.outgoing) === JSON.stringify(sender.outgoing)
      const name = secretName(id, address)
      if (password !== undefined && sender.outgoing !== null) await deps.secrets.write(name, password)
      if (sender.outgoing === null) await deps.secrets.remove(name)
      const verified = sameServer && before.verified
      if (!sameServer) codes.delete(codeKey(id, address))
      return put(deps.present(id), address, {
        ...sender,
        address: before?.address ?? address,
        name: sender.name.trim(),
        replyTo,
        verified
      })
    },
    'accounts.removeSender': async ({ id, address }) => {
      await deps.secrets.remove(secretName(id, address))
      codes.delete(codeKey(id, address))
      return put(deps.present(id), address, null)
    },
    'accounts.proveSender': async ({ id, address, mail }) => {
      deps.requireConfigure()
      const account = deps.present(id)
      const sender = find(account, address)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const key = codeKey(id, address)
      codes.delete(key)
      await deps.send(await route(account, sender), codeMail(account, sender, mail, code, deps.now()))
      codes.set(key, { code, until: deps.now() + codeServes, left: codeTries })
      return {}
    },
    'accounts.confirmSender': async ({ id, address, code }) => {
      const account = deps.present(id)
      const sender = find(account, address)
      const key = codeKey(id, address)
      const known = codes.get(key)
      if (!known || known.until < deps.now()) {
        codes.delete(key)
        throw new AppError('accounts.codeExpired')
      }
      if (code.replace(/\D/g, '') !== known.code) {
        known.left--
        if (known.left > 0) throw new AppError('accounts.wrongCode', { left: known.left })
        codes.delete(key)
        throw new AppError('accounts.codeExpired')
      }
      codes.delete(key)
      return put(account, address, { ...sender, verified: true })
    }
  }

  return {
    handlers,
    /** By which server mail from an address goes out. Throws send.notYours, managed.locked. */
    async routeOf(account: SavedAccount, from: string): Promise<Route> {
      const identity = identityOf(account, from)
      if (!identity) throw new AppError('send.notYours', { address: from })
      return route(account, identity)
    },
    /** Of an account that is going. */
    async forget(account: SavedAccount): Promise<void> {
      for (const { address } of account.senders) await deps.secrets.remove(secretName(account.id, address))
    }
  }
}

/** The keychain's names of things are no place for addresses. */
function secretName(id: string, address: string): string {
  const hash = createHash('sha256').update(address.trim().toLowerCase()).digest('hex')
  return `account/${id}/sender/${hash.slice(0, 32)}`
}

/** From the account's address, or where the sender has a server of its own, which may know no other, from itself. */
function codeMail(
  account: SavedAccount,
  sender: Sender,
  mail: Checked<'accounts.proveSender'>['mail'],
  code: string,
  date: number
): Content {
  const from = sender.outgoing === null ? account.address : sender.address
  return {
    from: [sender.outgoing === null ? account.displayName : sender.name, from],
    replyTo: [],
    to: [[sender.name, sender.address]],
    cc: [],
    bcc: [],
    subject: mail.subject.replaceAll('{code}', code),
    text: mail.text.replaceAll('{code}', code),
    html: '',
    attachments: [],
    messageId: `${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1)}`,
    inReplyTo: '',
    references: [],
    date
  }
}
