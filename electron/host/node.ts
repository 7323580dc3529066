import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { createLog } from '../log.ts'
import type { Host, Settings } from './host.ts'
import { managedPath } from './managed-path.ts'
import { openKeyFileSecrets } from './key-file-secrets.ts'
import { watchWake } from './wake.ts'

/** A settings file in the data folder, in electron-store's own format, so that both shells can open one folder. */
export function openSettings(dataFolder: string): Settings {
  return settingsOver(
    new Conf<Record<string, unknown>>({
      cwd: dataFolder,
      configName: 'config',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false
    })
  )
}

/** What `conf` and `electron-store` have in common. */
export function settingsOver(store: {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
}): Settings {
  return {
    get: <T>(key: string) => store.get(key) as T | undefined,
    set: (key, value) => store.set(key, value),
    delete: (key) => store.delete(key)
  }
}

/** What the browser shell lends the core. What a browser cannot do (notify, badge, open, ask for a path) the page does itself. */
export function createNodeHost(options: {
  dataFolder: string
  resourcesFolder: string
  version: string
  /** In place of the system's own. */
  managedFile?: string | null
  openSample: boolean
  strict: boolean
  origin(): string
}): Host {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 })
  return {
    shell: 'browser',
    version: options.version,
    dataFolder: options.dataFolder,
    managedFile: options.managedFile ?? managedPath(),
    resourcesFolder: options.resourcesFolder,
    strict: options.strict,
    openSample: options.openSample,
    origin: options.origin,
    settings: openSettings(options.dataFolder),
    secrets: openKeyFileSecrets(options.dataFolder),
    log: createLog(join(options.dataFolder, 'logs')),
    notify: () => false,
    setBadge: () => undefined,
    openFolder: null,
    desktop: null,
    showWindow: () => undefined,
    openLink: async () => undefined,
    askSavePath: async () => 'browser',
    // the environment is all that a plain process is told
    systemProxy: async () => 'DIRECT',
    clearStorage: null,
    updater: null,
    onWake: (listener) => watchWake(listener)
  }
}
