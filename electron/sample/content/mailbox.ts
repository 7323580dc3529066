import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tell, type Stage } from './conversation.ts'
import { workingDay } from './dates.ts'
import type { Letter } from './letter.ts'
import { issues, junk, type Newsletter } from './newsletter.ts'
import { drawer, type People, type Person } from './people.ts'
import { hash, random } from './random.ts'
import { readScripts, type Script } from './script.ts'
import { write } from './write.ts'

export interface Message {
  raw: Buffer
  flags: string[]
  /** ms since 1970 */
  received: number
}
export interface Folder {
  path: string
  role: '' | '\\Sent' | '\\Drafts' | '\\Archive' | '\\Junk' | '\\Trash'
  /** In the order in which they came. */
  messages: Message[]
}

const folders: [string, Folder['role']][] = [
  ['INBOX', ''],
  ['Drafts', '\\Drafts'],
  ['Sent', '\\Sent'],
  ['Archive', '\\Archive'],
  ['Junk', '\\Junk'],
  ['Trash', '\\Trash'],
  ['Trade fairs', ''],
  ['Suppliers', '']
]

export function loadScripts(folder: string): Script[] {
  const mail = join(folder, 'mail')
  return readdirSync(mail)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readScripts(name, readFileSync(join(mail, name), 'utf8')))
}

export function loadNewsletters(folder: string): {
  newsletters: Newsletter[]
  junk: [from: string, subject: string, text: string][]
} {
  return JSON.parse(readFileSync(join(folder, 'newsletters.json'), 'utf8')) as ReturnType<
    typeof loadNewsletters
  >
}

/** What the rep did with mail that is done: old conversations are archived, old notices and mailings thrown away. */
function tidy(thread: Letter[], now: number): void {
  const newest = Math.max(...thread.map((letter) => letter.time))
  if (newest > workingDay(now, 20).getTime() || hash(thread[0]?.key ?? '') % 10 > 6) return
  for (const letter of thread) {
    if (letter.folder !== 'INBOX') continue
    const automatic = letter.headers.some(
      ([name]) => name === 'List-Unsubscribe' || name === 'Auto-Submitted'
    )
    letter.folder = automatic ? (newest > workingDay(now, 75).getTime() ? 'Trash' : 'INBOX') : 'Archive'
  }
}

/** The newest automatic mail in the inbox is what nobody has looked at yet. */
function leaveUnread(letters: Letter[], count: number): void {
  const automatic = letters
    .filter(
      (letter) =>
        letter.folder === 'INBOX' &&
        letter.headers.some(([name]) => name === 'List-Unsubscribe' || name === 'Auto-Submitted')
    )
    .sort((a, b) => b.time - a.time)
  let left = count
  for (const letter of automatic) {
    if (left > 0 && hash(letter.key) % 10) {
      letter.flags.delete('\\Seen')
      left--
    }
  }
}

export function letters(folder: string, people: People, me: Person, now: number): Letter[] {
  const stage: Stage = { now, people, me, draw: drawer(people, random('cast')) }
  const all: Letter[] = []
  const take = (thread: Letter[]) => {
    tidy(thread, now)
    all.push(...thread)
  }
  for (const script of loadScripts(folder)) {
    for (let turn = 0; turn < Math.max(script.repeat, 1); turn++) take(tell(script, turn, stage))
  }
  const printed = loadNewsletters(folder)
  for (const newsletter of printed.newsletters) {
    const count = Math.floor(26 / newsletter.everyWeeks)
    for (const issue of issues(newsletter, people.get(newsletter.from), me, now, count)) take([issue])
  }
  all.push(
    ...junk(
      printed.junk.map(([from, subject, text]) => ({ from: people.get(from), subject, text })),
      me,
      now
    )
  )
  leaveUnread(all, 27)
  return all
}

/** The mailbox as it stands at `now`. The same `now` makes the same bytes. */
export function makeMailbox(folder: string, people: People, me: Person, now: number): Folder[] {
  const all = letters(folder, people, me, now).sort((a, b) => a.time - b.time)
  return folders.map(([path, role]) => ({
    path,
    role,
    messages: all
      .filter((letter) => letter.folder === path)
      .map((letter) => ({ raw: write(letter, me), flags: [...letter.flags], received: letter.time + 5000 }))
  }))
}
