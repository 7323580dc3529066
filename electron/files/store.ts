import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError, errnoOf } from '../../shared/disk-error.ts'
import { AppError } from '../../shared/errors.ts'

const day = 24 * 60 * 60 * 1000
const slice = 256 * 1024
const hashForm = /^[0-9a-f]{64}$/
const accountForm = /^[A-Za-z0-9][\w-]{0,63}$/

export interface Stored {
  hash: string
  size: number
}

export type FileStore = ReturnType<typeof createStore>

/** Bytes by their SHA-256 in `<folder>/<account>/`. A name is there only once its bytes are whole and flushed. */
export function createStore(folder: string, now: () => number = Date.now) {
  function folderOf(account: string): string {
    if (!accountForm.test(account)) throw new AppError('file.notFound')
    return join(folder, account)
  }

  /** Where a file lies, whether it is there or not. Throws file.notFound for what is no hash or no account. */
  function path(account: string, hash: string): string {
    if (!hashForm.test(hash)) throw new AppError('file.notFound')
    return join(folderOf(account), hash)
  }

  /**
   * Throws disk.full or disk.failed, or what the source threw; then nothing is left behind.
   * The source is read no faster than the disk takes it.
   */
  async function putStream(account: string, source: AsyncIterable<Uint8Array>): Promise<Stored> {
    const own = folderOf(account)
    await mkdir(own, { recursive: true, mode: 0o700 }).catch(refuse)
    const temporary = join(own, `.tmp-${randomBytes(9).toString('hex')}`)
    const file = await open(temporary, 'wx', 0o600).catch(refuse)
    const digest = createHash('sha256')
    let size = 0
    try {
      for await (const chunk of source) {
        digest.update(chunk)
        size += chunk.length
        await writeWhole(file, chunk).catch(refuse)
      }
      await file.sync().catch(refuse)
      await file.close().catch(refuse)
    } catch (error) {
      await file.close().catch(() => undefined)
      await unlink(temporary).catch(() => undefined)
      throw error
    }
    const hash = digest.digest('hex')
    await settle(temporary, join(own, hash), size, own)
    return { hash, size }
  }

  /** Puts the finished file in its place; one that is there already only gets younger, so that no sweep takes it. */
  async function settle(temporary: string, target: string, size: number, own: string): Promise<void> {
    try {
      const there = await stat(target).catch(() => null)
      if (there?.size === size) {
        const time = now() / 1000
        await utimes(target, time, time)
        await unlink(temporary)
        return
      }
      await rename(temporary, target)
      await flushFolder(own)
    } catch (error) {
      await unlink(temporary).catch(() => undefined)
      throw diskError(error)
    }
  }

  async function put(account: string, bytes: Uint8Array): Promise<Stored> {
    return putStream(account, slices(bytes))
  }

  /** The whole file, or its first `limit` octets. Throws file.notFound. */
  async function read(
    account: string,
    hash: string,
    limit = Number.MAX_SAFE_INTEGER
  ): Promise<Uint8Array<ArrayBuffer>> {
    const file = await open(path(account, hash), 'r').catch(missing)
    try {
      const length = Math.min((await file.stat()).size, limit)
      const bytes = new Uint8Array(length)
      let done = 0
      while (done < length) {
        const { bytesRead } = await file.read(bytes, done, length - done, done)
        if (bytesRead === 0) throw new AppError('disk.failed', { code: 'EOF' })
        done += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  }

  /** Throws file.notFound. */
  async function sizeOf(account: string, hash: string): Promise<number> {
    return (await stat(path(account, hash)).catch(missing)).size
  }

  /** Removes what is not in `keep` and older than a day, and what a crash left half written. Answers how many. */
  async function sweep(account: string, keep: Iterable<string>): Promise<number> {
    const own = folderOf(account)
    const kept = new Set(keep)
    let removed = 0
    for (const name of await readdir(own).catch(() => [] as string[])) {
      if (kept.has(name)) continue
      const facts = await stat(join(own, name)).catch(() => null)
      if (!facts?.isFile() || now() - facts.mtimeMs < day) continue
      await unlink(join(own, name)).then(
        () => removed++,
        () => undefined
      )
    }
    return removed
  }

  /** Forgets every file of an account. */
  async function removeAccount(account: string): Promise<void> {
    await rm(folderOf(account), { recursive: true, force: true }).catch(refuse)
  }

  return { path, put, putStream, read, sizeOf, sweep, removeAccount }
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += slice) yield bytes.subarray(at, at + slice)
}

async function writeWhole(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  let done = 0
  while (done < chunk.length) done += (await file.write(chunk, done, chunk.length - done)).bytesWritten
}

/** The rename itself must survive a power cut. Windows cannot open a folder; its rename is journalled. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function refuse(error: unknown): never {
  throw diskError(error)
}

function missing(error: unknown): never {
  if (errnoOf(error) === 'ENOENT') throw new AppError('file.notFound')
  throw diskError(error)
}
