/** Why a mail looks personal: its sender says so, its subject, or the folder that it lies in. */
export type PersonalBy = 'sender' | 'subject' | 'folder'

/** RFC 2156 and RFC 4021: what a sender may say of a mail, but for its opposite. */
const sensitive = new Set(['personal', 'private', 'company-confidential'])

/** As people write it in the five languages; "private" alone is also what a private cloud is, so marks stand apart. */
const marks =
  'personal|private|privat|persönlich|persoenlich|vertraulich|confidential|personnel|personnelle|privé|prive|confidentiel|confidentielle|privado|privada|confidencial'
/** What answers and forwarded mail begin with. */
const replies = '(?:\\s*(?:re|fw|fwd|aw|wg|rv|tr|sv|vs)\\s*:)*'
/** In brackets anywhere, or at the start before a colon or a dash. */
const marked = new RegExp(
  `[\\[(]\\s*(?:${marks})\\s*[\\])]|^${replies}\\s*(?:${marks})\\s*(?::|[-–—|]\\s)|^${replies}\\s*(?:${marks})\\s*$`,
  'iu'
)
const folders = new RegExp(
  `^(?:${marks}|private mail|private mails|persönliches|privates|personal mail)$`,
  'iu'
)

/** `sensitivity`: the header's value. */
export function personalBy(mail: { subject: string; sensitivity?: string | undefined }): PersonalBy | null {
  if (sensitive.has((mail.sensitivity ?? '').trim().toLowerCase())) return 'sender'
  return marked.test(mail.subject) ? 'subject' : null
}

/** Whether a folder is one of these, or lies below one. `delimiters`: what may stand between levels. */
export const liesIn = (path: string, folders: readonly string[], delimiters = '/.'): boolean =>
  folders.some(
    (one) => path === one || (path.startsWith(one) && delimiters.includes(path[one.length] ?? '\n'))
  )

/** Whether a folder is one that the rep marked, or was one before it got its name. */
export const isMarked = (
  folder: { path: string; delimiter: string; formerly?: readonly string[] | undefined },
  marks: readonly string[]
): boolean => [folder.path, ...(folder.formerly ?? [])].some((path) => liesIn(path, marks, folder.delimiter))

/** These folders once `from` is called `to`. */
export const renamedIn = (
  folders: readonly string[],
  from: string,
  to: string,
  delimiter: string
): string[] => folders.map((one) => (liesIn(one, [from], delimiter) ? to + one.slice(from.length) : one))

/** Whether what lies in a folder of this name is personal. */
export const isPersonalFolder = (name: string): boolean => folders.test(name.trim())
