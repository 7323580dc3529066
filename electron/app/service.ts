import { randomUUID } from 'node:crypto'
import {
  type IntelligenceChoice,
  type Note,
  preferences,
  type Preferences
} from '../../shared/contract/app.ts'
import type { Emit, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { mayOpen } from '../host/links.ts'
import { holdNotes } from './held.ts'
import { wants } from './quiet.ts'
import { isDiskLow } from './room.ts'

type Handlers = Pick<Services, Extract<keyof Services, `app.${string}`>>

export interface AppDeps {
  host: Host
  emit: Emit
  installId: string
  hasAccounts(): boolean
  /** What the organisation has fixed of what mail is read for. */
  managed: {
    over(choice: IntelligenceChoice): IntelligenceChoice
    /** Throws managed.locked. */
    require(choice: IntelligenceChoice): void
    /** What of a choice is saved: where a value is fixed, the rep's own of before. */
    kept(choice: IntelligenceChoice, own: IntelligenceChoice): IntelligenceChoice
  }
}

export function createApp({ host, emit, installId, hasAccounts, managed }: AppDeps) {
  /** The address that clears what the page keeps: once, and for nobody who was not told. */
  let clearing: string | null = null
  function readOwn(): Preferences {
    const saved = preferences.safeParse(host.settings.get('preferences') ?? {})
    return saved.success ? saved.data : preferences.parse({})
  }
  function read(): Preferences {
    const own = readOwn()
    return { ...own, intelligence: managed.over(own.intelligence) }
  }
  /** @returns false: it is quiet */
  function tell(note: Note): boolean {
    const when = wants(read(), note, new Date())
    if (when === 'now' && !host.notify(note)) emit('app.noted', note)
    return when !== 'later'
  }
  const held = holdNotes(host.settings, tell)
  const handlers: Handlers = {
    'app.info': () => ({
      installId,
      version: host.version,
      shell: host.shell,
      platform: process.platform,
      origin: host.origin(),
      openSample: host.openSample,
      strict: host.strict
    }),
    'app.preferences': read,
    'app.setPreferences': (patch) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
      const own = readOwn()
      let { intelligence } = own
      if (patch.intelligence) {
        managed.require(patch.intelligence)
        intelligence = managed.kept(patch.intelligence, own.intelligence)
      }
      host.settings.set('preferences', preferences.parse({ ...own, ...given, intelligence }))
      const next = read()
      emit('app.preferencesChanged', next)
      return next
    },
    'app.room': async () => ({ low: await isDiskLow(host.dataFolder) }),
    'app.report': ({ where, code, stack }) => {
      host.log.error('page.error', { where, code, stack })
      return {}
    },
    'app.notify': (note) => {
      if (!tell(note) && note.waits) held.hold(note)
      return {}
    },
    'app.setBadge': ({ unread }) => {
      host.setBadge(unread)
      return {}
    },
    'app.clearStorage': async () => {
      if (hasAccounts()) throw new AppError('accounts.notAllowed')
      held.clear()
      if (host.clearStorage) {
        await host.clearStorage()
        return { address: null }
      }
      clearing = `/storage/${randomUUID()}`
      return { address: `${host.origin()}${clearing}` }
    },
    'app.openLink': async ({ url }) => {
      if (!mayOpen(url))
        throw new AppError('file.refused', { scheme: URL.canParse(url) ? new URL(url).protocol : '' })
      await host.openLink(new URL(url).href)
      return {}
    }
  }
  const off = host.onWake((reason) => emit('app.woke', { reason }))
  /** Whether what the page keeps may be cleared by an answer at this path: asked and said once. */
  function clears(path: string): boolean {
    if (path !== clearing || hasAccounts()) return false
    clearing = null
    return true
  }
  return {
    handlers,
    clears,
    close: async () => {
      off()
      held.stop()
    }
  }
}
