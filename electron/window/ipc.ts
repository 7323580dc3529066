import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { Payload } from '../../shared/contract/index.ts'
import type { Core } from '../core.ts'
import type { Log } from '../host/host.ts'
import type { Caller } from '../router.ts'
import { channel } from './channel.ts'
import { origin } from './origin.ts'

/**
 * The contract over Electron's IPC. Only the main frame of a window of ours, showing our own page, is listened to;
 * all others get contract.notAllowed.
 * @param isOurWindow whether main itself made this window
 */
export function serveIpc(deps: {
  ipcMain: Pick<IpcMain, 'on' | 'off'>
  core: Pick<Core, 'router' | 'onEvent'>
  log: Log
  isOurWindow(contents: WebContents): boolean
}): { tell(contents: WebContents, command: string, argument?: unknown): void; close(): void } {
  const { core, log } = deps
  const pages = new Map<WebContents, Caller>()
  let callers = 0

  function refusal(event: IpcMainEvent): string | null {
    const frame = event.senderFrame
    if (!deps.isOurWindow(event.sender)) return 'window'
    // null: it navigated away or is gone since
    if (frame === null || frame.detached || frame.parent !== null) return 'frame'
    return frame.origin === origin ? null : 'origin'
  }

  /** A page is a caller from its first message until its window shows another page or none. */
  function callerOf(contents: WebContents): Caller {
    const known = pages.get(contents)
    if (known) return known
    const caller = { id: ++callers, refused: null }
    pages.set(contents, caller)
    const gone = (): void => {
      contents.off('did-navigate', gone)
      contents.off('render-process-gone', gone)
      contents.off('destroyed', gone)
      if (pages.get(contents) === caller) pages.delete(contents)
      core.router.leave(caller.id)
    }
    contents.on('did-navigate', gone)
    contents.on('render-process-gone', gone)
    contents.on('destroyed', gone)
    return caller
  }

  function send(contents: WebContents, message: unknown): void {
    if (!contents.isDestroyed()) contents.send(channel, message)
  }

  function receive(event: IpcMainEvent, message: unknown): void {
    const contents = event.sender
    const why = refusal(event)
    if (why !== null) {
      log.warn('bridge.refused', { why })
      void core.router
        .handle(message, { id: 0, refused: why })
        .then((reply) => reply && event.reply(channel, reply))
      return
    }
    const caller = callerOf(contents)
    void core.router.handle(message, caller).then((reply) => {
      if (reply && pages.get(contents) === caller) send(contents, reply)
    })
  }

  deps.ipcMain.on(channel, receive)
  const off = core.onEvent((event, payload) => {
    for (const contents of pages.keys()) send(contents, { event, payload })
  })
  return {
    /** Asks the page of this window alone for one of its commands. */
    tell(contents, command, argument) {
      const payload: Payload<'app.command'> =
        argument === undefined ? { command } : { command, argument: JSON.stringify(argument) }
      send(contents, { event: 'app.command', payload })
    },
    close() {
      off()
      deps.ipcMain.off(channel, receive)
      for (const { id } of pages.values()) core.router.leave(id)
      pages.clear()
    }
  }
}
