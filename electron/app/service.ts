import { preferences, type Preferences } from '../../shared/contract/app.ts'
import type { Emit, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'

type Handlers = Pick<Services, Extract<keyof Services, `app.${string}`>>

/** Only these open, in the system's own browser (Tuta's CVE-2023-46116 was a scheme too many). */
const openable = ['http:', 'https:', 'mailto:', 'tel:']

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
      const parsed = URL.canParse(url) ? new URL(url) : null
      if (!parsed || !openable.includes(parsed.protocol))
        throw new AppError('file.refused', { scheme: parsed?.protocol ?? '' })
      await host.openLink(parsed.href)
      return {}
    }
  }
  const off = host.onWake((reason) => emit('app.woke', { reason }))
  return { handlers, close: async () => off() }
}
