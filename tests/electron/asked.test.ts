import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { contractVersion } from '../../shared/contract/index.ts'
import type { BrowserWindow } from './stand-in.ts'
import { type StandIn, startMain } from './start-main.ts'

/** What the system hands over, and what the page asks the desktop for. */

let main: Awaited<ReturnType<typeof startMain>>
const folder = mkdtempSync(join(tmpdir(), 'salesinbox-asked-'))
afterEach(() => main.stop())
afterAll(() => rmSync(folder, { recursive: true }))
const alive = (part: string): BrowserWindow[] =>
  main.electron.seen.windows.filter(
    (one) => !one.isDestroyed() && one.webContents.getURL().slice('app://salesinbox'.length).startsWith(part)
  )
const event = { preventDefault: () => undefined }

/** The page of this window is there, and hears what it is told from now on. */
function load(window: BrowserWindow): void {
  window.webContents.emit('did-finish-load')
}
const told = (window: BrowserWindow): unknown[] =>
  window.webContents.sent.filter((one) => (one as { event?: string }).event === 'app.command')
const command = (name: string, argument?: unknown): object => ({
  event: 'app.command',
  payload: { command: name, ...(argument === undefined ? {} : { argument: JSON.stringify(argument) }) }
})
/** A call of the page in this window. */
function call(window: BrowserWindow, name: string, input: object): Promise<unknown> {
  const id = Math.ceil(Math.random() * 1e9)
  const { webContents } = window
  main.electron.ipcMain.emit(
    'bridge',
    { sender: webContents, senderFrame: webContents.mainFrame },
    { version: contractVersion, id, name, input }
  )
  return vi.waitFor(() => {
    const answer = webContents.sent.find((one) => (one as { id?: number }).id === id)
    if (!answer) throw new Error(`${name} has no answer yet`)
    return answer
  }, 10_000)
}

describe('what the system opens here', () => {
  it('takes mail links and invitations of a start, told to the main window alone, and nothing else', async () => {
    main = await startMain({ args: ['mailto:anna@acme.example?subject=Hi'] })
    const [window] = alive('/index.html')
    load(window!)
    const mail = command('compose.new', { mailto: 'mailto:anna@acme.example?subject=Hi' })
    await vi.waitFor(() => expect(told(window!)).toEqual([mail]))
    const { app } = main.electron
    app.emit('open-url', event, 'https://evil.example/')
    app.emit('open-url', event, '/etc/passwd.eml')
    app.emit('open-file', event, 'mailto:eve@evil.example')
    app.emit('open-url', event, 'salesinbox:join#abc')
    const join = command('team.join', { link: 'salesinbox:join#abc' })
    await vi.waitFor(() => expect(told(window!)).toEqual([mail, join]))
    expect(told(alive('/keeper.html')[0]!)).toEqual([])
  })

  it('keeps what comes before the app is ready', async () => {
    main = await startMain({
      prepare({ app }) {
        const { whenReady } = app
        app.whenReady = async () => {
          app.emit('open-url', event, 'mailto:early@acme.example')
          await whenReady.call(app)
        }
      }
    })
    const [window] = alive('/index.html')
    load(window!)
    await vi.waitFor(() =>
      expect(told(window!)).toEqual([command('compose.new', { mailto: 'mailto:early@acme.example' })])
    )
  })

  it('keeps what a second start brings before this one is up', async () => {
    const path = join(folder, 'early.eml')
    writeFileSync(path, 'Subject: Early\r\n\r\nHello\r\n')
    const early = (...argv: string[]) => ({
      prepare({ app }: StandIn) {
        const { whenReady } = app
        app.whenReady = async () => {
          await whenReady.call(app)
          app.emit('second-instance', {}, ['salesinbox', ...argv], folder)
        }
      }
    })
    main = await startMain(early('early.eml'))
    await vi.waitFor(() => expect(alive('/index.html#/window/file/')).toHaveLength(1))
    await main.stop()
    // one that the login started hidden is asked for itself
    main = await startMain({ args: ['--hidden'], ...early() })
    expect(alive('/index.html')).toHaveLength(1)
  })

  it('shows an .eml file in a window of its own: of a second start, of the Finder, once each', async () => {
    main = await startMain()
    const path = join(folder, 'offer.eml')
    writeFileSync(path, 'Subject: Offer\r\n\r\nHello\r\n')
    main.electron.app.emit('second-instance', {}, ['salesinbox', 'offer.eml'], folder)
    await vi.waitFor(() => expect(alive('/index.html#/window/file/')).toHaveLength(1))
    const [window] = alive('/index.html#/window/file/')
    const hash = window!.webContents.getURL().split('/').at(-1)
    const answer = await call(window!, 'files.parse', { account: 'opened', hash })
    expect(answer).toMatchObject({ value: { subject: 'Offer', text: 'Hello\n' } })
    main.electron.app.emit('open-file', event, path)
    await vi.waitFor(() => expect(main.electron.seen.order.filter((one) => one === 'focus')).toHaveLength(1))
    expect(alive('/index.html#/window/file/')).toHaveLength(1)
  })

  it('closes the window of a file that its page dies of again and again', async () => {
    main = await startMain()
    const path = join(folder, 'deadly.eml')
    writeFileSync(path, 'Subject: Deadly\r\n\r\nHello\r\n')
    main.electron.app.emit('open-file', event, path)
    await vi.waitFor(() => expect(alive('/index.html#/window/file/')).toHaveLength(1))
    const [window] = alive('/index.html#/window/file/')
    const die = () => window!.webContents.emit('render-process-gone', {}, { reason: 'oom' })
    die()
    expect([window!.webContents.reloads, window!.isDestroyed()]).toEqual([1, false])
    die()
    expect([window!.webContents.reloads, window!.isDestroyed()]).toEqual([1, true])
    // and it can be opened again
    main.electron.app.emit('open-file', event, path)
    await vi.waitFor(() => expect(alive('/index.html#/window/file/')).toHaveLength(1))
  })

  it('says which file it could not open', async () => {
    main = await startMain()
    main.electron.app.emit('open-file', event, join(folder, 'gone.eml'))
    await vi.waitFor(() => expect(main.electron.seen.boxes).toEqual(['This mail could not be opened']))
  })

  it('starts without a window when the login starts it, and shows one when it is asked for', async () => {
    main = await startMain({ args: ['--hidden'], windows: 1 })
    expect(alive('/keeper.html')).toHaveLength(1)
    expect(alive('/index.html')).toHaveLength(0)
    main.electron.app.emit('second-instance', {}, ['salesinbox'], folder)
    expect(alive('/index.html')).toHaveLength(1)
  })
})

