import type { FolderRole, ServerFolder } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { Flag } from '../../../shared/mail/message.ts'
import type { Folder, State } from './state.ts'

export const delimiter = '/'

export const standardFolders: [path: string, role: FolderRole][] = [
  ['INBOX', 'inbox'],
  ['Drafts', 'drafts'],
  ['Sent', 'sent'],
  ['Archive', 'archive'],
  ['Junk', 'junk'],
  ['Trash', 'trash']
]

/** As a server would list them. @param chosen folders by role, as the rep said; '' for a role that is not used */
export function listFolders(state: State, chosen: Record<string, string>): ServerFolder[] {
  return [...state.folders.values()].map((folder) => {
    const own = chosen[folder.role]
    const given = Object.entries(chosen).find(([, path]) => path === folder.path)?.[0] as
      FolderRole | undefined
    const isInbox = folder.role === 'inbox'
    const role = isInbox ? 'inbox' : (given ?? (own === undefined || own === folder.path ? folder.role : ''))
    const levels = folder.path.split(delimiter)
    let unseen = 0
    for (const mail of folder.mails.values()) if (!(mail.flags & Flag.seen)) unseen++
    return {
      path: folder.path,
      name: levels.at(-1) ?? folder.path,
      delimiter,
      parent: levels.slice(0, -1).join(delimiter),
      role,
      roleFrom: role === '' ? '' : given && !isInbox ? 'rep' : 'server',
      selectable: true,
      subscribed: true,
      status: {
        messages: folder.mails.size,
        unseen,
        uidNext: uidNextOf(folder),
        uidValidity: String(folder.validity),
        modseq: String(modseqOf(folder))
      }
    }
  })
}

/** When this folder last changed: what happens in another one is no news here. */
export function modseqOf(folder: Folder): number {
  let modseq = Math.max(1, folder.gone.at(-1)?.modseq ?? 1)
  for (const mail of folder.mails.values()) modseq = Math.max(modseq, mail.modseq)
  return modseq
}

/** Above every UID that this folder ever had; what comes next is above it, not always this. */
export function uidNextOf(folder: Folder): number {
  let last = 0
  for (const { uid } of folder.gone) last = Math.max(last, uid)
  for (const uid of folder.mails.keys()) last = Math.max(last, uid)
  return last + 1
}

/** Throws mail.badFolderName for what would be no name in a list. */
export function checkName(path: string): void {
  const bad =
    path.split(delimiter).some((level) => level.trim() === '' || level !== level.trim()) ||
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f]/.test(path) ||
    Buffer.byteLength(path) > 250
  if (bad) throw new AppError('mail.badFolderName', { name: path.slice(0, 100) })
}
