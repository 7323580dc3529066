import type { FolderRole } from '../../shared/contract/mail.ts'
import { type Outcome, settled } from '../../shared/filters/outcome.ts'
import { Flag } from '../../shared/mail/message.ts'
import { folderOfLevels, pathOfLevels } from './folder-paths.ts'
import type { Deed, Operation, Place, Target } from './outbox-types.ts'
import type { FolderRow } from './types.ts'

/** A mail and what filters want done with it. */
export interface Filtered {
  target: Target
  flags: number
  /** Numbers of the folders that hold it, and of those that it is taken out of when it goes elsewhere. */
  holds: readonly number[]
  from: readonly number[]
  outcome: Outcome
}

export interface Filing {
  operations: Operation[]
  /** Mails that wait for a folder, and the paths of such folders. */
  waiting: Target[]
  missing: string[]
}

/** Mails in one operation: each is one command on the wire. */
const atOnce = 500

/**
 * Makes what filters want of an account's mails into operations: flags first, copies next, moves last.
 * @param hopeless paths that the server does not make: what asks for them is left out
 */
export function filingOf(
  account: string,
  folders: readonly FolderRow[],
  mails: readonly Filtered[],
  hopeless: ReadonlySet<string> = new Set()
): Filing {
  const groups = {
    flags: createGroups(),
    copies: createGroups(),
    moves: createGroups(),
    forwards: createGroups()
  }
  const missing = new Set<string>()
  const waiting: Target[] = []

  const roleOf = (id: number): FolderRole => folders.find((folder) => folder.id === id)?.role ?? ''
  const byRole = (role: FolderRole): FolderRow | null =>
    folders.find((folder) => folder.role === role && folder.selectable) ?? null
  function destination(to: Outcome['to']): FolderRow | null {
    if (Array.isArray(to)) return folderOfLevels(folders, to)
    // Gmail has no Archive: what leaves the inbox stays in All Mail
    if (to === 'archive') return byRole('archive') ?? byRole('all')
    return to === null ? null : byRole(to)
  }

  for (const mail of mails) {
    const { to, copies } = settled(mail.outcome)
    const lacks = [...copies, ...(Array.isArray(to) ? [to] : [])].flatMap((levels) =>
      folderOfLevels(folders, levels) ? [] : pathOfLevels(folders, levels)
    )
    const toMake = lacks.filter((path) => !hopeless.has(path))
    if (toMake.length > 0) {
      for (const path of toMake) missing.add(path)
      waiting.push(mail.target)
      continue
    }
    fileOne(mail, to, copies)
  }

  function fileOne(mail: Filtered, to: Outcome['to'], copies: string[][]): void {
    const { target, outcome } = mail
    const isJunk = (mail.flags & Flag.junk) !== 0 || mail.holds.some((id) => roleOf(id) === 'junk')
    const [add, remove] = marks(mail, isJunk)
    if (add.length + remove.length > 0)
      groups.flags.put(JSON.stringify([add, remove]), target, (targets) => ({
        deed: { kind: 'flags', targets, add, remove },
        inverse: { kind: 'flags', targets, add: remove, remove: add }
      }))
    const rescued = isJunk && outcome.junk === false
    const goal = destination(to) ?? (rescued ? byRole('inbox') : null)
    for (const levels of copies) {
      const folder = folderOfLevels(folders, levels)
      if (!folder || folder.id === goal?.id || mail.holds.includes(folder.id)) continue
      const place = placeOf(folder)
      groups.copies.put(`${folder.id}`, target, (targets) => ({
        deed: { kind: 'copy', targets, to: place },
        inverse: { kind: 'expunge', targets, from: place }
      }))
    }
    for (const { rule, to: address } of outcome.forwards)
      groups.forwards.put(`${target.identity} ${address}`, target, (targets) => ({
        deed: { kind: 'forward', targets, to: address, rule },
        inverse: null
      }))
    if (!goal || mail.holds.includes(goal.id)) return
    for (const id of mail.from) {
      const from = folders.find((folder) => folder.id === id)
      if (!from) continue
      const [out, into] = [placeOf(from), placeOf(goal)]
      groups.moves.put(`${from.id}>${goal.id}`, target, (targets) => ({
        deed: { kind: 'move', targets, from: out, to: into },
        inverse: { kind: 'move', targets, from: into, to: out }
      }))
    }
  }

  const { flags, copies, moves, forwards } = groups
  return {
    operations: [flags, copies, moves, forwards].flatMap((group) => group.operations(account)),
    waiting,
    missing: [...missing]
  }
}

const placeOf = ({ id, path }: FolderRow): Place => ({ folder: id, path })

/** Only what is not so yet, so that an undo leaves what was there before. */
function marks({ flags, outcome }: Filtered, isJunk: boolean): [add: string[], remove: string[]] {
  const add = [...outcome.tags]
  const remove: string[] = []
  const isRead = (flags & Flag.seen) !== 0
  if (outcome.read === true && !isRead) add.push('\\Seen')
  if (outcome.read === false && isRead) remove.push('\\Seen')
  if (outcome.star && !(flags & Flag.flagged)) add.push('\\Flagged')
  if (outcome.important === true) add.push('$Important')
  if (outcome.important === false) remove.push('$Important')
  if (outcome.junk === true && !isJunk) {
    add.push('$Junk')
    remove.push('$NotJunk')
  }
  if (outcome.junk === false && isJunk) {
    add.push('$NotJunk')
    remove.push('$Junk')
  }
  return [add, remove]
}

type Make = (targets: Target[]) => { deed: Deed; inverse: Deed | null }

/** Mails that one and the same is done with, by a key that says what. */
function createGroups() {
  const groups = new Map<string, { targets: Target[]; make: Make }>()
  return {
    put(key: string, target: Target, make: Make): void {
      const known = groups.get(key)
      if (known) known.targets.push(target)
      else groups.set(key, { targets: [target], make })
    },
    operations(account: string): Operation[] {
      const operations: Operation[] = []
      for (const { targets, make } of groups.values())
        for (let at = 0; at < targets.length; at += atOnce) {
          const some = targets.slice(at, at + atOnce)
          const filtered = some.map(({ identity }) => identity)
          operations.push({ ...queued(account), ...make(some), filtered })
        }
      return operations
    }
  }
}

function queued(account: string): Omit<Operation, 'deed' | 'inverse'> {
  return {
    account,
    state: 'queued',
    notBefore: 0,
    attempts: 0,
    error: null,
    createdAt: Date.now(),
    doneAt: null
  }
}
