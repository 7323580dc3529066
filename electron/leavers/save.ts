import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { diskError, errnoOf } from '../../shared/disk-error.ts'
import { safeFileName } from '../../shared/mail/file-name.ts'
import type { LeaverDoor, SavedMail } from '../../shared/leavers.ts'
import { composeSaved } from './compose.ts'
import { mboxEntry } from './mbox.ts'
import { type ZipEntry, zipped } from './zip.ts'

export type Form = 'mbox' | 'zip'

/** Mails that lie in memory at once. */
const page = 20

/** All mails of a backup, a page at a time, and what they come to: the same hash as when they were backed up. */
export function savedMails(door: LeaverDoor, backup: string, progress: (done: number) => void) {
  const hash = createHash('sha256')
  let mails = 0
  async function* all(): AsyncGenerator<SavedMail> {
    for (let after: string | null = null; ;) {
      const rows: SavedMail[] = await door('page', { backup, after, limit: page })
      for (const row of rows) {
        hash.update(row.digest)
        mails++
        yield row
      }
      progress(mails)
      after = rows.at(-1)?.id ?? null
      if (rows.length < page) return
    }
  }
  return { all, sum: () => ({ mails, hash: hash.copy().digest('hex') }) }
}

/** The octets of the file. */
export function fileOf(form: Form, mails: AsyncIterable<SavedMail>): AsyncIterable<Uint8Array> {
  return form === 'mbox' ? mbox(mails) : zipped(eml(mails))
}

async function* mbox(mails: AsyncIterable<SavedMail>): AsyncGenerator<Uint8Array> {
  for await (const mail of mails) yield mboxEntry(await composeSaved(mail), mail.sender[1], mail.sent)
}

async function* eml(mails: AsyncIterable<SavedMail>): AsyncGenerator<ZipEntry> {
  let number = 0
  for await (const mail of mails)
    yield { name: entryName(++number, mail), bytes: await composeSaved(mail), changed: mail.sent }
}

/** The day and the subject, and a number, as subjects repeat. */
function entryName(number: number, { subject, sent }: SavedMail): string {
  const day = new Date(sent).toISOString().slice(0, 10)
  // no dot of the subject's own makes it another kind of file
  const words = [...safeFileName(subject.replace(/[/\\]/g, ' '))].slice(0, 80).join('').trim()
  return `${String(number).padStart(5, '0')} ${day}${words && ` ${words}`}.eml`
}

/** Written beside where it is to be, and put there when it is whole. */
export async function writeTo(
  target: string,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal
): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 60)}.${process.pid}.part`)
  try {
    await pipeline(source, createWriteStream(temporary, { mode: 0o600, flush: true }), { signal })
    await rename(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw errnoOf(error) ? diskError(error) : error
  }
}
