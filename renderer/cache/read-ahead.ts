import { readHeaders } from './headers.ts'
import type { MailDb } from './mail-db.ts'
import type { BodyRow, MessageRow } from './types.ts'

/**
 * Whole mails in memory: those in sight of the list are read while the rep looks, so that the one that is opened
 * waits for nothing. What a mail says never changes, so nothing here can be stale.
 */
export interface ReadAhead {
  /** All of these with their texts; undefined when one is missing. */
  get(
    ids: number[]
  ): { messages: Map<number, MessageRow>; bodies: Map<number, BodyRow | undefined> } | undefined
  /** Reads what is missing of these. */
  want(ids: number[]): Promise<void>
}

/** Characters of text and HTML that are kept, and the longest that one mail may have. */
const room = 8_000_000
const longest = 400_000

export function createReadAhead(mail: MailDb): ReadAhead {
  const kept = new Map<number, { message: MessageRow; body: BodyRow; size: number }>()
  let size = 0

  function keep(message: MessageRow, body: BodyRow): void {
    const length = (body.text?.length ?? 0) + (body.html?.length ?? 0)
    if (length > longest || body.failed !== null || kept.has(body.id)) return
    kept.set(body.id, { message, body, size: length })
    size += length
    for (const [id, oldest] of kept) {
      if (size <= room) break
      kept.delete(id)
      size -= oldest.size
    }
  }

  return {
    get(ids) {
      const messages = new Map<number, MessageRow>()
      const bodies = new Map<number, BodyRow>()
      for (const id of ids) {
        const found = kept.get(id)
        if (!found) return undefined
        messages.set(id, found.message)
        bodies.set(id, found.body)
      }
      return { messages, bodies }
    },
    async want(ids) {
      const missing = ids.filter((id) => !kept.has(id))
      if (missing.length === 0) return
      const [messages, bodies] = await Promise.all([readHeaders(mail, missing), mail.bodies.bulkGet(missing)])
      missing.forEach((_, i) => {
        const [message, body] = [messages[i], bodies[i]]
        if (message && body) keep(message, body)
      })
    }
  }
}
