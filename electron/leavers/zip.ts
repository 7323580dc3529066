import { type PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  name: string
  bytes: Buffer
  /** ms since 1970 */
  changed: number
}

/**
 * Files as a .zip, as they come: the next is asked for when the last is written, so none waits in memory. Above 65,535
 * files or 4 GB it becomes zip64 by itself.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as PassThrough
  zip.on('error', (error: Error) => output.destroy(error))
  void fill(zip, entries).catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error('zip'))
  )
  for await (const chunk of output) yield chunk as Uint8Array
}

async function fill(zip: ZipFile, entries: AsyncIterable<ZipEntry>): Promise<void> {
  for await (const { name, bytes, changed } of entries) await add(zip, name, bytes, changed)
  zip.end()
}

/** Lazily, as the archive keeps what it is given until its end: here that is an empty hand. */
function add(zip: ZipFile, name: string, bytes: Buffer, changed: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let once: Buffer | null = bytes
    zip.addReadStreamLazy(name, { mtime: new Date(changed), mode: 0o100644 }, (pass) => {
      const stream = Readable.from([once])
      once = null
      stream.once('error', reject).once('close', resolve)
      pass(null, stream)
    })
  })
}
