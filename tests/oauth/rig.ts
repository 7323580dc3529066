import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNodeHost } from '../../electron/host/node.ts'
import type { Host } from '../../electron/host/host.ts'
import { createOAuth, type OAuthDeps, type OAuthService } from '../../electron/oauth/service.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { signInAs } from '../servers/browser.ts'
import { clientId, type OidcForTests } from '../servers/oidc.ts'

export const context = (signal = new AbortController().signal): CallContext => ({ signal, caller: 1 })

export interface Rig {
  host: Host
  oauth: OAuthService
  /** How often the window was asked to come forward. */
  shown(): number
  /** From the button to the grant, with the browser's part in between. */
  signIn(user: string): Promise<string>
  /** All that was logged. */
  log(): string
  close(): void
}

/** The service over the browser shell's own settings and secrets, its Google pointed at a server of ours. */
export function createRig(oidc: OidcForTests, options: Omit<OAuthDeps, 'host'> = {}): Rig {
  const dataFolder = mkdtempSync(join(tmpdir(), 'oauth-'))
  let shown = 0
  const host: Host = {
    ...createNodeHost({
      dataFolder,
      resourcesFolder: join(import.meta.dirname, '../../resources'),
      version: '0',
      openSample: false,
      strict: true,
      origin: () => 'http://127.0.0.1:1'
    }),
    showWindow: () => void shown++
  }
  host.settings.set('oauthClients', { google: { clientId, issuer: oidc.issuer } })
  const oauth = createOAuth({ host, env: {}, ...options })
  return {
    host,
    oauth,
    shown: () => shown,
    async signIn(user) {
      const { flow, url } = await oauth.handlers['oauth.begin'](
        { service: 'gmail', address: user },
        context()
      )
      const finished = oauth.handlers['oauth.finish']({ flow }, context())
      await signInAs(user, url)
      return (await finished).grant
    },
    log() {
      const file = join(dataFolder, 'logs', 'salesinbox.log')
      return existsSync(file) ? readFileSync(file, 'utf8') : ''
    },
    close() {
      oauth.close()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}
