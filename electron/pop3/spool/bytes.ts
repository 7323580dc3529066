import { createHash, type Hash, randomBytes } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError, errnoOf } from '../../../shared/disk-error.ts'
import { AppError } from '../../../shared/errors.ts'

/** A message that came whole: in memory while it is small, else in a file of no lasting name. */
export interface Pending {
  hash: string
  size: number
  bytes: Buffer | null
  file: FileHandle | null
  path: string
}

export interface Incoming {
  /** To be waited for where it is a promise: what comes is read no faster than the disk takes it. */
  add(piece: Uint8Array): Promise<void> | null
  finish(): Promise<Pending>
  abandon(): Promise<void>
}

/** Where the bytes of a message lie. */
export interface Place {
  pack: string
  start: number
}

/** What is smaller waits in memory, and goes to the disk with others. */
const small = 256 * 1024
const packForm = /^[0-9a-f]{32}$/
/** Stands before each message of a pack, so that a pack can be read without an index. */
const frame = (hash: string, size: number): string => `message ${hash} ${String(size).padStart(12, '0')}\r\n`
const frameLength = frame('0'.repeat(64), 0).length

export type Bytes = Awaited<ReturnType<typeof openBytes>>

/**
 * Messages byte for byte, in packs: files that are written once, with all the messages that came together, so that the
 * disk is waited for once and not for each. A pack has its name only once its bytes are flushed.
 */
