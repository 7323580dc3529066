import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUpdater } from '../../electron/host/updater.ts'
import { createUpdates, type UpdateLimits, usualLimits } from '../../electron/update/service.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import type { UpdateState } from '../../shared/contract/update.ts'
import {
  feedFile,
  feedOf,
  leavesWord,
  makeKeys,
  signFeed,
  startUpdateServer,
  type UpdateServer
} from '../servers/updates.ts'
import { lendElectron, proxies, updaterStandIn } from './updater-stand-in.ts'

/** The real electron-updater over a real server, as an AppImage on Linux; what Electron itself does is a stand-in's. */
const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const home = mkdtempSync(join(tmpdir(), 'salesinbox-update-'))
const image = join(home, 'apps', 'SalesInbox.AppImage')
const pending = join(home, 'cache', 'salesinbox-updater', 'pending')
const keys = makeKeys()
const other = makeKeys()
const electron = updaterStandIn(home, '1.0.0')
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** Runs as an AppImage does after an update: it leaves a word. */
const program = (version: string): Buffer => leavesWord(version, join(home, 'began'))

let server: UpdateServer
let settings: Map<string, unknown>
let sending: Promise<void> | null
let held: number
let quits: number
let onRelease = (): void => undefined
let close: () => void

beforeAll(async () => {
  for (const folder of ['apps', 'cache', 'resources']) mkdirSync(join(home, folder))
  writeFileSync(join(home, 'resources', 'app-update.yml'), 'updaterCacheDirName: salesinbox-updater\n')
  lendElectron(electron)
  vi.stubEnv('APPIMAGE', image)
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'))
  Object.assign(process, { resourcesPath: join(home, 'resources') })
  server = await startUpdateServer()
})
afterAll(async () => {
  await server.close()
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})
/** The library as in a new process, which remembers nothing of what was fetched. */
async function forget(): Promise<void> {
  const { autoUpdater } = await import('electron-updater')
  Object.assign(autoUpdater, { downloadedUpdateHelper: null, quitAndInstallCalled: false })
}
beforeEach(async () => {
  await forget()
  settings = new Map()
  sending = null
  held = 0
  quits = 0
  onRelease = () => undefined
  server.files.clear()
  server.asked.length = 0
  rmSync(pending, { recursive: true, force: true })
  writeFileSync(image, program('1.0.0'))
  chmodSync(image, 0o755)
})
afterEach(() => close())

interface Options {
  limits?: Partial<UpdateLimits>
  keys?: string[]
  isPackaged?: boolean
  address?: string
  managed?: { on?: boolean; address?: string }
}
function make({
  limits = {},
  keys: trusted = [keys.publicKey],
  isPackaged = true,
  address = server.address,
  managed = {}
}: Options = {}) {
  writeFileSync(join(home, 'resources', 'update.json'), JSON.stringify({ address, keys: trusted }))
  const states: UpdateState[] = []
  let released = false
  const updater = createUpdater({
    isPackaged,
    session: electron.session,
    quit: () => void quits++,
    release() {
      released = true
      onRelease()
    }
  })
  const updates = createUpdates({
    host: {
      version: '1.0.0',
      resourcesFolder: join(home, 'resources'),
      log: quiet,
      updater,
      settings: {
        get: <T>(key: string) => settings.get(key) as T | undefined,
        set: (key, value) => void settings.set(key, structuredClone(value)),
        delete: (key) => void settings.delete(key)
      }
    },
    emit: (name, payload) => {
      if (name === 'update.changed') states.push(structuredClone(payload as UpdateState))
    },
    wayTo: async () => null,
    managed,
    sends: {
      hold: () => (held++, () => void held--),
      idle: async () => {
        await sending
      },
      running: () => sending !== null
    },
    limits: { ...usualLimits, first: 1e9, look: 1e9, ...limits }
  })
  close = updates.close
  const ask = (name: Exclude<keyof typeof updates.handlers, 'update.set'>) =>
    updates.handlers[name]({}, context)
  return { ...updates, ask, check: () => ask('update.check'), states, released: () => released }
}

/** Puts a release on the server; what is not given is as it should be. */
function publish(
  version: string,
  change: {
    file?: Buffer
    served?: Buffer
    feed?: Buffer
    signature?: string | null
    more?: Record<string, string | number>
  } = {}
): Buffer {
  const file = change.file ?? program(version)
  const feed = feedOf(version, file, change.more)
  server.files.set(`SalesInbox-${version}.AppImage`, change.served ?? file)
  server.files.set(feedFile, change.feed ?? feed)
  const signature =
    change.signature === undefined ? signFeed(feedFile, feed, keys.privateKey) : change.signature
  if (signature === null) server.files.delete(`${feedFile}.sig`)
  else server.files.set(`${feedFile}.sig`, Buffer.from(signature))
  return feed
}
/** The first words of what stands in the app's place. */
const placed = (): string => readFileSync(image).subarray(0, 30).toString('latin1')
const fetched = (): string[] => server.asked.filter((name) => name.endsWith('.AppImage'))
const left = (): string[] =>
  existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.AppImage')) : []

