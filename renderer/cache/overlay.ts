import { flagBits } from '../../shared/mail/message.ts'
import { type Cut, isCut } from './excess.ts'
import type { Operation } from './outbox-types.ts'

/**
 * The rep's pending operations laid over the server's rows. A view shows rows with this over them, so that what was
 * clicked shows at once and no pull can undo it; a refused operation is simply not in it any more. Mail that is older
 * than its account keeps is taken out in the same way until the keeper has dropped it.
 */
export interface Overlay {
  readonly size: number
  /** The flags of a mail as the rep left them. */
  flags(id: number, folder: number, uid: number, flags: number): number
  /** Is the mail, which the folder holds since `received`, taken out of it? */
  goneFrom(id: number, folder: number, received: number): boolean
  /** Folders that hold the mail besides those of its memberships: it was moved or copied there. */
  movedTo(id: number): number[]
  /** Mails that were moved or copied, each with the folders they went to. */
  readonly moved: ReadonlyMap<number, number[]>
  /** Differs where another overlay takes mails out of folders or into others; flags are not in it. */
  readonly placement: string
}

interface Mark {
  add: number
  remove: number
}

export const noOverlay: Overlay = makeOverlay([])

/**
 * @param open operations that are queued, claimed or unsure, in the order of their ids
 * @param cuts folder -> where its mail ends while what is older is on its way off this computer
 */
export function makeOverlay(open: Operation[], cuts: ReadonlyMap<number, Cut> = new Map()): Overlay {
  const marks = new Map<number, Mark>()
  const gone = new Map<number, Set<number>>()
  const moved = new Map<number, number[]>()
  const readUpTo = new Map<number, number>()
  const emptied = new Set<number>()
  for (const { deed } of open) {
    switch (deed.kind) {
      case 'flags': {
        const add = flagBits(deed.add)
        const remove = flagBits(deed.remove)
        for (const { id } of deed.targets) {
          const mark = marks.get(id) ?? { add: 0, remove: 0 }
          marks.set(id, { add: (mark.add & ~remove) | add, remove: (mark.remove & ~add) | remove })
        }
        break
      }
      case 'copy':
        for (const { id } of deed.targets) moved.set(id, [...(moved.get(id) ?? []), deed.to.folder])
        break
      case 'move':
      case 'expunge':
        for (const { id } of deed.targets) {
          setOf(gone, id).add(deed.from.folder)
          const places = (moved.get(id) ?? []).filter((folder) => folder !== deed.from.folder)
          if (deed.kind === 'move') {
            gone.get(id)!.delete(deed.to.folder)
            places.push(deed.to.folder)
          }
          moved.set(id, places)
        }
        break
      case 'readAll':
        readUpTo.set(deed.folder.folder, Math.max(deed.upTo, readUpTo.get(deed.folder.folder) ?? 0))
        break
      case 'emptyFolder':
        emptied.add(deed.folder.folder)
        break
      default:
    }
  }
  const size = marks.size + gone.size + moved.size + readUpTo.size + emptied.size + cuts.size
  return {
    size,
    moved,
    placement: JSON.stringify([
      [...gone].map(([id, folders]) => [id, ...folders]),
      [...moved],
      [...emptied],
      [...cuts].map(([folder, { since, stays }]) => [folder, since, stays.size])
    ]),
    flags(id, folder, uid, flags) {
      const mark = marks.get(id)
      let next = mark ? (flags | mark.add) & ~mark.remove : flags
      if (uid <= (readUpTo.get(folder) ?? 0)) next |= 1
      return next
    },
    goneFrom(id, folder, received) {
      const cut = cuts.get(folder)
      return (
        emptied.has(folder) ||
        (gone.get(id)?.has(folder) ?? false) ||
        (cut !== undefined && isCut(cut, id, received))
      )
    },
    movedTo: (id) => moved.get(id) ?? []
  }
}

function setOf(map: Map<number, Set<number>>, key: number): Set<number> {
  let set = map.get(key)
  if (!set) map.set(key, (set = new Set()))
  return set
}