export async function openBytes(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuse)
  const path = (name: string): string => join(folder, name)
  // what a crash left half written
  for (const name of await readdir(folder).catch(refuse))
    if (!packForm.test(name)) await unlink(path(name)).catch(refuse)

  function begin(): Incoming {
    const temporary = path(`.tmp-${randomBytes(9).toString('hex')}`)
    const digest: Hash = createHash('sha256')
    let file: FileHandle | null = null
    let waiting: Uint8Array[] = []
    let held = 0
    let size = 0
    async function flush(): Promise<void> {
      const bytes = Buffer.concat(waiting)
      waiting = []
      held = 0
      if (!file) {
        file = await open(temporary, 'wx', 0o600).catch(refuse)
        // its frame is written when its hash is known
        await writeWhole(file, Buffer.alloc(frameLength), null)
      }
      await writeWhole(file, bytes, null)
    }
    return {
      add(piece) {
        digest.update(piece)
        size += piece.length
        held += piece.length
        // the reader's buffer goes on to be its own
        waiting.push(Buffer.from(piece))
        return held >= small ? flush() : null
      },
      async finish() {
        const hash = digest.digest('hex')
        if (!file) return { hash, size, bytes: Buffer.concat(waiting), file, path: temporary }
        await flush()
        await writeWhole(file, Buffer.from(frame(hash, size)), 0)
        return { hash, size, bytes: null, file, path: temporary }
      },
      async abandon() {
        await file?.close().catch(() => undefined)
        if (file) await unlink(temporary).catch(() => undefined)
      }
    }
  }

  /** Puts messages where they stay: the small ones in one pack, each large one in its own. Throws disk errors; then none counts. */
  async function settle(pending: Pending[]): Promise<Place[]> {
    const packs = new Map<string, { file: FileHandle; path: string }>()
    const nameIt = (): string => randomBytes(16).toString('hex')
    const shared = nameIt()
    const temporary = path(`.tmp-${shared}`)
    try {
      const pieces: Buffer[] = []
      let at = 0
      const places = pending.map(({ hash, size, bytes, file, path: own }): Place => {
        if (!bytes && file) {
          const pack = nameIt()
          packs.set(pack, { file, path: own })
          return { pack, start: frameLength }
        }
        pieces.push(Buffer.from(frame(hash, size)), bytes ?? Buffer.alloc(0))
        const start = at + frameLength
        at = start + size
        return { pack: shared, start }
      })
      if (pieces.length) {
        const file = await open(temporary, 'wx', 0o600).catch(refuse)
        packs.set(shared, { file, path: temporary })
        await writeWhole(file, Buffer.concat(pieces), null)
      }
      for (const { file } of packs.values()) await file.sync()
      for (const { file } of packs.values()) await file.close()
      for (const [name, one] of packs) await rename(one.path, path(name))
      if (packs.size) await flushFolder(folder)
      return places
    } catch (error) {
      await discard([
        ...pending,
        ...[...packs.values()].map((one) => ({ ...one, hash: '', size: 0, bytes: null }))
      ])
      throw diskError(error)
    }
  }

  async function discard(pending: Pending[]): Promise<void> {
    for (const { file, path: own } of pending) {
      if (!file) continue
      await file.close().catch(() => undefined)
      await unlink(own).catch(() => undefined)
    }
  }

  /** `start` and `end` count from the first octet of the message. Throws mail.messageGone. */
  function read({ pack, start: from }: Place, start: number, end: number): Buffer {
    let file: number
    try {
      file = openSync(path(pack), 'r')
    } catch (error) {
      throw missing(error)
    }
    try {
      const bytes = Buffer.alloc(Math.max(0, end - start))
      let done = 0
      while (done < bytes.length) {
        const got = readSync(file, bytes, done, bytes.length - done, from + start + done)
        if (got === 0) break
        done += got
      }
      return bytes.subarray(0, done)
    } finally {
      closeSync(file)
    }
  }

  async function* stream(
    { pack, start: from }: Place,
    start: number,
    end: number
  ): AsyncGenerator<Uint8Array> {
    if (end <= start) return
    const options = { start: from + start, end: from + end - 1, highWaterMark: 1024 * 1024 }
    try {
      for await (const piece of createReadStream(path(pack), options)) yield piece as Buffer
    } catch (error) {
      throw missing(error)
    }
  }

  return {
    begin,
    settle,
    discard,
    read,
    stream,
    /** A pack is there only with all of its bytes. */
    has: (pack: string): boolean => statSync(path(pack), { throwIfNoEntry: false }) !== undefined,
    sizeOf: (pack: string): number => statSync(path(pack), { throwIfNoEntry: false })?.size ?? 0,
    async remove(pack: string): Promise<void> {
      await unlink(path(pack)).catch((error: unknown) => {
        if (errnoOf(error) !== 'ENOENT') throw diskError(error)
      })
    },
    /** What was thrown away does not lie about until the rest of its pack goes. */
    async erase({ pack, start }: Place, size: number): Promise<void> {
      const file = await open(path(pack), 'r+').catch(() => null)
      if (!file) return
      try {
        const zeros = Buffer.alloc(Math.min(size, 1024 * 1024))
        for (let done = 0; done < size; done += zeros.length)
          await file.write(zeros, 0, Math.min(zeros.length, size - done), start + done)
      } catch (error) {
        throw diskError(error)
      } finally {
        await file.close()
      }
    },
    list: async (): Promise<string[]> =>
      (await readdir(folder).catch(refuse)).filter((name) => packForm.test(name)),
    /** The messages of a pack, as its frames tell them. */
    *messagesIn(pack: string): Generator<{ hash: string; size: number; place: Place }> {
      for (let start = 0; ;) {
        const text = read({ pack, start }, 0, frameLength).toString('latin1')
        const [, hash = '', size = ''] = /^message ([0-9a-f]{64}) (\d{12})\r\n$/.exec(text) ?? []
        if (!hash) return
        yield { hash, size: Number(size), place: { pack, start: start + frameLength } }
        start += frameLength + Number(size)
      }
    }
  }
}

async function writeWhole(file: FileHandle, bytes: Buffer, position: number | null): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const at = position === null ? null : position + done
    done += (await file.write(bytes, done, bytes.length - done, at).catch(refuse)).bytesWritten
  }
}

/** The rename itself must survive a power cut. Windows cannot open a folder; its rename is journalled. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function missing(error: unknown): AppError {
  return errnoOf(error) === 'ENOENT' ? new AppError('mail.messageGone') : diskError(error)
}

function refuse(error: unknown): never {
  throw diskError(error)
}
