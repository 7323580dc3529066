import { closeSync, openSync, readSync } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskError, errnoOf } from '../../../shared/disk-error.ts'
import { AppError } from '../../../shared/errors.ts'
import { flushFolder } from './bytes.ts'

export interface Journal {
  /** On the disk when it resolves. Throws disk.full or disk.failed; then nothing of it counts. */
  append(lines: string[]): Promise<void>
  /** Puts a new file in the place of the old one, whole or not at all. */
  replace(lines: Iterable<string>): Promise<void>
  close(): Promise<void>
}

const slice = 256 * 1024

/**
 * A file of lines that only grows. A last line without its end was being written when the power went: it is taken off.
 * @param each hears every line in order, from first to last
 */
export async function openJournal(path: string, each: (line: string) => void): Promise<Journal> {
  let length = readLines(path, each)
  let file = await writable(path, length)
  let broken = false

  async function append(lines: string[]): Promise<void> {
    if (lines.length === 0) return
    if (broken) throw new AppError('disk.failed', { code: 'journal' })
    const bytes = Buffer.from(`${lines.join('\n')}\n`)
    try {
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done, bytes.length - done, length + done)).bytesWritten
      await file.datasync()
      length += bytes.length
    } catch (error) {
      // a line that is half there would spoil the next one
      await file.truncate(length).catch(() => (broken = true))
      throw diskError(error)
    }
  }

  async function replace(lines: Iterable<string>): Promise<void> {
    const fresh = `${path}.new`
    const target = await open(fresh, 'w', 0o600).catch(refuse)
    let size = 0
    try {
      let text: string[] = []
      const flush = async (): Promise<void> => {
        const bytes = Buffer.from(text.join(''))
        text = []
        size += bytes.length
        await target.writeFile(bytes)
      }
      for (const line of lines) {
        text.push(`${line}\n`)
        if (text.length >= 1000) await flush()
      }
      await flush()
      await target.sync()
      await target.close()
      await rename(fresh, path)
      await flushFolder(dirname(path))
    } catch (error) {
      await target.close().catch(() => undefined)
      throw diskError(error)
    }
    await file.close()
    file = await writable(path, size)
    length = size
    broken = false
  }

  return { append, replace, close: () => file.close() }
}

async function writable(path: string, length: number): Promise<FileHandle> {
  const file = await open(path, 'r+', 0o600).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return open(path, 'w+', 0o600)
    throw error
  })
  await file.truncate(length)
  return file
}

/** @returns where the last whole line ends */
function readLines(path: string, each: (line: string) => void): number {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0
    throw diskError(error)
  }
  try {
    const buffer = Buffer.alloc(slice)
    let rest: Buffer = Buffer.alloc(0)
    let length = 0
    for (;;) {
      const got = readSync(file, buffer, 0, slice, null)
      if (got === 0) return length
      let bytes: Buffer = Buffer.concat([rest, buffer.subarray(0, got)])
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        each(bytes.toString('utf8', 0, end))
        length += end + 1
        bytes = bytes.subarray(end + 1)
      }
      rest = bytes
    }
  } finally {
    closeSync(file)
  }
}

function refuse(error: unknown): never {
  throw diskError(error)
}
