import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { AppError } from '../../shared/errors.ts'
import { createLog } from '../log.ts'
import type { Host, Secrets, Settings } from './host.ts'

/** A settings file in the data folder, in electron-store's own format, so that both shells can open one folder. */
export function openSettings(dataFolder: string): Settings {
  const conf = new Conf<Record<string, unknown>>({
    cwd: dataFolder,
    configName: 'config',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false
  })
  return {
    get: <T>(key: string) => conf.get(key) as T | undefined,
    set: (key, value) => conf.set(key, value),
    delete: (key) => conf.delete(key)
  }
}

/**
 * Secrets of a shell without a keychain: AES-256-GCM under a key in a file of mode 600 beside them. It keeps them out
 * of backups of the settings and out of other users' sight, no more: the window says so (`strength` is weak).
 */
export function openKeyFileSecrets(dataFolder: string): Secrets {
  const keyFile = join(dataFolder, 'secrets.key')
  const file = join(dataFolder, 'secrets.json')
  function key(): Buffer {
    if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: 'wx' })
    chmodSync(keyFile, 0o600)
    const bytes = readFileSync(keyFile)
    if (bytes.length !== 32) throw new AppError('secrets.unavailable', { why: 'key' })
    return bytes
  }
  function load(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    } catch {
      return {}
    }
  }
  function save(all: Record<string, string>): void {
    writeFileSync(file, JSON.stringify(all), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return {
    async read(name) {
      const sealed = load()[name]
      if (sealed === undefined) return null
      try {
        const [iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64'))
        const decipher = createDecipheriv('aes-256-gcm', key(), iv!)
        decipher.setAAD(Buffer.from(name))
        decipher.setAuthTag(tag!)
        return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new AppError('secrets.unavailable', { why: 'sealed' }, { cause: error })
      }
    },
    async write(name, secret) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(), iv)
      cipher.setAAD(Buffer.from(name))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      save({
        ...load(),
        [name]: [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64')).join('.')
      })
    },
    async remove(name) {
      const all = load()
      delete all[name]
      save(all)
    },
    strength: async () => 'weak'
  }
}

/** What the browser shell lends the core. What a browser cannot do (notify, badge, open, ask for a path) the page does itself. */
export function createNodeHost(options: {
  dataFolder: string
  resourcesFolder: string
  version: string
  openSample: boolean
  strict: boolean
  origin(): string
}): Host {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 })
  const log = createLog(join(options.dataFolder, 'logs'))
  return {
    shell: 'browser',
    version: options.version,
    dataFolder: options.dataFolder,
    resourcesFolder: options.resourcesFolder,
    strict: options.strict,
    openSample: options.openSample,
    origin: options.origin,
    settings: openSettings(options.dataFolder),
    secrets: openKeyFileSecrets(options.dataFolder),
    log,
    notify: () => undefined,
    setBadge: () => undefined,
    openLink: async () => undefined,
    askSavePath: async () => 'browser',
    onWake(listener) {
      // a process that was asleep finds its clock ahead of its timer
      const every = 10_000
      let last = Date.now()
      const timer = setInterval(() => {
        const now = Date.now()
        if (now - last > every * 3) listener('resume')
        last = now
      }, every)
      timer.unref()
      return () => clearInterval(timer)
    }
  }
}