describe('a good update', () => {
  it('is checked, fetched with progress, and ready', async () => {
    const file = program('1.1.0')
    publish('1.1.0', { file })
    const updates = make()
    const state = await updates.check()
    expect(state).toMatchObject({
      ready: true,
      version: '1.1.0',
      error: null,
      activity: 'none',
      later: false
    })
    expect(state.checkedAt).toBeGreaterThan(Date.now() - 60_000)
    expect(readFileSync(join(pending, 'SalesInbox-1.1.0.AppImage'))).toEqual(file)
    // the description was asked for once, with its signature, and nothing before both were there
    expect([...server.asked].sort()).toEqual(
      ['SalesInbox-1.1.0.AppImage', feedFile, `${feedFile}.sig`].sort()
    )
    expect(server.asked.at(-1)).toBe('SalesInbox-1.1.0.AppImage')
    expect(updates.states.map(({ activity }) => activity)).toEqual(
      expect.arrayContaining(['checking', 'downloading', 'none'])
    )
    expect(updates.states.find(({ progress }) => progress)?.progress?.of).toBe(file.length)
    expect(proxies.at(-1)).toEqual({ mode: 'direct' })
    // nothing tells one computer from another
    expect([...server.told].filter((name) => /id|cookie|auth|version|x-/.test(name))).toEqual([])
  })

  it('is not fetched twice, and the rep is asked once', async () => {
    publish('1.1.0')
    const updates = make()
    await updates.check()
    expect(await updates.ask('update.later')).toMatchObject({ later: true, ready: true })
    expect(await updates.check()).toMatchObject({ later: true, ready: true })
    expect(fetched()).toHaveLength(1)
    // another version is another question
    publish('1.2.0')
    expect(await updates.check()).toMatchObject({ version: '1.2.0', later: false, ready: true })
  })

  it('is found again on the disk after a start, and looked at again there', async () => {
    publish('1.1.0')
    const startAgain = async (): Promise<void> => {
      close()
      await forget()
    }
    await make().check()
    await startAgain()
    expect(await make().check()).toMatchObject({ ready: true })
    expect(fetched()).toHaveLength(1)
    await startAgain()
    writeFileSync(join(pending, 'SalesInbox-1.1.0.AppImage'), 'swapped')
    expect(await make().check()).toMatchObject({ ready: true })
    expect(fetched()).toHaveLength(2)
  })

  it('says nothing where this is the newest', async () => {
    publish('1.0.0')
    expect(await make().check()).toMatchObject({ ready: false, version: null, error: null })
    expect(fetched()).toEqual([])
  })

  it('is looked for by itself, once a day, until that is switched off', async () => {
    publish('1.0.0')
    const updates = make({ limits: { first: 5, look: 10, every: 100_000 } })
    await vi.waitFor(() => expect(server.asked).toHaveLength(2))
    await new Promise((done) => setTimeout(done, 60))
    expect(server.asked).toHaveLength(2)
    settings.set('update', { on: false, checkedAt: 1 })
    await new Promise((done) => setTimeout(done, 60))
    expect(server.asked).toHaveLength(2)
    await updates.handlers['update.set']({ on: true }, context)
    await vi.waitFor(() => expect(server.asked).toHaveLength(4))
  })
})

