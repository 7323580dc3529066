import type { FolderRole, ServerFolder } from '../../shared/contract/mail.ts'

/** Roles that the server's LIST names, in the order in which a folder with several is taken. */
const byAttribute: [attribute: string, role: FolderRole][] = [
  ['\\inbox', 'inbox'],
  ['\\sent', 'sent'],
  ['\\drafts', 'drafts'],
  ['\\trash', 'trash'],
  ['\\junk', 'junk'],
  ['\\spam', 'junk'],
  ['\\archive', 'archive'],
  ['\\all', 'all'],
  ['\\allmail', 'all'],
  ['\\flagged', 'flagged'],
  ['\\starred', 'flagged'],
  ['\\important', 'important']
]
const byName: FolderRole[] = ['sent', 'drafts', 'trash', 'junk', 'archive']

export interface NameTable {
  languages: Record<string, Record<string, string[]>>
}

/** The role that a folded name means; names that mean several in different languages are left out. */
export function nameIndex(table: NameTable): Map<string, FolderRole> {
  const index = new Map<string, FolderRole | null>()
  for (const names of Object.values(table.languages)) {
    for (const role of byName) {
      for (const name of names[role] ?? []) {
        const key = foldName(name)
        const known = index.get(key)
        index.set(key, known === undefined || known === role ? role : null)
      }
    }
  }
  return new Map([...index].filter((entry): entry is [string, FolderRole] => entry[1] !== null))
}

/** Two spellings of one name fold to one text: case (the Turkish too), width, direction marks. */
export function foldName(name: string): string {
  return name
    .replace(/[\u200e\u200f]/g, '')
    .trim()
    .toLowerCase()
    .replace(/i\u0307/g, 'i')
    .normalize('NFKC')
}

export interface Listed {
  folder: ServerFolder
  attributes: Set<string>
}

/**
 * Says which folder has which role: the rep's choice, then the server's attributes, then the name. No role is given
 * twice. A role whose chosen folder is gone stays open unless the server itself names another: it is never remapped
 * by a guess. A choice of '' means that the role is not used.
 */
export function assignRoles(
  listed: Listed[],
  chosen: Record<string, string>,
  names: Map<string, FolderRole>
): void {
  const taken = new Set<FolderRole>()
  const give = (folder: ServerFolder, role: FolderRole, from: ServerFolder['roleFrom']) => {
    if (folder.role || taken.has(role) || !folder.selectable) return
    folder.role = role
    folder.roleFrom = from
    taken.add(role)
  }
  for (const { folder } of listed) if (folder.path.toUpperCase() === 'INBOX') give(folder, 'inbox', 'server')
  for (const [role, path] of Object.entries(chosen)) {
    if (!isRole(role)) continue
    if (path === '') taken.add(role)
    const folder = listed.find((one) => one.folder.path === path)?.folder
    if (folder) give(folder, role, 'rep')
  }
  const lower = listed.map(({ folder, attributes }) => ({
    folder,
    attributes: new Set([...attributes].map((attribute) => attribute.toLowerCase()))
  }))
  for (const [attribute, role] of byAttribute) {
    for (const { folder, attributes } of lower) if (attributes.has(attribute)) give(folder, role, 'server')
  }
  for (const { folder } of [...listed].sort(byWeight)) {
    const role = names.get(foldName(folder.name))
    if (role && !(role in chosen) && isTopLevel(folder)) give(folder, role, 'name')
  }
}

function isRole(role: string): role is FolderRole {
  return byAttribute.some(([, known]) => known === role)
}

/** At the top, below INBOX (Courier), or below [Gmail]: deeper ones are the rep's own order. */
function isTopLevel(folder: ServerFolder): boolean {
  return (
    folder.parent === '' ||
    folder.parent.toUpperCase() === 'INBOX' ||
    /^\[(gmail|google mail)\]$/i.test(folder.parent)
  )
}

/** More messages first, then shallower, then by name. */
function byWeight(a: Listed, b: Listed): number {
  const depth = (one: Listed) => one.folder.path.split(one.folder.delimiter || '\0').length
  return (
    (b.folder.status?.messages ?? 0) - (a.folder.status?.messages ?? 0) ||
    depth(a) - depth(b) ||
    (a.folder.path < b.folder.path ? -1 : 1)
  )
}
