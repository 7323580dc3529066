import { useEffect } from 'react'
import type { MenuCommand } from '../../shared/contract/desktop.ts'
import { type Session, useSession } from '../bridge-context.ts'
import { useFolders } from '../cache/index.ts'
import { app } from '../words/en/app.ts'
import { desktop as words } from '../words/en/desktop.ts'
import { allCommands, type Command, runCommand, subscribeCommands } from './commands.ts'
import { openMailFile, takeDrops } from './open-file.ts'

/** Commands come and go with the views: a menu is made anew when they have settled, ms. */
const settle = 300

/** What a menu lists: all that the palette offers, and what has a key of its own. */
export function menuCommands(commands: readonly Command[]): MenuCommand[] {
  return commands
    .filter(({ hidden, keys }) => !hidden || keys?.length)
    .map(({ id, words: label, group, keys = [] }) => ({ id, words: label, group, keys }))
}

/** Lets the system's menus have the commands of this window. */
function useMenu(): void {
  const { bridge, info } = useSession()
  useEffect(() => {
    if (info.shell !== 'electron') return
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = ''
    const say = (): void => {
      const commands = menuCommands(allCommands())
      const now = JSON.stringify(commands)
      if (now === last) return
      last = now
      void bridge.call('desktop.setMenu', { commands }).catch(() => undefined)
    }
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(say, settle)
    }
    later()
    const off = subscribeCommands(later)
    return () => {
      clearTimeout(timer)
      off()
    }
  }, [bridge, info.shell])
}

/** Where a browser is the shell, the page tells of new mail itself, if the browser lets it. */
function useNotes(): void {
  const { bridge } = useSession()
  useEffect(
    () =>
      bridge.on('app.noted', ({ title, body, tag, mail }) => {
        if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus())
          return
        const note = new Notification(title, { body, tag })
        note.onclick = () => {
          window.focus()
          if (mail !== null) runCommand('mail.show', { ids: [mail] })
          note.close()
        }
      }),
    [bridge]
  )
}

/** How many mails of the inboxes are unread, where the rep sees it from another tab or window. */
function useTitle(): void {
  const unread = useFolders().reduce((sum, one) => sum + (one.role === 'inbox' ? one.shownUnread : 0), 0)
  useEffect(() => {
    document.title = words.unreadIn(unread, app.name)
  }, [unread])
}

/** In every window: a mail file that is dropped on it is shown, and none takes the place of the page. */
export function useDroppedMail(session: Session): void {
  useEffect(() => takeDrops(window, (file) => void openMailFile(session, file)), [session])
}

/** What ties the main window to the desktop around it. */
export function Desktop() {
  const session = useSession()
  useMenu()
  useNotes()
  useTitle()
  useDroppedMail(session)
  return null
}