describe('what is refused', () => {
  const refused = async (code: string, updates = make()): Promise<UpdateState> => {
    const state = await updates.check()
    expect(state).toMatchObject({ ready: false, version: null, activity: 'none', error: { code } })
    expect(left()).toEqual([])
    return state
  }
  const beforeAnyFile = async (code: string, updates?: ReturnType<typeof make>): Promise<void> => {
    await refused(code, updates)
    expect(fetched()).toEqual([])
  }

  it('a description that was changed after it was signed', async () => {
    const feed = publish('1.1.0')
    server.files.set(feedFile, Buffer.from(feed.toString().replace('1.1.0', '1.1.9')))
    await beforeAnyFile('update.badSignature')
  })
  it('one byte more', async () => {
    const feed = publish('1.1.0')
    server.files.set(feedFile, Buffer.concat([feed, Buffer.from('\n')]))
    await beforeAnyFile('update.badSignature')
  })
  it('no signature', async () => {
    publish('1.1.0', { signature: null })
    await beforeAnyFile('update.unsigned')
  })
  it.each(['', 'AAAA', `${'A'.repeat(86)}==`, 'not base64 at all', '<html>'])(
    'the signature %j',
    async (signature) => {
      publish('1.1.0', { signature })
      await beforeAnyFile('update.badSignature')
    }
  )
  it('the signature of another key', async () => {
    const feed = publish('1.1.0')
    server.files.set(`${feedFile}.sig`, Buffer.from(signFeed(feedFile, feed, other.privateKey)))
    await beforeAnyFile('update.badSignature')
    // where a key follows another, both may sign
    expect(await make({ keys: [keys.publicKey, other.publicKey] }).check()).toMatchObject({ ready: true })
  })
  it("another system's description, however well it is signed", async () => {
    const feed = publish('1.1.0')
    server.files.set(`${feedFile}.sig`, Buffer.from(signFeed('latest-mac.yml', feed, keys.privateKey)))
    await beforeAnyFile('update.badSignature')
  })
  it('an older version', async () => {
    publish('0.9.0')
    await beforeAnyFile('update.older')
  })
  it('a description of before, played again', async () => {
    publish('1.2.0', { more: { stagingPercentage: 0 } })
    const updates = make()
    await updates.check()
    publish('1.1.0')
    await beforeAnyFile('update.older', updates)
    // the same version, described earlier
    publish('1.2.0', { more: { releaseDate: "'2026-11-01T10:00:00.000Z'" } })
    await beforeAnyFile('update.older', updates)
    publish('1.2.0')
    expect(await updates.check()).toMatchObject({ ready: true })
  })
  it('a client whose turn has not come', async () => {
    publish('1.1.0', { more: { stagingPercentage: 0 } })
    await beforeAnyFile('update.notYet')
    publish('1.1.0', { more: { stagingPercentage: 100 } })
    expect(await make().check()).toMatchObject({ ready: true })
  })
  it('a version for newer systems', async () => {
    publish('1.1.0', { more: { minimumSystemVersion: '999.0.0' } })
    await beforeAnyFile('update.system')
  })
  it('a file that was changed', async () => {
    const file = program('1.1.0')
    const served = Buffer.from(file)
    served[served.length - 1]! ^= 1
    publish('1.1.0', { file, served })
    await refused('update.damaged')
  })
  it('a file that is too short', async () => {
    const file = program('1.1.0')
    publish('1.1.0', { file, served: file.subarray(0, -1) })
    await refused('update.damaged')
  })
  it('a file that is longer than it was said to be', async () => {
    const file = program('1.1.0')
    publish('1.1.0', { file, served: Buffer.concat([file, Buffer.alloc(5)]) })
    await refused('update.damaged')
  })
  it('a file that is cut off on the way', async () => {
    const file = program('1.1.0')
    publish('1.1.0', { file })
    server.files.set('SalesInbox-1.1.0.AppImage', (_request, response) => {
      response.writeHead(200, { 'Content-Length': file.length })
      response.write(file.subarray(0, 1000))
      setTimeout(() => response.destroy(), 50)
    })
    await refused('update.unreachable')
  })
  it('a file that is not there', async () => {
    publish('1.1.0')
    server.files.delete('SalesInbox-1.1.0.AppImage')
    expect((await refused('update.unreachable')).error?.params).toEqual({ status: 404 })
  })
  it('a disk that is full', async () => {
    const file = program('1.1.0')
    publish('1.1.0', { file })
    server.files.set('SalesInbox-1.1.0.AppImage', (_request, response) => {
      // what is written there meets the end of a disk
      symlinkSync('/dev/full', join(pending, 'temp-SalesInbox-1.1.0.AppImage'))
      response.writeHead(200, { 'Content-Length': file.length }).end(file)
    })
    await refused('disk.full')
  })
  it('a server without a description', async () => await refused('update.notFound'))
  it('a server that has trouble', async () => {
    publish('1.1.0')
    server.files.set(feedFile, (_request, response) => void response.writeHead(503).end())
    await beforeAnyFile('update.unreachable')
  })
  it('a description without an end', async () => {
    publish('1.1.0')
    server.files.set(feedFile, (_request, response) => {
      response.writeHead(200)
      const more = (): boolean => response.write('# more\n'.repeat(1000), () => setTimeout(more, 1))
      more()
    })
    await beforeAnyFile('update.unreadable')
  })
  it.each([
    ['no files', 'version: 1.1.0\nfiles: []\n'],
    ['a file elsewhere', 'https://evil.example/x.AppImage'],
    ['a file above', '../x.AppImage'],
    ['nothing at all', ''],
    ['no yml', ']['],
    ['bytes that are no text', '\u00ff']
  ])('a signed description with %s', async (what, text) => {
    const good = feedOf('1.1.0', program('1.1.0')).toString()
    const bytes = what.startsWith('a file') ? good.replace(/url: \S+/, `url: ${text}`) : text
    const feed = Buffer.from(bytes, 'latin1')
    server.files.set(feedFile, feed)
    server.files.set(`${feedFile}.sig`, Buffer.from(signFeed(feedFile, feed, keys.privateKey)))
    await beforeAnyFile('update.unreadable')
  })
  it('nobody at the address', async () => {
    const gone = await startUpdateServer()
    await gone.close()
    const state = await make({ address: gone.address }).check()
    expect(state.error).toMatchObject({ code: 'update.unreachable', params: { reason: 'ECONNREFUSED' } })
  })
})

