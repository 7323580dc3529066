import { toWire } from '../../shared/errors.ts'
import type { FolderRow } from '../cache/types.ts'
import { fetchTexts, giveUpText, missingTexts, type TextDeps } from './texts.ts'

/** Mails whose texts are asked for at once: by each of two lanes, so that one is written while the other is fetched. */
const atOnce = 100

export interface TextQueue {
  /**
   * Fetches what is missing in these folders, in their order and newest first, until `interrupted`.
   * @returns whether there was anything
   * @throws what broke a fetch; the next run asks for less at once, until the mail that does it stands alone
   */
  run(folders: FolderRow[], interrupted: () => boolean): Promise<boolean>
}

export function createTextQueue(deps: TextDeps): TextQueue {
  const { store } = deps
  const underway = new Set<number>()
  let size = atOnce
  let suspect = 0

  function take(folders: FolderRow[]): { folder: number; mails: { uid: number; id: number }[] } | null {
    for (const folder of folders) {
      if (!folder.cursor) continue
      const mails = missingTexts(store.book, folder.id, size, underway)
      if (mails.length > 0) return { folder: folder.id, mails }
    }
    return null
  }

  /**
   * Among a hundred mails one may break the connection each time. Fewer are asked for until it stands alone, and
   * is given up after its second failure; a step that got here has just talked to the server, so it is not the network.
   */
  async function narrowDown(
    folder: number,
    mails: { uid: number; id: number }[],
    error: unknown
  ): Promise<void> {
    const [first] = mails
    const alone = mails.length === 1
    if (first && alone && suspect === first.id) {
      await giveUpText(store, folder, first, toWire(error).code)
      suspect = 0
      return
    }
    suspect = first && alone ? first.id : 0
    size = Math.max(1, Math.ceil(size / 8))
    throw error
  }

  return {
    async run(folders, interrupted) {
      let any = false
      let broken = false
      async function lane(): Promise<void> {
        while (!broken && !interrupted()) {
          const next = take(folders)
          if (!next) return
          any = true
          for (const { id } of next.mails) underway.add(id)
          try {
            await fetchTexts(deps, next.folder, next.mails, 'bulk')
            size = Math.min(atOnce, size * 2)
          } catch (error) {
            // what one lane broke, the other one feels too
            if (broken) return
            broken = true
            await narrowDown(next.folder, next.mails, error)
          } finally {
            for (const { id } of next.mails) underway.delete(id)
          }
        }
      }
      // a mail that stands alone is to be the only one that can be blamed
      const ended = await Promise.allSettled(size === 1 ? [lane()] : [lane(), lane()])
      for (const one of ended) if (one.status === 'rejected') throw one.reason
      return any
    }
  }
}
