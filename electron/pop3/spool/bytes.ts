import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, openSync, closeSync, readSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError, errnoOf } from '../../../shared/disk-error.ts'
import { AppError } from '../../../shared/errors.ts'

/** A message that came whole and lies in a file of no lasting name yet. */
export interface Pending {
  hash: string
  size: number
  file: FileHandle
  path: string
}

export interface Incoming {
  /** To be waited for where it is a promise: what comes is read no faster than the disk takes it. */
  add(piece: Uint8Array): Promise<void> | null
  finish(): Promise<Pending>
  abandon(): Promise<void>
}

/** What is smaller waits in memory until it is whole: one write in place of many. */
const small = 256 * 1024
const hashForm = /^[0-9a-f]{64}$/

export type Bytes = Awaited<ReturnType<typeof openBytes>>

/** Messages byte for byte, by their SHA-256. A name is there only once its bytes are flushed. */
export async function openBytes(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuse)
  const path = (hash: string): string => join(folder, hash)
  const names = await readdir(folder).catch(refuse)
  // what a crash left half written
  for (const name of names) if (name.startsWith('.tmp-')) await unlink(path(name)).catch(refuse)

  function begin(): Incoming {
    const temporary = path(`.tmp-${randomBytes(9).toString('hex')}`)
    const digest = createHash('sha256')
    let file: FileHandle | null = null
    let waiting: Uint8Array[] = []
    let held = 0
    let size = 0
    async function flush(): Promise<FileHandle> {
      const bytes = Buffer.concat(waiting)
      waiting = []
      held = 0
      file ??= await open(temporary, 'wx', 0o600).catch(refuse)
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done).catch(refuse)).bytesWritten
      return file
    }
    return {
      add(piece) {
        digest.update(piece)
        size += piece.length
        held += piece.length
        // the reader's buffer goes on to be its own
        waiting.push(Buffer.from(piece))
        return held >= small ? flush().then(() => undefined) : null
      },
      async finish() {
        return { hash: digest.digest('hex'), size, file: await flush(), path: temporary }
      },
      async abandon() {
        await file?.close().catch(() => undefined)
        await unlink(temporary).catch(() => undefined)
      }
    }
  }

  /** Gives messages their names, many with few waits for the disk. Throws disk errors; then none counts. */
  async function settle(pending: Pending[]): Promise<void> {
    if (pending.length === 0) return
    try {
      await Promise.all(pending.map(({ file }) => file.sync()))
      await Promise.all(pending.map(({ file }) => file.close()))
      for (const one of pending) await rename(one.path, path(one.hash))
      await flushFolder(folder)
    } catch (error) {
      await discard(pending)
      throw diskError(error)
    }
  }

  async function discard(pending: Pending[]): Promise<void> {
    for (const one of pending) {
      await one.file.close().catch(() => undefined)
      await unlink(one.path).catch(() => undefined)
    }
  }

  /** Throws mail.messageGone. */
  function read(hash: string, start: number, end: number): Buffer {
    let file: number
    try {
      file = openSync(path(hash), 'r')
    } catch (error) {
      throw missing(error)
    }
    try {
      const bytes = Buffer.alloc(Math.max(0, end - start))
      let done = 0
      while (done < bytes.length) {
        const got = readSync(file, bytes, done, bytes.length - done, start + done)
        if (got === 0) break
        done += got
      }
      return bytes.subarray(0, done)
    } finally {
      closeSync(file)
    }
  }

  async function* stream(hash: string, start = 0, end = Infinity): AsyncGenerator<Uint8Array> {
    if (end <= start) return
    const options = { start, end: end - 1, highWaterMark: 1024 * 1024 }
    try {
      for await (const piece of createReadStream(path(hash), options)) yield piece as Buffer
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
    /** A name is there only with all of its bytes. */
    has: (hash: string): boolean => statSync(path(hash), { throwIfNoEntry: false }) !== undefined,
    async remove(hash: string): Promise<void> {
      await unlink(path(hash)).catch((error: unknown) => {
        if (errnoOf(error) !== 'ENOENT') throw diskError(error)
      })
    },
    list: async (): Promise<string[]> =>
      (await readdir(folder).catch(refuse)).filter((name) => hashForm.test(name))
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
