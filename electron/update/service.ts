import type { Emit, Services } from '../../shared/contract/index.ts'
import type { UpdateState } from '../../shared/contract/update.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { compareVersions } from '../../shared/version.ts'
import type { Host, Release } from '../host/host.ts'
import type { Way } from '../wire/tunnel.ts'
import { fetchRelease } from './fetch.ts'
import { readSource } from './source.ts'
import { openUpdateStore } from './store.ts'

/** All in ms. */
export interface UpdateLimits {
  /** From the start to the first look. */
  first: number
  /** Between two looks by itself, and how often it is seen whether one is due: a computer that slept misses no day. */
  every: number
  look: number
  /** For the description and its signature. */
  feed: number
  /** A download that brings nothing for so long has ended. */
  silence: number
  /** Closing waits so long for a mail that is being sent; then nothing is installed. */
  quit: number
  /** An app that runs so long after it was to restart goes on as before. */
  restart: number
}
export const usualLimits: UpdateLimits = {
  first: 60_000,
  every: 24 * 3600_000,
  look: 3600_000,
  feed: 20_000,
  silence: 60_000,
  quit: 30_000,
  restart: 60_000
}

export interface UpdateDeps {
  host: Pick<Host, 'settings' | 'log' | 'version' | 'resourcesFolder' | 'updater'>
  emit: Emit
  /** The proxy to a server; null: none. */
  wayTo(server: { host: string; port: number }): Promise<Way | null>
  /** What sends mail: `hold` keeps new sends waiting until it is called off, `idle` resolves when none runs. */
  sends: { hold(): () => void; idle(): Promise<void>; running(): boolean }
  /** What the organisation has fixed. */
  managed: { on?: boolean | undefined; address?: string | undefined }
  limits?: UpdateLimits
}

type Handlers = Pick<Services, Extract<keyof Services, `update.${string}`>>
const cancelled = (): AppError => new AppError('contract.cancelled')

