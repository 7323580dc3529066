import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type DesktopState, openedFolder } from '../../shared/contract/desktop.ts'
import type { Services } from '../../shared/contract/index.ts'
import { diskError, errnoOf } from '../../shared/disk-error.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'

type Handlers = Pick<Services, Extract<keyof Services, `desktop.${string}`>>

/** Larger files are no mails. */
const largestMail = 150 * 1024 * 1024

export interface DesktopDeps {
  host: Pick<Host, 'desktop'>
  putStream(account: string, stream: AsyncIterable<Uint8Array>): Promise<{ hash: string }>
  removeFiles(account: string): Promise<void>
}

/** What the desktop lends the page, and the files that it opens here. */
export function createDesktop({ host, putStream, removeFiles }: DesktopDeps) {
  const { desktop } = host
  const state = (): DesktopState => ({
    startsAtLogin: desktop?.startsAtLogin() ?? null,
    takesMailLinks: desktop?.takesMailLinks() ?? null
  })
  const handlers: Handlers = {
    'desktop.state': state,
    'desktop.startAtLogin': ({ on }) => {
      desktop?.startAtLogin(on)
      return state()
    },
    'desktop.takeMailLinks': async () => {
      await desktop?.takeMailLinks()
      return state()
    },
    'desktop.openWindow': (window) => {
      desktop?.openWindow(window)
      return { opened: desktop !== null }
    },
    'desktop.setMenu': ({ commands }) => {
      desktop?.setMenu(commands)
      return {}
    }
  }

  return {
    handlers,
    /** What was opened in an earlier run is forgotten. */
    clear: () => removeFiles(openedFolder),
    /** Takes an .eml file of the rep's in, so that a window can show it. Throws file.notFound and disk errors. */
    async openFile(path: string): Promise<{ hash: string }> {
      const found = await stat(path).catch((error: unknown) => {
        throw errnoOf(error) === 'ENOENT' ? new AppError('file.notFound') : diskError(error)
      })
      if (!found.isFile() || found.size > largestMail) throw new AppError('file.notFound')
      const { hash } = await putStream(openedFolder, createReadStream(path))
      return { hash }
    }
  }
}
