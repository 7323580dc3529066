import iconv from 'iconv-lite'

/** The account whose folders a file may name. */
export interface FolderOwner {
  user: string
  host: string
}

/** Levels of a folder named by Thunderbird's URI. `guessed`: it lies somewhere else there, and has the same name here. */
export interface NamedFolder {
  path: string[]
  guessed: boolean
}

/** Null: not a folder of this account, nor of Local Folders: the rep is asked. */
export function folderOf(uri: string, owner: FolderOwner | null): NamedFolder | null {
  const [, scheme, user, host, rest] = /^(imap|mailbox):\/\/([^@/]*)@([^/]+)\/(.+)$/.exec(uri) ?? []
  if (!scheme || user === undefined || !host || !rest) return null
  const path = levelsOf(rest)
  if (!path) return null
  const server = decoded(host)?.replace(/:\d+$/, '').toLowerCase()
  if (scheme === 'mailbox') return server === 'local folders' ? { path, guessed: true } : null
  const ours =
    owner !== null &&
    server === owner.host.toLowerCase() &&
    decoded(user)?.toLowerCase() === owner.user.toLowerCase()
  return ours ? { path, guessed: false } : null
}

export function uriOf(path: readonly string[], owner: FolderOwner): string {
  const encoded = path.map((level) => encodeURIComponent(level)).join('/')
  return `imap://${encodeURIComponent(owner.user)}@${owner.host}/${encoded}`
}

function levelsOf(rest: string): string[] | null {
  const levels: string[] = []
  for (const part of rest.split('/')) {
    const text = decoded(part)
    // what leads out of the folders, or into another one than it says
    if (!text || text === '.' || text === '..' || /[/\\\p{Cc}]/u.test(text)) return null
    levels.push(fromModifiedUtf7(text))
  }
  if (levels[0]?.toUpperCase() === 'INBOX') levels[0] = 'INBOX'
  return levels.length > 50 || levels.some(({ length }) => length > 500) ? null : levels
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** RFC 3501 5.1.3, where it is that: an `&` may also stand for itself. */
function fromModifiedUtf7(name: string): string {
  if (!/&[A-Za-z0-9+,]+-/.test(name) || /[^\x20-\x7e]/.test(name)) return name
  const text = iconv.decode(Buffer.from(name, 'latin1'), 'utf-7-imap')
  return iconv.encode(text, 'utf-7-imap').toString('latin1') === name ? text : name
}
