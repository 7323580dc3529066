import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Session } from 'electron'
import type { AppUpdater, BaseUpdater, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import { AppError } from '../../shared/errors.ts'
import type { Release, Updater } from './host.ts'

/** What of Electron it needs, so that a stand-in can lend it. */
export interface UpdaterDeps {
  isPackaged: boolean
  session: { fromPartition(name: string, options: { cache: boolean }): Pick<Session, 'fetch' | 'setProxy'> }
  quit(): void
  /** Another process may be the app from now on: the new version would hand over to this one and end. */
  release(): void
}

interface Loaded {
  updater: AppUpdater
  /** Whether the last release that was looked at is for this computer yet. */
  within(): boolean
}

/** The session that electron-updater asks by; ours is the same, so that one proxy serves for all. */
const partition = 'electron-updater'

/**
 * The installed app's own replacement, by electron-updater. That library imports Electron when it is touched, so it is
 * loaded with the first download, and never in the browser shell.
 */
export function createUpdater(deps: UpdaterDeps): Updater {
  let loaded: Promise<Loaded> | null = null
  let ready: { updater: AppUpdater; path: string; release: Release } | null = null
  const session = (): Pick<Session, 'fetch' | 'setProxy'> =>
    deps.session.fromPartition(partition, { cache: false })

  async function load(): Promise<Loaded> {
    const { autoUpdater: updater } = await import('electron-updater')
    updater.autoDownload = false
    updater.allowDowngrade = false
    updater.disableWebInstaller = true
    // a file is fetched whole: the maps of its pieces are not signed
    updater.disableDifferentialDownload = true
    // what it logs are addresses and paths
    updater.logger = null
    const usual = updater.isUserWithinRollout
    let within = true
    updater.isUserWithinRollout = async (info) => (within = await usual(info))
    return { updater, within: () => within }
  }

  async function download(
    release: Release,
    base: URL,
    { signal, atQuit, onProgress }: Parameters<Updater['download']>[2]
  ): Promise<'ready' | 'notYet' | 'system'> {
    ready = null
    const { updater, within } = await (loaded ??= load())
    const { Provider } = await import('electron-updater')
    /** Answers with what was checked already: nothing is asked of a server again. */
    class Checked extends Provider<UpdateInfo> {
      constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
        super(runtime)
      }
      override async getLatestVersion(): Promise<UpdateInfo> {
        const [{ url: path, sha512 }] = release.files as [Release['files'][number]]
        return { ...release, path, sha512 }
      }
      override resolveFiles(): ResolvedUpdateFileInfo[] {
        return release.files.map((info) => ({ url: new URL(info.url, base), info }))
      }
    }
    updater.setFeedURL({ provider: 'custom', updateProvider: Checked })
    // elsewhere closing installs by `install`; on macOS the system does, once it was given the file
    updater.autoInstallOnAppQuit = process.platform === 'darwin' && atQuit
    let stop = (): void => undefined
    const progressed = ({ transferred, total }: { transferred: number; total: number }): void =>
      onProgress(transferred, total)
    const aborted = (): void => stop()
    signal.addEventListener('abort', aborted, { once: true })
    updater.on('download-progress', progressed)
    try {
      signal.throwIfAborted()
      const found = await updater.checkForUpdates()
      if (found === null) throw new AppError('update.notHere', { why: 'folder' })
      if (!found.isUpdateAvailable) return within() ? 'system' : 'notYet'
      const token = found.cancellationToken
      stop = () => token?.cancel()
      signal.throwIfAborted()
      const [path] = await updater.downloadUpdate(token)
      if (path === undefined) throw new AppError('update.failed')
      ready = { updater, path, release }
      return 'ready'
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw updateError(error, release.version)
    } finally {
      signal.removeEventListener('abort', aborted)
      updater.off('download-progress', progressed)
    }
  }

  const unavailable = whyNot(deps.isPackaged)
  return {
    unavailable,
    quietly: !installsByPackage(),
    async useProxy(proxy) {
      if (proxy === null) return await session().setProxy({ mode: 'direct' })
      const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host
      await session().setProxy({
        mode: 'fixed_servers',
        proxyRules: `${proxy.kind}://${host}:${proxy.port}`
      })
    },
    fetch: (url, init) => session().fetch(url, init),
    download,
    quit() {
      // there the system restarts it, once every window is closed
      if (process.platform === 'darwin') void loaded?.then(({ updater }) => updater.quitAndInstall())
      else deps.quit()
    },
    install({ restart }) {
      if (ready === null || process.platform === 'darwin') return
      if (!installs(ready.updater)) throw new AppError('update.failed')
      requirePlace(ready.path)
      deps.release()
      // the last thing before: what is put there between the two is not looked at again
      requireUnchanged(ready.path, ready.release)
      if (!ready.updater.install(true, restart)) throw new AppError('update.failed')
    }
  }
}

const installs = (updater: AppUpdater): updater is BaseUpdater => 'install' in updater

/** What lay in a folder since it was checked may be another file by now. Throws update.damaged. */
function requireUnchanged(path: string, { version, files }: Release): void {
  const sha512 = createHash('sha512').update(readFileSync(path)).digest('base64')
  if (!files.some((file) => file.sha512 === sha512)) throw new AppError('update.damaged', { version })
}

/** An AppImage is taken away before the new one is put there: it must have its place. Throws disk.failed, disk.full. */
function requirePlace(path: string): void {
  const image = process.env['APPIMAGE']
  if (process.platform !== 'linux' || image === undefined || installsByPackage()) return
  const folder = dirname(image)
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new AppError('disk.failed', { code: codeOf(error) })
  }
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < statSync(path).size) throw new AppError('disk.full')
}

/** A .deb or .rpm was installed: its successor is put in its place by the system, which asks for a password. */
function installsByPackage(): boolean {
  const { resourcesPath } = process
  return (
    process.platform === 'linux' && Boolean(resourcesPath) && existsSync(join(resourcesPath, 'package-type'))
  )
}

function whyNot(isPackaged: boolean): Updater['unavailable'] {
  if (process.env['SNAP'] ?? process.env['FLATPAK_ID']) return 'package'
  if (!isPackaged) return 'folder'
  const isImage = process.platform !== 'linux' || process.env['APPIMAGE'] !== undefined
  return isImage || installsByPackage() ? null : 'folder'
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What the library throws, by its codes and Chromium's. */
function updateError(error: unknown, version: string): AppError {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : ''
  if (code === 'ERR_CHECKSUM_MISMATCH') return new AppError('update.damaged', { version })
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk.full')
  if (['EACCES', 'EPERM', 'EROFS', 'EIO'].includes(code)) return new AppError('disk.failed', { code })
  const status = /status (\d{3})/.exec(message)?.[1]
  if (status !== undefined) return new AppError('update.unreachable', { status: Number(status) })
  const reason = /net::(ERR_\w+)/.exec(message)?.[1] ?? code
  if (/^ERR_(?!UPDATER)|^E[A-Z]+$/.test(reason)) return new AppError('update.unreachable', { reason })
  return new AppError('update.failed', { reason: reason || 'unknown' })
}
