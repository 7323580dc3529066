import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { AppError } from '../../shared/errors.ts'
import type { Secrets } from './host.ts'
import { openKeyFileSecrets } from './key-file-secrets.ts'
import { openSecretFile } from './secret-file.ts'

type Keychain = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * Secrets sealed by the system's keychain. A Linux without a keyring answers `basic_text`, a fixed key that anybody
 * knows: there the key file of mode 600 is better, and `strength` says weak. Only after the app is ready.
 */
export function openKeychainSecrets(dataFolder: string, keychain: Keychain): Secrets {
  const file = openSecretFile(join(dataFolder, 'keychain.json'))
  const keyFile = openKeyFileSecrets(dataFolder)
  let known: Promise<boolean> | undefined

  const strong = (): Promise<boolean> =>
    (known ??= keychain
      .isAsyncEncryptionAvailable()
      .then(
        (there) =>
          there && (process.platform !== 'linux' || keychain.getSelectedStorageBackend() !== 'basic_text')
      )
      .catch(() => false))

  return {
    async read(name) {
      const sealed = file.get(name)
      if (sealed === null) return keyFile.read(name)
      if (!(await strong())) throw new AppError('secrets.unavailable', { why: 'keychain' })
      try {
        const { result, shouldReEncrypt } = await keychain.decryptStringAsync(Buffer.from(sealed, 'base64'))
        if (shouldReEncrypt) file.set(name, (await keychain.encryptStringAsync(result)).toString('base64'))
        return result
      } catch (error) {
        throw new AppError('secrets.unavailable', { why: 'sealed' }, { cause: error })
      }
    },
    async write(name, secret) {
      if (!(await strong())) {
        await keyFile.write(name, secret)
        file.remove(name)
        return
      }
      let sealed: Buffer
      try {
        sealed = await keychain.encryptStringAsync(secret)
      } catch (error) {
        throw new AppError('secrets.unavailable', { why: 'keychain' }, { cause: error })
      }
      file.set(name, sealed.toString('base64'))
      await keyFile.remove(name)
    },
    async remove(name) {
      file.remove(name)
      await keyFile.remove(name)
    },
    strength: async () => ((await strong()) ? 'strong' : 'weak')
  }
}
