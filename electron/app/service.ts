import { preferences, type Preferences } from '../../shared/contract/app.ts'
import type { Emit, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { mayOpen } from '../host/links.ts'
import { isDiskLow } from './room.ts'

type Handlers = Pick<Services, Extract<keyof Services, `app.${string}`>>

export function createApp({ host, emit, installId }: { host: Host; emit: Emit; installId: string }) {
  function read(): Preferences {
    const saved = preferences.safeParse(host.settings.get('preferences') ?? {})
    return saved.success ? saved.data : preferences.parse({})
  }
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
      const next = preferences.parse({ ...read(), ...given })
      host.settings.set('preferences', next)
      emit('app.preferencesChanged', next)
      return next
    },
    'app.room': async () => ({ low: await isDiskLow(host.dataFolder) }),
    'app.report': ({ where, code, stack }) => {
      host.log.error('page.error', { where, code, stack })
      return {}
    },
    'app.notify': (note) => {
      if (read().notifications) host.notify(note)
      return {}
    },
    'app.setBadge': ({ unread }) => {
      host.setBadge(unread)
      return {}
    },
    'app.openLink': async ({ url }) => {
      if (!mayOpen(url))
        throw new AppError('file.refused', { scheme: URL.canParse(url) ? new URL(url).protocol : '' })
      await host.openLink(new URL(url).href)
      return {}
    }
  }
  const off = host.onWake((reason) => emit('app.woke', { reason }))
  return { handlers, close: async () => off() }
}