describe('what the page asks for', () => {
  it('opens a window for one mail, whose calls are answered; asked for again it comes forward', async () => {
    main = await startMain()
    const [window] = alive('/index.html')
    const shown = { kind: 'mail', id: 12 }
    expect(await call(window!, 'desktop.openWindow', shown)).toMatchObject({ value: { opened: true } })
    await call(window!, 'desktop.openWindow', shown)
    const [own] = alive('/index.html#/window/mail/12')
    expect(own!.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true })
    expect(await call(own!, 'app.info', {})).toMatchObject({ value: { shell: 'electron' } })
    expect(main.electron.seen.order.filter((one) => one === 'focus')).toHaveLength(1)
    own!.close()
    await call(window!, 'desktop.openWindow', shown)
    expect(alive('/index.html#/window/mail/12')).toHaveLength(1)
    expect(alive('/keeper.html')).toHaveLength(1)
  })

  it.each([
    { kind: 'mail', id: -1 },
    { kind: 'compose', draft: '../../keeper.html' },
    { kind: 'record', of: 'deal', id: 'a/b' },
    { kind: 'file', hash: 'x' },
    { kind: 'page', url: 'https://evil.example/' }
  ])('opens nothing for %j', async (shown) => {
    main = await startMain()
    const answer = await call(alive('/index.html')[0]!, 'desktop.openWindow', shown)
    expect(answer).toMatchObject({ error: { code: 'contract.badInput' } })
    expect(main.electron.seen.windows).toHaveLength(2)
  })

  it('keeps a place for each kind of window, and stands a second one lower', async () => {
    main = await startMain()
    const [window] = alive('/index.html')
    await call(window!, 'desktop.openWindow', { kind: 'compose', draft: 'a' })
    expect(alive('/index.html#/window/compose/a')[0]!.options).toMatchObject({ width: 760, height: 700 })
    alive('/index.html#/window/compose/a')[0]!.close()
    await call(window!, 'desktop.openWindow', { kind: 'compose', draft: 'b' })
    await call(window!, 'desktop.openWindow', { kind: 'compose', draft: 'c' })
    const places = ['b', 'c'].map((one) => alive(`/index.html#/window/compose/${one}`)[0]!.options)
    expect(places).toMatchObject([
      { x: 10, y: 20 },
      { x: 38, y: 48 }
    ])
    await call(window!, 'desktop.openWindow', { kind: 'mail', id: 1 })
    expect(alive('/index.html#/window/mail/1')[0]!.options).not.toHaveProperty('x')
  })

  it('makes menus of its commands, and tells the window in front which was chosen', async () => {
    main = await startMain()
    const [window] = alive('/index.html')
    load(window!)
    await call(window!, 'desktop.openWindow', { kind: 'mail', id: 12 })
    const [own] = alive('/index.html#/window/mail/12')
    const commands = [{ id: 'mail.archive', words: 'Archive', group: 'mail', keys: ['e'] }]
    await call(window!, 'desktop.setMenu', { commands })
    const item = main.electron.seen.menu
      .flatMap(({ submenu = [] }) => submenu)
      .find(({ id }) => id === 'mail.archive')!
    expect(item.label).toBe('Archive (E)')
    item.click!(item, own)
    expect([told(own!), told(window!)]).toEqual([[command('mail.archive')], []])
    item.click!(item, undefined)
    await vi.waitFor(() => expect(told(window!)).toEqual([command('mail.archive')]))
  })

  it('shows how many mails are unread', async () => {
    main = await startMain()
    const [keeper] = alive('/keeper.html')
    await call(keeper!, 'app.setBadge', { unread: 3 })
    const [tray] = main.electron.seen.trays
    expect([main.electron.seen.badge, tray!.toolTip]).toEqual([3, 'SalesInbox: 3 unread'])
    await call(keeper!, 'app.setBadge', { unread: 0 })
    expect([main.electron.seen.badge, tray!.toolTip]).toEqual([0, 'SalesInbox'])
  })

  it('tells of a mail unless it is quiet, and opens it when that is clicked', async () => {
    main = await startMain()
    const [window] = alive('/index.html')
    const [keeper] = alive('/keeper.html')
    load(window!)
    const note = { title: 'Anna · Renewal', body: 'Terms', tag: 'mail-7', mail: 7, context: 0 }
    await call(keeper!, 'app.notify', note)
    main.electron.seen.notes[0]!.emit('click')
    await vi.waitFor(() => expect(told(window!)).toEqual([command('mail.show', { ids: [7] })]))
    const notify = { about: [1, 2, 3, 4], quiet: false, from: 0, until: 0, weekends: false }
    await call(window!, 'app.setPreferences', { notify })
    await call(keeper!, 'app.notify', note)
    const quiet = { ...notify, about: [0], quiet: true, from: 18 * 60, until: 8 * 60 }
    await call(window!, 'app.setPreferences', { notify: quiet })
    try {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 25, 7, 59) })
      await call(keeper!, 'app.notify', note)
      expect(main.electron.seen.notes).toHaveLength(1)
      vi.setSystemTime(new Date(2026, 10, 25, 8, 0))
      await call(keeper!, 'app.notify', note)
      expect(main.electron.seen.notes).toHaveLength(2)
      // the list in front shows new mail, and no promise that is due
      window!.focused = true
      await call(keeper!, 'app.notify', note)
      expect(main.electron.seen.notes).toHaveLength(2)
      await call(keeper!, 'app.notify', { ...note, waits: true })
      expect(main.electron.seen.notes).toHaveLength(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('starts at login and takes mail links where the app is installed', async () => {
    main = await startMain({ prepare: ({ app }) => (app.isPackaged = true) })
    const [window] = alive('/index.html')
    expect(main.electron.seen.links).toEqual(['salesinbox'])
    expect(await call(window!, 'desktop.state', {})).toMatchObject({
      value: { startsAtLogin: false, takesMailLinks: false }
    })
    expect(await call(window!, 'desktop.startAtLogin', { on: true })).toMatchObject({
      value: { startsAtLogin: true }
    })
    expect(await call(window!, 'desktop.takeMailLinks', {})).toMatchObject({
      value: { takesMailLinks: true }
    })
    expect(await call(window!, 'desktop.startAtLogin', { on: false })).toMatchObject({
      value: { startsAtLogin: false }
    })
  })

  it('says that an app which is not installed can do neither', async () => {
    main = await startMain()
    expect(await call(alive('/index.html')[0]!, 'desktop.state', {})).toMatchObject({
      value: { startsAtLogin: null, takesMailLinks: null }
    })
    expect(main.electron.seen.links).toEqual([])
  })
})
