import { z } from 'zod'
import type { SignInService } from '../../shared/contract/oauth.ts'
import type { Settings } from '../host/host.ts'
import type { ServiceEntry } from './services.ts'

/** Who SalesInbox is at a service. A secret given to a program on a rep's own computer is none (RFC 8252, 8.5). */
const client = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  /** An identity server of one's own in place of the service's; set in the settings file only. */
  issuer: z.string().optional()
})
export type Client = z.infer<typeof client>

const key = 'oauthClients'

/** The organisation's clients come before the build's: the environment at the start, then resources/. */
export function createClients(settings: Settings, services: ServiceEntry[], env: NodeJS.ProcessEnv) {
  function saved(): Record<string, unknown> {
    const read = z.record(z.string(), z.unknown()).safeParse(settings.get(key))
    return read.success ? read.data : {}
  }
  function ofSettings(id: string): Client | null {
    const read = client.safeParse(saved()[id])
    return read.success ? read.data : null
  }
  function ofBuild({ id, client: built }: ServiceEntry): Client | null {
    const name = `SALESINBOX_${id.toUpperCase()}_CLIENT`
    const clientId = env[`${name}_ID`]
    const clientSecret = env[`${name}_SECRET`]
    if (clientId) return { clientId, ...(clientSecret ? { clientSecret } : {}) }
    return built
  }
  const find = (entry: ServiceEntry): Client | null => ofSettings(entry.id) ?? ofBuild(entry)

  return {
    find,
    list: (): SignInService[] =>
      services.map((entry) => {
        const found = find(entry)
        const { id, name, presets, usesSecret } = entry
        return {
          id,
          name,
          presets,
          usesSecret,
          clientId: found?.clientId ?? '',
          hasSecret: found?.clientSecret !== undefined,
          from: ofSettings(id) ? 'settings' : found ? 'build' : null
        }
      }),
    set(id: string, clientId: string, clientSecret: string | undefined): void {
      const { [id]: _, ...others } = saved()
      const before = ofSettings(id)
      const secret = clientSecret ?? before?.clientSecret
      const one = {
        clientId,
        ...(secret ? { clientSecret: secret } : {}),
        ...(before?.issuer ? { issuer: before.issuer } : {})
      }
      settings.set(key, clientId === '' ? others : { ...others, [id]: one })
    }
  }
}
