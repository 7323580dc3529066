import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createElectronHost } from '../../electron/host/electron.ts'
import type { Host } from '../../electron/host/host.ts'
import { installIdOf } from '../../electron/host/install-id.ts'
import { createNodeHost } from '../../electron/host/node.ts'
import * as electron from '../electron/stand-in.ts'

const given = { resourcesFolder: '/nowhere', openSample: false, strict: true }
const hosts: [string, (dataFolder: string) => Host][] = [
  [
    'the browser shell',
    (dataFolder) => createNodeHost({ ...given, dataFolder, version: '1', origin: () => 'http://127.0.0.1:1' })
  ],
  [
    'Electron',
    (dataFolder) =>
      createElectronHost({
        ...given,
        dataFolder,
        origin: 'app://salesinbox',
        window: () => null,
        inFront: () => front,
        showWindow: () => undefined,
        showMail: (id) => clicked.push(id),
        showUnread: () => undefined,
        openWindow: () => undefined,
        setMenu: () => undefined
      })
  ],
  [
    'Electron without a keyring',
    (dataFolder) => {
      electron.seen.answers.backend = 'basic_text'
      return hosts[1]![1](dataFolder)
    }
  ]
]
let folder: string
let front = false
let clicked: (number | null)[] = []
beforeEach(() => {
  front = false
  clicked = []
  folder = join(mkdtempSync(join(tmpdir(), 'salesinbox-host-')), 'data')
  electron.seen.answers.backend = 'gnome_libsecret'
  electron.seen.answers.keychain = true
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))
const modeOf = (name: string): number => statSync(join(folder, name)).mode & 0o777
const secret = 'correct horse battery staple'

describe.each(hosts)('what %s lends', (name, open) => {
  it('makes its folder for the rep alone', () => {
    open(folder)
    expect(modeOf('.')).toBe(0o700)
  })

  it('keeps settings in a file of mode 600, over a restart', () => {
    const { settings } = open(folder)
    settings.set('window', { x: 1 })
    settings.set('a.b', [1])
    settings.set('gone', 1)
    settings.delete('gone')
    expect(modeOf('config.json')).toBe(0o600)
    const again = open(folder).settings
    expect([again.get('window'), again.get('a.b'), again.get('gone')]).toEqual([{ x: 1 }, [1], undefined])
  })

  it('has one install id for ever', () => {
    const id = installIdOf(open(folder).settings)
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(installIdOf(open(folder).settings)).toBe(id)
  })

  it('keeps secrets sealed, in files of mode 600, over a restart', async () => {
    const { secrets } = open(folder)
    expect(await secrets.read('account/a')).toBeNull()
    await secrets.write('account/a', secret)
    await secrets.write('account/b', 'ü'.repeat(500))
    const again = open(folder).secrets
    expect(await again.read('account/a')).toBe(secret)
    expect(await again.read('account/b')).toBe('ü'.repeat(500))
    await again.remove('account/a')
    await again.remove('account/a')
    expect(await again.read('account/a')).toBeNull()
    for (const file of ['secrets.json', 'secrets.key', 'keychain.json', 'config.json']) {
      if (!existsSync(join(folder, file))) continue
      expect([file, modeOf(file)]).toEqual([file, 0o600])
      expect(readFileSync(join(folder, file), 'latin1')).not.toContain(secret)
    }
  })

  it('says how strong they are', async () => {
    expect(await open(folder).secrets.strength()).toBe(name === 'Electron' ? 'strong' : 'weak')
  })

  it('never begins a damaged file anew over what it held', async () => {
    const { secrets } = open(folder)
    await secrets.write('account/a', secret)
    const file = join(folder, existsSync(join(folder, 'keychain.json')) ? 'keychain.json' : 'secrets.json')
    writeFileSync(file, '{"account/a": "tru')
    await expect(secrets.read('account/a')).rejects.toMatchObject({ code: 'secrets.unavailable' })
    await expect(secrets.write('account/b', 'x')).rejects.toMatchObject({ code: 'secrets.unavailable' })
    expect(readFileSync(file, 'utf8')).toBe('{"account/a": "tru')
  })

  it('logs below the data folder, for the rep alone', () => {
    open(folder).log.info('started')
    expect(modeOf('logs')).toBe(0o700)
    expect(modeOf('logs/salesinbox.log')).toBe(0o600)
  })

  it('stops watching for sleep when it is told to', () => {
    open(folder).onWake(() => undefined)()
    expect(electron.powerMonitor.listenerCount('resume')).toBe(0)
  })
})

