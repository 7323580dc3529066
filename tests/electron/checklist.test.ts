import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractVersion } from '../../shared/contract/index.ts'
import { startMain } from './start-main.ts'
import type { StandInContents } from './stand-in.ts'

/** Electron's own security checklist, point by point, as far as main's start can be read for it. */

const root = join(import.meta.dirname, '../..')
let main: Awaited<ReturnType<typeof startMain>>
beforeAll(async () => {
  main = await startMain()
})
afterAll(() => main.stop())
const seen = () => main.electron.seen
const preferences = () => seen().windows.map(({ options }) => options.webPreferences)
const page = async (path: string, init: RequestInit = {}): Promise<Response> =>
  seen().handlers.get('app')!(new Request(`app://salesinbox${path}`, init))

describe("Electron's checklist", () => {
  it('1 loads secure content only', async () => {
    const loads = seen().order.filter((one) => one.startsWith('load '))
    expect(loads.sort()).toEqual(['load app://salesinbox/index.html', 'load app://salesinbox/keeper.html'])
    const policy = (await page('/')).headers.get('content-security-policy')!
    expect(policy).not.toMatch(/http:|https:|ws:|\*/)
  })
  it('2 gives no page Node', () => {
    for (const one of preferences())
      expect(one).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false
      })
  })
  it('3 isolates the context', () => {
    for (const one of preferences()) expect(one).toMatchObject({ contextIsolation: true })
  })
  it('4 sandboxes every process, before any exists', () => {
    for (const one of preferences()) expect(one).toMatchObject({ sandbox: true })
    const { order } = seen()
    expect(order.indexOf('enableSandbox')).toBeLessThan(order.indexOf('ready'))
  })
  it('5 answers every permission request, nearly always with no', () => {
    const { request, check, device } = main.electron.session.defaultSession
    const ours = { getURL: () => 'app://salesinbox/index.html' }
    const ask = (permission: string, contents: object = ours, isMainFrame = true): boolean => {
      let granted = true
      request!(contents as StandInContents, permission, (given: boolean) => (granted = given), {
        isMainFrame
      })
      return granted
    }
    for (const one of [
      'media',
      'geolocation',
      'display-capture',
      'fullscreen',
      'openExternal',
      'clipboard-read',
      'hid',
      'midi'
    ])
      expect([one, ask(one), check!(null, one, 'app://salesinbox/')]).toEqual([one, false, false])
    expect(ask('clipboard-sanitized-write')).toBe(true)
    expect(ask('clipboard-sanitized-write', ours, false)).toBe(false)
    expect(ask('notifications', { getURL: () => 'https://evil.example/' })).toBe(false)
    expect(check!(null, 'notifications', 'https://evil.example/')).toBe(false)
    expect(check!(null, 'notifications', 'app://salesinbox.evil.example/')).toBe(false)
    expect(device!()).toBe(false)
  })
  it('6 keeps web security on', () => {
    for (const one of preferences()) expect(one).toMatchObject({ webSecurity: true })
  })
  it('7 sends a policy with the page', async () => {
    for (const path of ['/', '/index.html', '/keeper.html']) {
      const response = await page(path)
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/
      )
      await response.body?.cancel()
    }
  })
  it('8 runs no insecure content', () => {
    for (const one of preferences()) expect(one).toMatchObject({ allowRunningInsecureContent: false })
  })
  it('9, 10 switches no experiment and no blink feature on', () => {
    for (const one of preferences()) {
      expect(one).toMatchObject({ experimentalFeatures: false })
      expect(one).not.toHaveProperty('enableBlinkFeatures')
    }
  })
  it('11, 12 has no webviews, and lets none be attached', () => {
    for (const { webContents, options } of seen().windows) {
      expect(options.webPreferences).toMatchObject({ webviewTag: false })
      expect(prevented(webContents, 'will-attach-webview', {})).toBe(true)
    }
  })
  it('13 navigates nowhere', () => {
    for (const { webContents } of seen().windows) {
      const go = (url: string, isMainFrame: boolean): boolean =>
        !prevented(webContents, 'will-frame-navigate', { url, isMainFrame })
      expect(go('app://salesinbox/index.html', true)).toBe(true)
      for (const url of [
        'https://evil.example/',
        'app://salesinbox.evil.example/',
        'app://evil/index.html',
        'app://salesinbox/mail/abc',
        'app://salesinbox/file/abc',
        'file:///etc/passwd',
        'data:text/html,x',
        'javascript:alert(1)',
        'about:blank'
      ])
        expect([url, go(url, true)]).toEqual([url, false])
      // a mail's frame: its own address, and nothing that its links lead to
      expect(go('app://salesinbox/mail/abc', false)).toBe(true)
      expect(go('https://evil.example/', false)).toBe(false)
      expect(prevented(webContents, 'will-redirect', { url: 'app://salesinbox/' })).toBe(true)
    }
  })
  it('14 opens no windows', () => {
    for (const { webContents } of seen().windows)
      for (const url of ['https://a.example/', 'app://salesinbox/', 'about:blank', 'file:///etc/passwd'])
        expect(webContents.windowOpen!({ url })).toEqual({ action: 'deny' })
  })
  it('15 hands the system only addresses whose scheme may leave the app', async () => {
    seen().opened.length = 0
    const { webContents } = seen().windows[0]!
    for (const url of [
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'ms-msdt:/id',
      'app://x',
      'nonsense'
    ])
      webContents.windowOpen!({ url })
    expect(seen().opened).toEqual([])
    for (const url of ['https://a.example/', 'mailto:a@b.example', 'tel:+49'])
      webContents.windowOpen!({ url })
    expect(seen().opened).toEqual(['https://a.example/', 'mailto:a@b.example', 'tel:+49'])
  })
  it('16 pins a current Electron', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number.parseInt(devDependencies['electron']!)).toBeGreaterThanOrEqual(45)
  })
  it('17 checks the sender of each IPC message, on the one channel there is', async () => {
    expect(main.electron.ipcMain.eventNames()).toEqual(['bridge'])
    const [window] = seen().windows
    const ask = (frame: object): Promise<unknown> =>
      new Promise((done) => {
        const event = {
          sender: window!.webContents,
          senderFrame: frame,
          reply: (_c: string, answer: unknown) => done(answer)
        }
        main.electron.ipcMain.emit('bridge', event, {
          version: contractVersion,
          id: 1,
          name: 'app.info',
          input: {}
        })
        setTimeout(() => done(window!.webContents.sent.at(-1)), 300)
      })
    const { mainFrame } = window!.webContents
    expect(await ask({ ...mainFrame, parent: mainFrame })).toMatchObject({
      error: { code: 'contract.notAllowed' }
    })
    expect(await ask({ ...mainFrame, origin: 'https://evil.example' })).toMatchObject({
      error: { code: 'contract.notAllowed' }
    })
    expect(await ask(mainFrame)).toMatchObject({ value: { shell: 'electron', origin: 'app://salesinbox' } })
  })
  it('18 uses a scheme of its own in place of file://, registered in time', async () => {
    const { order, schemes } = seen()
    expect(order.indexOf('registerSchemes')).toBeLessThan(order.indexOf('ready'))
    expect(schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    expect(schemes[0]!.privileges).not.toHaveProperty('bypassCSP')
    for (const path of ['/../package.json', '/..%2f..%2fpackage.json', '/%00', '/%zz', '/nothing'])
      expect([path, (await page(path)).status]).toEqual([path, 404])
    expect((await page('/', { method: 'POST' })).status).toBe(405)
    expect((await seen().handlers.get('app')!(new Request('app://evil/index.html'))).status).toBe(403)
  })
  it('19 sets the fuses when it is packed', () => {
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    for (const fuse of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false'
    ])
      expect(config).toContain(`  ${fuse}`)
  })
  it('keeps what a crash leaves in the data folder, and sends it nowhere', () => {
    const [started] = seen().order.filter((one) => one.startsWith('crashReporter'))
    expect(started).toBe(`crashReporter {"uploadToServer":false} ${join(main.dataFolder, 'crashes')}`)
    expect(seen().order.indexOf(started!)).toBeLessThan(seen().order.indexOf('ready'))
  })
  it('20 shows a page one door and nothing of Electron', async () => {
    const { contextBridge, ipcRenderer } = main.electron
    await import('../../electron/preload.ts')
    expect(Object.keys(contextBridge.exposed)).toEqual(['bridge'])
    const door = contextBridge.exposed['bridge'] as unknown as NonNullable<typeof globalThis.bridge>
    expect(Object.keys(door).sort()).toEqual(['listen', 'send'])
    const heard: unknown[][] = []
    door.listen(() => undefined)
    door.listen((...args: unknown[]) => heard.push(args))
    ipcRenderer.emit('bridge', { sender: 'electron' }, { id: 1 })
    // the event, with its sender and ports, stays in the preload
    expect(heard).toEqual([[{ id: 1 }]])
    expect(ipcRenderer.listenerCount('bridge')).toBe(1)
    door.send({ id: 2 })
    expect(ipcRenderer.sent).toEqual([['bridge', { id: 2 }]])
  })
})

function prevented(contents: StandInContents, name: string, more: object): boolean {
  let stopped = false
  contents.emit(name, { ...more, preventDefault: () => (stopped = true) })
  return stopped
}
