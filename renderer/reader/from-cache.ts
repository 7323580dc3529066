import type { ThreadMail } from '../cache/index.ts'
import type { ReaderMessage } from './model.ts'

/** A mail of the cache as the reader shows it. */
export function fromCache(mail: ThreadMail, snippet: string): ReaderMessage {
  const { message, folder, body } = mail
  return {
    ...message,
    folder: folder.path,
    uidValidity: folder.cursor?.uidValidity ?? '',
    uid: mail.uid,
    flags: mail.flags,
    files: mail.files,
    context: mail.context,
    snippet: snippet || (body?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 200),
    body: body ?? null
  }
}
