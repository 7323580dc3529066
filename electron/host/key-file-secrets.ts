import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Secrets } from './host.ts'
import { openSecretFile } from './secret-file.ts'

/**
 * Secrets of a shell without a keychain: AES-256-GCM under a key in a file of mode 600 beside them. It keeps them out
 * of backups of the settings and out of other users' sight, no more: the window says so (`strength` is weak).
 */
export function openKeyFileSecrets(dataFolder: string): Secrets {
  const keyFile = join(dataFolder, 'secrets.key')
  const file = openSecretFile(join(dataFolder, 'secrets.json'))
  function key(): Buffer {
    if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: 'wx' })
    chmodSync(keyFile, 0o600)
    const bytes = readFileSync(keyFile)
    if (bytes.length !== 32) throw new AppError('secrets.unavailable', { why: 'key' })
    return bytes
  }
  return {
    async read(name) {
      const sealed = file.get(name)
      if (sealed === null) return null
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
      file.set(name, [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64')).join('.'))
    },
    async remove(name) {
      file.remove(name)
    },
    strength: async () => 'weak'
  }
}
