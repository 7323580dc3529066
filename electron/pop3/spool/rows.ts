import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { readSync } from 'node:fs'
import { Packr } from 'msgpackr'
import { diskError } from '../../../shared/disk-error.ts'
import type { ReadMessage } from '../../mime/row.ts'

const packr = new Packr({ useRecords: false, moreTypes: true })
const markLength = 8

export interface Rows {
  /** Where each lies. Not flushed: what is lost here is read again from the message's own bytes. */
  add(messages: ReadMessage[]): Promise<{ at: number; length: number }[]>
  /** null: it is not what was written there. */
  read(at: number, length: number): ReadMessage | null
  size(): number
  close(): Promise<void>
}

/** What messages say, one after another in a file: a list of thousands is read without a look at their bytes. */
export async function openRows(path: string): Promise<Rows> {
  const file = await open(path, 'a+', 0o600).catch((error: unknown) => {
    throw diskError(error)
  })
  let end = (await file.stat()).size
  return {
    async add(messages) {
      const places: { at: number; length: number }[] = []
      const pieces: Uint8Array[] = []
      let at = end
      for (const message of messages) {
        const packed = packr.pack(message)
        pieces.push(markOf(packed), packed)
        places.push({ at, length: packed.length + markLength })
        at += packed.length + markLength
      }
      try {
        const bytes = Buffer.concat(pieces)
        for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten
      } catch (error) {
        end = (await file.stat()).size
        throw diskError(error)
      }
      end = at
      return places
    },
    read(at, length) {
      const bytes = Buffer.alloc(length)
      if (length <= markLength || readSync(file.fd, bytes, 0, length, at) !== length) return null
      const packed = bytes.subarray(markLength)
      if (!markOf(packed).equals(bytes.subarray(0, markLength))) return null
      try {
        return packr.unpack(packed) as ReadMessage
      } catch {
        return null
      }
    },
    size: () => end,
    close: () => file.close()
  }
}

/** After a power cut zeros may stand where a row was. */
function markOf(packed: Uint8Array): Buffer {
  return createHash('sha256').update(packed).digest().subarray(0, markLength)
}
