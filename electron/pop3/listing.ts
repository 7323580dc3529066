import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Session } from './connect.ts'

/** A message of the drop, in this session. */
export interface Item {
  number: number
  /** Octets as LIST tells them: servers count differently, so it is compared with nothing but itself. */
  size: number
  /** What names it in every session; null: only its bytes could. */
  key: string | null
}

/**
 * All messages, ascending. Named by UIDL; without it by the hash of the header that TOP shows, and the size. The same
 * name twice is two messages: the second of them, counted from the oldest, is another name.
 */
export async function listDrop(session: Session): Promise<Item[]> {
  const sizes = pairs(await session.commands.LIST())
  const names = await uidls(session)
  const items: Item[] = []
  const twins = new Map<string, number>()
  for (const [number, size] of sizes) {
    const name = names.get(number) ?? (await byHeader(session, number, size))
    let key = name
    if (name !== null) {
      const count = (twins.get(name) ?? 0) + 1
      twins.set(name, count)
      if (count > 1) key = `${name} ${count}`
    }
    items.push({ number, size: Number(size) || 0, key })
  }
  return items.sort((a, b) => a.number - b.number)
}

async function uidls({ commands, wire, can }: Session): Promise<Map<number, string>> {
  if (can && !can.has('UIDL')) return new Map()
  try {
    return pairs(await commands.UIDL())
  } catch (error) {
    if (!wire.usable || !(error instanceof AppError)) throw error
    return new Map()
  }
}

const withoutTop = new WeakSet<Session>()

async function byHeader(session: Session, number: number, size: string): Promise<string | null> {
  const { wire, can } = session
  if (withoutTop.has(session) || (can && !can.has('TOP'))) return null
  const digest = createHash('sha256')
  try {
    await wire.say(`TOP ${number} 0`, (piece) => void digest.update(piece))
    return `#top ${digest.digest('hex')} ${size}`
  } catch (error) {
    if (!wire.usable || !(error instanceof AppError)) throw error
    withoutTop.add(session)
    return null
  }
}

/** Lines of a number and a word; what is neither is left out. */
function pairs(lines: string[][] | string[]): Map<number, string> {
  const found = new Map<number, string>()
  for (const line of lines) {
    const [number, word = ''] = Array.isArray(line) ? line.filter(Boolean) : []
    const n = Number(number)
    if (Number.isSafeInteger(n) && n > 0 && word) found.set(n, word.slice(0, 200))
  }
  return found
}
