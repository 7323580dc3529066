import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BrowserWindow } from './stand-in.ts'
import { startMain } from './start-main.ts'

let main: Awaited<ReturnType<typeof startMain>>
afterEach(() => main.stop())
const windows = () => main.electron.seen.windows
const urlOf = (window: BrowserWindow): string => window.webContents.getURL()
const alive = (path: string) => windows().filter((one) => !one.isDestroyed() && urlOf(one).endsWith(path))

describe('the keeper in Electron', () => {
  it('runs hidden and at full speed, and outlives the last window', async () => {
    main = await startMain()
    const [keeper] = alive('/keeper.html')
    expect(keeper!.options).toMatchObject({ show: false, webPreferences: { backgroundThrottling: false } })
    alive('/index.html')[0]!.close()
    main.electron.app.emit('window-all-closed')
    expect(alive('/keeper.html')).toEqual([keeper])
    expect(main.electron.seen.exits).toEqual([])
    // what brings the window back: the dock, the tray, a second start
    main.electron.app.emit('activate')
    expect(alive('/index.html')).toHaveLength(1)
    main.electron.seen.trays[0]!.emit('click')
    main.electron.app.emit('second-instance', {}, ['salesinbox'])
    expect(alive('/index.html')).toHaveLength(1)
  })

  it('comes back after a crash', async () => {
    main = await startMain()
    alive('/keeper.html')[0]!.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(alive('/keeper.html')).toHaveLength(0)
    await vi.waitFor(() => expect(alive('/keeper.html')).toHaveLength(1), 3000)
  })
})

describe('the window', () => {
  it('reloads when its page dies', async () => {
    main = await startMain()
    const [window] = alive('/index.html')
    window!.webContents.emit('render-process-gone', {}, { reason: 'oom' })
    expect(window!.webContents.reloads).toBe(1)
  })

  it('comes back where it was, and never off screen', async () => {
    main = await startMain()
    alive('/index.html')[0]!.close()
    main.electron.app.emit('activate')
    expect(alive('/index.html')[0]!.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 })
    main.electron.screen.getAllDisplays = () => [{ workArea: { x: 5000, y: 0, width: 800, height: 600 } }]
    alive('/index.html')[0]!.close()
    main.electron.app.emit('activate')
    const { options } = alive('/index.html')[0]!
    expect(options).toMatchObject({ width: 800, height: 600 })
    expect(options).not.toHaveProperty('x')
  })

  it('lives without a tray', async () => {
    main = await startMain({
      prepare(electron) {
        Object.assign(electron.Tray.prototype, {
          setToolTip() {
            throw new Error('no tray')
          }
        })
      }
    })
    expect(alive('/index.html')).toHaveLength(1)
  })
})

describe('start and quit', () => {
  it('quits cleanly: the core is closed and the folder is free', async () => {
    main = await startMain()
    const lock = join(main.dataFolder, 'lock')
    expect(existsSync(lock)).toBe(true)
    main.electron.app.quit()
    main.electron.app.quit()
    await vi.waitFor(() => expect(main.electron.seen.exits).toEqual([0]), 9000)
    expect(existsSync(lock)).toBe(false)
    expect(windows().filter((one) => !one.isDestroyed() && urlOf(one).endsWith('/keeper.html'))).toEqual([])
  })

  it('a second one hands over and opens nothing', async () => {
    main = await startMain({ windows: 0, prepare: ({ seen }) => (seen.firstInstance = false) })
    expect(main.electron.seen.order).toContain('quit')
    expect(windows()).toEqual([])
  })

  it('is refused with words on a folder that another shell holds', async () => {
    const holder = spawn('sleep', ['30'])
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('ended')
    })
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    try {
      main = await startMain({
        windows: 0,
        prepare: ({ app }) => {
          const set = app.setPath
          app.setPath = (name, path) => {
            set(name, path)
            if (name === 'userData')
              writeFileSync(join(path, 'lock'), JSON.stringify({ pid: holder.pid, began: '' }))
          }
        }
      })
      await vi.waitFor(() => expect(main.electron.seen.boxes[0]).toMatch(/already running on this folder/))
      expect(exit).toHaveBeenCalledWith(2)
      expect(windows()).toEqual([])
      expect(String(silent.mock.calls[0])).toContain(`process ${holder.pid}`)
    } finally {
      holder.kill()
      exit.mockRestore()
      silent.mockRestore()
    }
  })

  it("keeps Chromium's files in a folder of their own, and settings to the rep alone", async () => {
    main = await startMain()
    expect(main.electron.app.getPath('sessionData')).toBe(join(main.dataFolder, 'profile'))
    const log = readFileSync(join(main.dataFolder, 'logs', 'salesinbox.log'), 'utf8')
    expect(log).toContain('"event":"started","shell":"electron"')
  })

  it('has no developer tools in the menu of a packed app', async () => {
    main = await startMain({ prepare: ({ app }) => (app.isPackaged = true) })
    expect(JSON.stringify(main.electron.seen.menu)).not.toMatch(/toggleDevTools|"reload"/)
    expect(JSON.stringify(main.electron.seen.menu)).toContain('editMenu')
  })
})
