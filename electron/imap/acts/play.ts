import type { Act, ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Link } from '../link.ts'
import { append } from './append.ts'
import { createFolder, deleteFolder, renameFolder } from './folders.ts'
import { changeFlags, emptyFolder, expunge, readAll } from './messages.ts'
import { copy, move } from './move.ts'

/** Plays one act. Each asks first whether it was done already, so a lost answer does no harm. Throws AppError. */
export async function play(link: Link, act: Act, bytes: Uint8Array | null): Promise<ActResult> {
  switch (act.kind) {
    case 'flags':
      return await changeFlags(link, act)
    case 'move':
      return await move(link, act)
    case 'copy':
      return await copy(link, act)
    case 'expunge':
      return await expunge(link, act)
    case 'readAll':
      return await readAll(link, act)
    case 'append': {
      if (!bytes) throw new AppError('app.internal')
      const { folder, flags, replaces, content } = act
      return await append(link, {
        folder,
        flags,
        replaces,
        bytes,
        messageId: content.messageId,
        date: content.date
      })
    }
    case 'createFolder':
      return await createFolder(link, act)
    case 'renameFolder':
      return await renameFolder(link, act)
    case 'deleteFolder':
      return await deleteFolder(link, act)
    case 'emptyFolder':
      return await emptyFolder(link, act)
  }
}