describe('what takes too long', () => {
  const hang = (name: string, begin?: Buffer): void =>
    void server.files.set(name, (_request, response) => {
      if (begin) response.writeHead(200, { 'Content-Length': begin.length * 2 }).write(begin)
    })

  it('a description that never comes', async () => {
    publish('1.1.0')
    hang(feedFile)
    expect((await make({ limits: { feed: 50 } }).check()).error).toMatchObject({ code: 'update.late' })
  })
  it('a signature that never ends', async () => {
    publish('1.1.0')
    hang(`${feedFile}.sig`, Buffer.from('AAAA'))
    expect((await make({ limits: { feed: 50 } }).check()).error).toMatchObject({ code: 'update.late' })
  })
  it.each([false, true])('a file that never ends (begun: %s)', async (begun) => {
    publish('1.1.0')
    hang('SalesInbox-1.1.0.AppImage', begun ? Buffer.alloc(1000) : undefined)
    const state = await make({ limits: { silence: 80 } }).check()
    expect(state).toMatchObject({ ready: false, version: null, error: { code: 'update.late' } })
    expect(left()).toEqual([])
  })
  it.each(['checking', 'downloading'] as const)('is called off while %s, and is no error', async (at) => {
    publish('1.1.0')
    hang(at === 'checking' ? feedFile : 'SalesInbox-1.1.0.AppImage', Buffer.alloc(1000))
    const updates = make()
    const check = updates.check()
    await vi.waitFor(() => expect(updates.states.at(-1)?.activity).toBe(at))
    expect(await updates.ask('update.cancel')).toMatchObject({ activity: 'none', error: null, ready: false })
    await check
    expect(left()).toEqual([])
    publish('1.1.0')
    expect(await updates.check()).toMatchObject({ ready: true })
  })
})

describe('a copy that cannot be replaced', () => {
  it('says why, and asks no server', async () => {
    publish('1.1.0')
    const folder = make({ isPackaged: false })
    expect(await folder.ask('update.state')).toMatchObject({ unavailable: 'folder' })
    await expect(folder.check()).rejects.toMatchObject({ code: 'update.notHere' })
    expect(await make({ keys: [] }).ask('update.state')).toMatchObject({ unavailable: 'unconfigured' })
    vi.stubEnv('APPIMAGE', undefined)
    expect(await make().ask('update.state')).toMatchObject({ unavailable: 'folder' })
    vi.stubEnv('SNAP', '/snap/salesinbox')
    expect(await make().ask('update.state')).toMatchObject({ unavailable: 'package' })
    vi.stubEnv('SNAP', undefined)
    vi.stubEnv('APPIMAGE', image)
    expect(server.asked).toEqual([])
  })
})

