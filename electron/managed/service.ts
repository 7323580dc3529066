import type { Account, AccountDraft, Sender } from '../../shared/contract/accounts.ts'
import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import type { Services } from '../../shared/contract/index.ts'
import type { ManagedState } from '../../shared/contract/managed.ts'
import type { Sharing } from '../../shared/contract/sharing-rule.ts'
import { AppError } from '../../shared/errors.ts'
import { type ManagedServers, mayConnect, serversFor } from '../../shared/managed.ts'
import type { Host } from '../host/host.ts'
import { readManaged } from './read.ts'

type Handlers = Pick<Services, 'managed.state'>

/** What is laid over of a saved account. */
type Mailbox = Pick<Account, 'id' | 'address' | 'protocol' | 'incoming' | 'outgoing' | 'senders' | 'sharing'>

const locked = (setting: string): AppError => new AppError('managed.locked', { setting })

/**
 * What the organisation has fixed by its file (docs/managed-settings.md). Fixed values are laid over what is saved when
 * it is read, so that what the rep chose is back when the file goes; a call that would change one is refused.
 */
export function createManaged({ host }: { host: Pick<Host, 'managedFile' | 'log'> }) {
  const state: ManagedState = readManaged(host.managedFile)
  const { settings, problems } = state
  if (state.there)
    host.log.info('managed.read', { parts: Object.keys(settings).join(' '), problems: problems.length })
  for (const { line, where, expected } of problems) host.log.error('managed.wrong', { line, where, expected })
  if (state.loose) host.log.warn('managed.loose')

  const handlers: Handlers = { 'managed.state': () => state }

  const { drafting: _, ...reading } = settings.intelligence ?? {}
  const fixedReading = defined(reading)

  return {
    handlers,
    updates: settings.updates ?? {},
    accounts: {
      over<A extends Mailbox>(account: A): A {
        const fixed = serversFor(settings, account.address)
        const sharing = settings.sharing?.mode ?? account.sharing
        const senders = account.senders.map((sender) => {
          const own = sender.outgoing && serversFor(settings, sender.address)
          return own ? { ...sender, outgoing: { ...sender.outgoing!, ...own.outgoing } } : sender
        })
        const same = fixed?.protocol === undefined || fixed.protocol === account.protocol
        if (!fixed || !same) return { ...account, senders, sharing }
        return {
          ...account,
          senders,
          sharing,
          incoming: { ...account.incoming, ...fixed.incoming },
          outgoing: { ...account.outgoing, ...fixed.outgoing }
        }
      },
      /** Throws managed.locked. */
      requireDraft({ address, protocol, incoming, outgoing }: AccountDraft): void {
        if (!mayConnect(settings, address)) throw locked('accounts.onlyThese')
        const fixed = serversFor(settings, address)
        if (fixed?.protocol !== undefined && fixed.protocol !== protocol)
          throw locked('accounts.servers.protocol')
        requireSame('incoming', fixed, incoming)
        requireSame('outgoing', fixed, outgoing)
      },
      /** Throws managed.locked. */
      requireSender({ address, outgoing }: Pick<Sender, 'address' | 'outgoing'>): void {
        if (outgoing === null) return
        if (!mayConnect(settings, address)) throw locked('accounts.onlyThese')
        requireSame('outgoing', serversFor(settings, address), outgoing)
      },
      /** Throws managed.locked. */
      requireSharing(chosen: Sharing): void {
        if (settings.sharing?.mode !== undefined && chosen !== settings.sharing.mode)
          throw locked('sharing.mode')
      }
    },
    intelligence: {
      over(choice: IntelligenceChoice): IntelligenceChoice {
        return { ...choice, ...fixedReading }
      },
      /** Throws managed.locked. */
      require(choice: IntelligenceChoice): void {
        for (const [name, value] of Object.entries(fixedReading))
          if (choice[name as keyof IntelligenceChoice] !== value) throw locked(`intelligence.${name}`)
      },
      kept(choice: IntelligenceChoice, own: IntelligenceChoice): IntelligenceChoice {
        const before = Object.entries(own).filter(([name]) => name in fixedReading)
        return { ...choice, ...Object.fromEntries(before) }
      },
      /** Throws managed.locked. */
      requireDrafting(): void {
        if (settings.intelligence?.drafting === false) throw locked('intelligence.drafting')
      },
      mayDraft: settings.intelligence?.drafting !== false
    }
  }
}
export type Managed = ReturnType<typeof createManaged>

/** Only what is fixed: a missing value is none. */
function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

function requireSame(
  side: 'incoming' | 'outgoing',
  servers: ManagedServers | null,
  given: AccountDraft['incoming'] | AccountDraft['outgoing']
): void {
  const fixed = servers?.[side]
  if (!fixed) return
  const same = Object.entries(defined(fixed)).every(([name, value]) => {
    const typed = given[name as keyof typeof given]
    return typeof typed === 'string' && typeof value === 'string'
      ? typed.trim().toLowerCase() === value.toLowerCase()
      : typed === value
  })
  if (!same) throw locked(`accounts.servers.${side}`)
}