it('leaves notifications and windows to the page where a browser is the shell', () => {
  const host = hosts[0]![1](folder)
  expect(host.notify({ title: '', body: '', tag: '', mail: 1, context: 0 })).toBe(false)
  expect(host.desktop).toBeNull()
})

describe("the browser shell's key file", () => {
  const open = hosts[0]![1]
  it('refuses a sealed value that was moved to another name, or touched', async () => {
    const { secrets } = open(folder)
    await secrets.write('account/a', secret)
    const file = join(folder, 'secrets.json')
    const { 'account/a': sealed } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    writeFileSync(file, JSON.stringify({ 'account/b': sealed, 'account/c': sealed!.replace(/.$/, '') }))
    for (const name of ['account/b', 'account/c'])
      await expect(secrets.read(name)).rejects.toMatchObject({ code: 'secrets.unavailable' })
  })
  it('refuses a key of the wrong size', async () => {
    const { secrets } = open(folder)
    await secrets.write('account/a', secret)
    writeFileSync(join(folder, 'secrets.key'), 'short')
    await expect(secrets.read('account/a')).rejects.toMatchObject({ code: 'secrets.unavailable' })
  })
})

describe("Electron's keychain", () => {
  const open = hosts[1]![1]
  it('reads what was kept before there was a keyring, and seals it on the next write', async () => {
    electron.seen.answers.backend = 'basic_text'
    await open(folder).secrets.write('account/a', secret)
    electron.seen.answers.backend = 'gnome_libsecret'
    const { secrets } = open(folder)
    expect(await secrets.read('account/a')).toBe(secret)
    await secrets.write('account/a', 'new')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe('{}')
    expect(await secrets.read('account/a')).toBe('new')
  })
  it('says so when the keyring that sealed them is gone', async () => {
    await open(folder).secrets.write('account/a', secret)
    electron.seen.answers.keychain = false
    await expect(open(folder).secrets.read('account/a')).rejects.toMatchObject({
      code: 'secrets.unavailable',
      params: { why: 'keychain' }
    })
  })
  it('leaves no channel of electron-store behind', () => {
    open(folder)
    expect(electron.ipcMain.eventNames()).toEqual([])
  })
  it('shows one notification for a tag, and asks where to save', async () => {
    const host = open(folder)
    const note = { body: '', tag: 'inbox', context: 0 }
    host.notify({ ...note, title: 'one', mail: 1 })
    host.notify({ ...note, title: 'two', mail: 2 })
    const [one, two] = electron.seen.notes.slice(-2)
    expect([one!.closed, two!.closed]).toEqual([true, false])
    two!.emit('click')
    expect(clicked).toEqual([2])
    front = true
    host.notify({ ...note, title: 'three', mail: 3 })
    expect(electron.seen.notes.at(-1)).toBe(two)
    expect(await host.askSavePath(['a.pdf'])).toBeNull()
    electron.seen.answers.path = '/tmp/chosen'
    expect(await host.askSavePath(['a.pdf'])).toBe('/tmp/chosen')
    expect(await host.askSavePath(['a.pdf', 'b.pdf'])).toBe('/tmp/chosen')
    electron.seen.answers.path = null
  })
  it('opens no address that may not leave the app', async () => {
    const host = open(folder)
    electron.seen.opened.length = 0
    await host.openLink('file:///etc/passwd')
    await host.openLink('https://a.example/')
    expect(electron.seen.opened).toEqual(['https://a.example/'])
  })
})