/** Finds, checks and fetches newer versions, and lets them in when no mail is being sent: docs/updates.md. */
export function createUpdates({ host, emit, wayTo, sends, managed, limits = usualLimits }: UpdateDeps) {
  const { updater, log } = host
  const store = openUpdateStore(host.settings)
  const built = updater && readSource(host.resourcesFolder)
  const source = built && { ...built, address: managed.address ?? built.address }
  const unavailable = !updater ? 'browser' : (updater.unavailable ?? (source ? null : 'unconfigured'))
  let activity: UpdateState['activity'] = 'none'
  let version: string | null = null
  let ready = false
  let progress: UpdateState['progress'] = null
  let error: UpdateState['error'] = null
  let running: { ending: AbortController; done: Promise<void> } | null = null
  let letGo: (() => void) | null = null
  let closed = false
  /** null: nobody closes the app; else whether a version that is ready is put in its place. */
  let leaving: { install: boolean; restart: boolean } | null = null

  const isOn = (): boolean => managed.on ?? store.read().on
  const atQuit = (): boolean => updater !== null && updater.quietly && isOn()
  function requireFree(): void {
    if (managed.on === false) throw new AppError('managed.locked', { setting: 'updates.on' })
  }

  function state(): UpdateState {
    const { later, checkedAt } = store.read()
    const on = isOn()
    return {
      ...{ unavailable, on, current: host.version, activity, version, ready, progress, checkedAt, error },
      atQuit: atQuit(),
      later: ready && later === version
    }
  }
  function set(next: UpdateState['activity']): void {
    activity = next
    emit('update.changed', state())
  }

  function check(): Promise<void> {
    if (running) return running.done
    // what is ready is about to be put in place
    if (activity !== 'none') return Promise.resolve()
    const ending = new AbortController()
    const done = look(ending.signal).finally(() => (running = null))
    running = { ending, done }
    return done
  }

  async function look(signal: AbortSignal): Promise<void> {
    if (!updater || !source || unavailable !== null)
      throw new AppError('update.notHere', { why: unavailable ?? '' })
    error = null
    set('checking')
    try {
      await takeProxy(new URL(source.address))
      const { release, base } = await fetchRelease(updater, source, { signal, within: limits.feed })
      store.requireNewest(release, host.version)
      const { releaseDate } = release
      store.write({ checkedAt: Date.now(), newest: { version: release.version, releaseDate } })
      if (compareVersions(release.version, host.version) > 0 && !(ready && version === release.version))
        await fetchFile(release, base, signal)
    } catch (failed) {
      error = failed instanceof AppError && failed.code === 'contract.cancelled' ? null : toWire(failed)
      log.warn('update.failed', { code: toWire(failed).code })
    } finally {
      progress = null
      set('none')
    }
  }

  async function takeProxy({ hostname, port, protocol }: URL): Promise<void> {
    const to = { host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) }
    const way = await wayTo(to)
    await updater?.useProxy(way && { kind: way.kind, host: way.host, port: way.port })
  }

  async function fetchFile(release: Release, base: URL, caller: AbortSignal): Promise<void> {
    // what was ready makes room for it
    ready = false
    version = release.version
    const largest = Math.max(...release.files.map(({ size }) => size))
    progress = { done: 0, of: largest }
    set('downloading')
    const late = new AbortController()
    const silent = (): void => late.abort(new AppError('update.late', { host: base.host }))
    let timer = setTimeout(silent, limits.silence)
    try {
      const outcome = await updater!.download(release, base, {
        signal: AbortSignal.any([caller, late.signal]),
        atQuit: atQuit(),
        onProgress(done, of) {
          clearTimeout(timer)
          timer = setTimeout(silent, limits.silence)
          // no file of the release is that long
          if (Math.max(done, of) > largest)
            late.abort(new AppError('update.damaged', { version: release.version }))
          progress = { done, of }
          set('downloading')
        }
      })
      if (outcome === 'ready') ready = true
      else throw new AppError(`update.${outcome}`, { version: release.version })
      log.info('update.ready', { version: release.version })
    } finally {
      clearTimeout(timer)
      if (!ready) version = null
    }
  }

  function letSendsGo(): void {
    letGo?.()
    letGo = null
  }

  async function restart(): Promise<void> {
    if (running) {
      // its end would end the wait
      running.ending.abort(cancelled())
      await running.done
      if (!ready) return
    }
    set('waiting')
    letGo ??= sends.hold()
    await sends.idle()
    // called off meanwhile
    if (activity !== 'waiting' || !ready) return
    leaving = { install: true, restart: true }
    log.info('update.restart', { version: version ?? '' })
    set('restarting')
    setTimeout(stay, limits.restart).unref()
    updater?.quit()
  }

  /** The app was not closed, as where the system refuses the file: mail must not be held for ever. */
  function stay(): void {
    if (closed || activity !== 'restarting') return
    leaving = null
    letSendsGo()
    error = toWire(new AppError('update.failed', { reason: 'restart' }))
    log.error('update.failed', { code: 'update.failed' })
    set('none')
  }

  /** By itself: once a day, and says nothing where it fails; the page About has the words. */
  function lookIfDue(): void {
    const { checkedAt } = store.read()
    if (!isOn() || unavailable !== null || activity !== 'none') return
    const now = Date.now()
    // a clock that was set back makes it due as well
    if (checkedAt === null || now - checkedAt >= limits.every || checkedAt > now) void check()
  }
  const timers =
    unavailable === null ? [setTimeout(lookIfDue, limits.first), setInterval(lookIfDue, limits.look)] : []
  for (const timer of timers) timer.unref()

  const handlers: Handlers = {
    'update.state': state,
    'update.check': async () => {
      requireFree()
      await check()
      return state()
    },
    'update.cancel': async () => {
      running?.ending.abort(cancelled())
      await running?.done.catch(() => undefined)
      if (activity === 'waiting') {
        letSendsGo()
        set('none')
      }
      return state()
    },
    'update.restart': () => {
      requireFree()
      if (!ready) throw new AppError('update.none')
      if (activity !== 'waiting' && activity !== 'restarting') void restart()
      return state()
    },
    'update.later': () => {
      store.write({ later: version })
      set(activity)
      return state()
    },
    'update.set': ({ on }) => {
      if (managed.on !== undefined && on !== managed.on)
        throw new AppError('managed.locked', { setting: 'updates.on' })
      store.write({ on })
      set(activity)
      return state()
    }
  }

  return {
    handlers,
    /**
     * Whether the app may close now. False where a version is to be put in its place and a mail is being sent: `again`
     * is called when that has ended, or took too long and nothing will be installed.
     */
    mayQuit(again: () => void): boolean {
      if (leaving !== null) return true
      if (!ready || !atQuit()) return true
      letGo ??= sends.hold()
      if (!sends.running()) {
        leaving = { install: true, restart: false }
        return true
      }
      const late = new Promise<boolean>((done) => setTimeout(() => done(false), limits.quit))
      void Promise.race([sends.idle().then(() => true), late]).then((install) => {
        leaving ??= { install, restart: false }
        again()
      })
      return false
    },
    /** When all else is closed: puts the version that is ready in the place of this one, where that was decided. */
    install(): void {
      if (!ready || !leaving?.install) return
      try {
        updater?.install({ restart: leaving.restart })
        log.info('update.installing', { version: version ?? '' })
      } catch (failed) {
        log.error('update.failed', { code: toWire(failed).code })
      }
    },
    close(): void {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      running?.ending.abort(cancelled())
    }
  }
}
