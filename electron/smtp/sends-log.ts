import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sendRecord } from '../../shared/contract/outgoing.ts'
import { diskError, errnoOf } from '../../shared/disk-error.ts'

/** Recipients as the server took or refused them before the bytes went: what a repeat answers with. */
export const entry = sendRecord.extend({
  accepted: z.array(z.string()).default([]),
  rejected: z.array(z.object({ address: z.string(), reply: z.string() })).default([])
})
export type Entry = z.infer<typeof entry>

const halfYear = 183 * 24 * 60 * 60 * 1000
const compactAbove = 2000

export type SendsLog = ReturnType<typeof openSendsLog>

/**
 * What became of each mail, by its Message-ID: the last line counts. A line is on the disk when `note` resolves.
 * A line that a crash cut short never counted: what it announces had not begun.
 * Lines without a `sent` or `failed` after them stay for ever; settled ones for half a year.
 */
export function openSendsLog(folder: string, now: () => number = Date.now) {
  const path = join(folder, 'sends.log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { entries, lines, torn } = readLines(path)
  let handle: Promise<FileHandle> | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let pendingBreak = torn

  function opened(): Promise<FileHandle> {
    handle ??= start()
    // a folder that was full may have room the next time
    handle.catch(() => (handle = null))
    return handle
  }

  async function start(): Promise<FileHandle> {
    if (lines > compactAbove) {
      await compact()
      pendingBreak = false
    }
    return open(path, 'a', 0o600)
  }

  async function compact(): Promise<void> {
    for (const [id, { phase, at }] of entries)
      if (phase !== 'data' && at < now() - halfYear) entries.delete(id)
    const temporary = `${path}.new`
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile([...entries.values()].map((one) => `${JSON.stringify(one)}\n`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  }

  async function append(line: string): Promise<void> {
    const file = await opened()
    const bytes = Buffer.from(`${pendingBreak ? '\n' : ''}${line}\n`)
    // should this write be cut short, the next one begins on a line of its own
    pendingBreak = true
    let done = 0
    while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten
    await file.datasync()
    pendingBreak = false
  }

  /** Throws disk.full or disk.failed: then the line may not be trusted to be there. */
  function note(one: Entry): Promise<void> {
    const next = queue.then(() => append(JSON.stringify(one)))
    queue = next.catch(() => undefined)
    return next.then(
      () => void entries.set(one.messageId, one),
      (error: unknown) => {
        throw diskError(error)
      }
    )
  }

  return {
    find: (messageId: string): Entry | null => entries.get(messageId) ?? null,
    all: (): Entry[] => [...entries.values()],
    note,
    /** For this process only, where the disk would not take the line: the next start finds a doubt, never a lie. */
    remember: (one: Entry): void => void entries.set(one.messageId, one),
    /** Forgets the mails of an account, doubts too, down to their lines. */
    async forget(account: string): Promise<void> {
      const mine = [...entries.values()].filter((one) => one.account === account)
      if (mine.length === 0) return
      const next = queue.then(async () => {
        for (const { messageId } of mine) entries.delete(messageId)
        await (await handle?.catch(() => null))?.close()
        handle = null
        await compact()
        pendingBreak = false
      })
      queue = next.catch(() => undefined)
      await next
    },
    async close(): Promise<void> {
      await queue
      await (await handle?.catch(() => null))?.close()
      handle = null
    }
  }
}

function readLines(path: string): { entries: Map<string, Entry>; lines: number; torn: boolean } {
  const entries = new Map<string, Entry>()
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw diskError(error)
  }
  const lines = text.split('\n')
  for (const line of lines) {
    const found = readLine(line)
    if (found !== null) entries.set(found.messageId, found)
  }
  return { entries, lines: lines.length, torn: text !== '' && !text.endsWith('\n') }
}

function readLine(line: string): Entry | null {
  try {
    return entry.parse(JSON.parse(line))
  } catch {
    return null
  }
}