describe('the restart', () => {
  const began = (): string => readFileSync(join(home, 'began'), 'utf8').trim()
  const readyOne = async (options?: Options) => {
    publish('1.1.0')
    const updates = make(options)
    await updates.check()
    return updates
  }

  it('puts the new file in the place of the old one when all is closed, and starts it', async () => {
    const updates = await readyOne()
    await updates.ask('update.restart')
    await vi.waitFor(() => expect(quits).toBe(1))
    expect(updates.mayQuit(() => undefined)).toBe(true)
    // nothing of it before the end
    expect(placed()).toContain('1.0.0')
    updates.install()
    expect(updates.released()).toBe(true)
    expect(placed()).toContain('echo "1.1.0')
    await vi.waitFor(() => expect(began()).toBe('1.1.0 true'))
  })

  it('waits for a mail that is being sent, and no other begins meanwhile', async () => {
    const updates = await readyOne()
    let sent = (): void => undefined
    sending = new Promise((done) => (sent = done))
    expect(await updates.ask('update.restart')).toMatchObject({ activity: 'waiting' })
    await new Promise((done) => setTimeout(done, 30))
    expect([quits, held]).toEqual([0, 1])
    sent()
    await vi.waitFor(() => expect(quits).toBe(1))
    expect(held).toBe(1)
  })

  it('is called off while it waits, and mail goes again', async () => {
    const updates = await readyOne()
    let sent = (): void => undefined
    sending = new Promise((done) => (sent = done))
    await updates.ask('update.restart')
    expect(await updates.ask('update.cancel')).toMatchObject({ activity: 'none', ready: true })
    expect(held).toBe(0)
    sent()
    await new Promise((done) => setTimeout(done, 30))
    expect(quits).toBe(0)
  })

  it.each(['before', 'while'] as const)(
    'is not called off by a look that begins %s it waits',
    async (when) => {
      const updates = await readyOne()
      let sent = (): void => undefined
      sending = new Promise((done) => (sent = done))
      const looking = when === 'before' ? updates.check() : null
      await updates.ask('update.restart')
      await (looking ?? updates.check())
      await vi.waitFor(() => expect(updates.states.at(-1)).toMatchObject({ activity: 'waiting' }))
      sent()
      await vi.waitFor(() => expect(quits).toBe(1))
    }
  )

  it('lets mail go again where the app was not closed', async () => {
    const updates = await readyOne({ limits: { restart: 20 } })
    await updates.ask('update.restart')
    await vi.waitFor(() => expect(quits).toBe(1))
    await vi.waitFor(() => expect(held).toBe(0))
    expect(updates.states.at(-1)).toMatchObject({
      ...{ activity: 'none', ready: true },
      error: { code: 'update.failed' }
    })
    // closed later, it goes by what is chosen
    expect(updates.mayQuit(() => undefined)).toBe(true)
  })

  it('is refused where nothing is ready', async () => {
    await expect(async () => await make().ask('update.restart')).rejects.toMatchObject({
      code: 'update.none'
    })
  })

  it('does not put a file there that was changed since it was checked', async () => {
    const updates = await readyOne()
    writeFileSync(join(pending, 'SalesInbox-1.1.0.AppImage'), '#!/bin/sh\necho evil\n')
    await updates.ask('update.restart')
    await vi.waitFor(() => expect(quits).toBe(1))
    updates.install()
    expect(placed()).toContain('1.0.0')
  })

  it('nor one that was changed while the app closed: the look is the last thing before', async () => {
    const updates = await readyOne()
    onRelease = () => writeFileSync(join(pending, 'SalesInbox-1.1.0.AppImage'), '#!/bin/sh\necho evil\n')
    await updates.ask('update.restart')
    await vi.waitFor(() => expect(quits).toBe(1))
    updates.install()
    expect(placed()).toContain('1.0.0')
  })
})

describe('closing the app', () => {
  it('installs what is ready, and starts nothing', async () => {
    publish('1.1.0')
    const updates = make()
    await updates.check()
    rmSync(join(home, 'began'), { force: true })
    expect(updates.mayQuit(() => undefined)).toBe(true)
    updates.install()
    expect(placed()).toContain('echo "1.1.0')
  })

  it('waits for a mail that is being sent, and installs then', async () => {
    publish('1.1.0')
    const updates = make()
    await updates.check()
    let sent = (): void => undefined
    sending = new Promise((done) => (sent = done))
    const again = vi.fn()
    expect(updates.mayQuit(again)).toBe(false)
    await new Promise((done) => setTimeout(done, 30))
    expect(again).not.toHaveBeenCalled()
    sent()
    await vi.waitFor(() => expect(again).toHaveBeenCalledOnce())
    expect(updates.mayQuit(again)).toBe(true)
    updates.install()
    expect(placed()).toContain('echo "1.1.0')
  })

  it('installs nothing where a mail does not end', async () => {
    publish('1.1.0')
    const updates = make({ limits: { quit: 30 } })
    await updates.check()
    sending = new Promise(() => undefined)
    const again = vi.fn()
    expect(updates.mayQuit(again)).toBe(false)
    await vi.waitFor(() => expect(again).toHaveBeenCalledOnce())
    expect(updates.mayQuit(again)).toBe(true)
    updates.install()
    expect(placed()).toContain('1.0.0')
  })

  it('installs nothing where updates are off', async () => {
    publish('1.1.0')
    const updates = make()
    await updates.check()
    await updates.handlers['update.set']({ on: false }, context)
    expect(updates.mayQuit(() => undefined)).toBe(true)
    updates.install()
    expect(placed()).toContain('1.0.0')
  })
})
