import type { Session, WebContents } from 'electron'
import { mayOpen } from '../host/links.ts'
import { origin } from './origin.ts'

/** What the page may ask of the system: to copy, to notify, to keep its database. Camera, place, devices: never. */
const permitted = ['clipboard-sanitized-write', 'notifications', 'persistent-storage']
/** The documents that a window may show; mail and files show in frames only. */
const documents = ['/', '/index.html', '/keeper.html']

const isOurs = (url: string): boolean => url === origin || url.startsWith(`${origin}/`)

function isDocument(url: string): boolean {
  return isOurs(url) && documents.includes(new URL(url).pathname)
}

/** Denies what a page may ask of the system, and downloads of anything but our own files. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(permitted.includes(permission) && details.isMainFrame && isOurs(contents.getURL()))
  )
  session.setPermissionCheckHandler(
    (_contents, permission, requesting) => permitted.includes(permission) && isOurs(requesting)
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    const url = item.getURL()
    if (!url.startsWith(`${origin}/file/`) && !url.startsWith(`blob:${origin}/`)) event.preventDefault()
  })
}

/**
 * Whatever is shown stays where it is: no navigation but a reload, no new window, no webview. What would have opened
 * goes to the system's browser, when its scheme may leave the app.
 */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? isDocument(event.url) : isOurs(event.url)
    if (!allowed) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) openLink(url)
    return { action: 'deny' }
  })
}
