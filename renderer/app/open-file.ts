import { openedFolder } from '../../shared/contract/desktop.ts'
import type { Session } from '../bridge-context.ts'
import { showToast } from '../ui/toast.ts'
import { desktop as words } from '../words/en/desktop.ts'
import { openOwn } from './own-window.ts'

/** Shows an .eml file in a window of its own; nothing of it comes into a mailbox. */
export async function openMailFile(session: Session, file: File): Promise<void> {
  if (!/\.eml$/i.test(file.name)) return void showToast({ text: words.file.notMail })
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { hash } = await session.bridge.call('files.put', { account: openedFolder, bytes })
    await openOwn(session, { kind: 'file', hash })
  } catch {
    showToast({ text: words.file.failed })
  }
}

/** Asks the rep for a file. A page may do so only while it answers a press. */
export function chooseMailFile(onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.eml,message/rfc822'
  input.onchange = () => {
    const [file] = input.files ?? []
    if (file) onFile(file)
  }
  input.click()
}

/** Files that are dropped on the window: a mail is shown, any other would take the place of the page. */
export function takeDrops(target: Window, onFile: (file: File) => void): () => void {
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
  const over = (event: DragEvent): void => {
    if (carriesFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    // the composer and the pages that import take their own
    if (event.defaultPrevented || !carriesFiles(event)) return
    event.preventDefault()
    const [file] = event.dataTransfer?.files ?? []
    if (file) onFile(file)
  }
  target.addEventListener('dragover', over)
  target.addEventListener('drop', drop)
  return () => {
    target.removeEventListener('dragover', over)
    target.removeEventListener('drop', drop)
  }
}
