import { at, localOffset, someTime, workingDay, workingTime } from './dates.ts'
import { attached, chart, invitation, logo, photo, type About } from './files/index.ts'
import { fill, type Facts } from './fill.ts'
import { language } from './languages.ts'
import { emptyLetter, type Letter } from './letter.ts'
import type { People, Person } from './people.ts'
import { hash, random, type Random } from './random.ts'
import { closing, forwarded, quote, renderBlocks, signature, type Body } from './render.ts'
import type { Line, Script } from './script.ts'

export interface Stage {
  now: number
  people: People
  me: Person
  draw(group: string): Person
}

const minute = 60_000
/** Folders that a script may not name are filled by rule (mailbox.ts). */
const inbox = 'INBOX'

/** Mail of some hours ago was not written at night: it moves to the afternoon of the working day before. */
function recently(now: number, minutes: number): number {
  const time = now - minutes * minute
  const day = new Date(time)
  const night = day.getHours() < 7 || day.getHours() > 20 || day.getDay() === 0 || day.getDay() === 6
  return minutes > 60 && night ? at(workingDay(now, 1), 17 * 60 + 40 - (minutes % 480)) : time
}

function timeOf(
  line: Line,
  script: Script,
  turn: number,
  previous: number | null,
  stage: Stage,
  numbers: Random
): number {
  if (line.when.kind === 'ago') return recently(stage.now, line.when.minutes) - numbers.between(1, 50) * 1000
  if (line.when.kind === 'day')
    return at(workingDay(stage.now, line.when.day), line.when.minutes) + numbers.between(0, 59) * 1000
  if (previous !== null)
    return (
      workingTime(previous, line.when.minutes ?? numbers.between(20, 800)) + numbers.between(0, 59) * 1000
    )
  const [near, far] = script.days
  const share = (turn + numbers.next()) / Math.max(script.repeat, 1)
  return someTime(stage.now, Math.round(near + (far - near) * share), numbers)
}

function people(names: string[], cast: Map<string, Person>, stage: Stage): Person[] {
  return names.map((name) => cast.get(name) ?? stage.people.get(name))
}

function addFiles(letter: Letter, line: Line, facts: Facts): void {
  const about: About = {
    subject: letter.subject,
    from: letter.from,
    to: facts.to,
    time: letter.time,
    text: letter.body.text
  }
  for (const name of line.options.get('file') ?? []) letter.files.push(attached(fill(name, facts), about))
  for (const setting of line.options.get('invite') ?? []) {
    const [days = '+1', clock = '10:00', length = '45'] = setting.split(' ')
    const [hour = '10', minutes = '0'] = clock.split(':')
    const start = at(workingDay(letter.time, -Number(days)), Number(hour) * 60 + Number(minutes))
    letter.calendar = invitation(about, start, Number(length), letter.messageId)
    letter.html = true
    letter.files.push({ name: 'invite.ics', type: 'application/ics', body: Buffer.from(letter.calendar) })
  }
}

/** Pictures within the text, the writer's logo, and pictures fetched from afar. */
function addPictures(letter: Letter, line: Line, text: string, numbers: Random): Body {
  const pictures = new Map<string, string>()
  const add = (name: string, body: Buffer) => {
    const id = `${hash(letter.key + name).toString(16)}@${letter.from.address.split('@')[1]}`
    letter.inline.push({ id, file: { name: `${name}.png`, type: 'image/png', body } })
    return id
  }
  if (letter.html) {
    for (const [, name = ''] of text.matchAll(/^!([\w.-]+)!$/gm)) {
      pictures.set(name, add(name, /chart|trend|graph/.test(name) ? chart(letter.key) : photo(letter.key)))
    }
  }
  const body = renderBlocks(text, pictures)
  const remote = Number(line.options.get('remote')?.[0] ?? 0)
  const domain = letter.from.address.split('@')[1]
  for (let i = 1; i <= remote; i++) {
    body.html += `\n<p><img src="https://img.${domain}/mail/${hash(letter.key) % 9973}/${i}.png" alt="" width="${i === 1 ? 240 : 1}" height="${i === 1 ? 60 : 1}"></p>`
  }
  if (line.options.has('bare') || line.options.has('auto')) return body
  const phrase = closing(letter.from, numbers.pick(language(letter.from.lang).closings))
  body.text += `\n\n${phrase}`
  body.html += `\n<p>${phrase.replace('\n', '<br>')}</p>`
  const mark =
    letter.html && letter.from.client === 'outlook' && hash(letter.from.address) % 2
      ? add('logo', logo(letter.from.company))
      : null
  letter.tail.push(signature(letter.from, mark))
  return body
}

function wantsHtml(line: Line, writer: Person, numbers: Random): boolean {
  if (line.options.has('html') || /^!([\w.-]+)!$/m.test(line.text)) return true
  if (line.options.has('plain') || line.options.has('bounce')) return false
  if (writer.client === 'outlook' || writer.client === 'gmail') return true
  return writer.client === 'apple' && numbers.next() < 0.5
}

/** Pictures that hang on the quoted mail, or are fetched from afar, do not come along. */
function withoutPictures(html: string): string {
  return html.replace(/(<br>)?<img [^>]*>/g, '').replace(/<p><\/p>\n?/g, '')
}

function ground(letter: Letter, line: Line, parent: Letter, script: Script): void {
  const words = language(letter.from.lang)
  const base = parent.subject.replace(/^((re|aw|sv|fwd|wg|vb|tr|r|i|rv|enc): )+/i, '')
  if (!line.options.has('subject'))
    letter.subject = `${line.options.has('fwd') ? words.forward : words.reply}: ${base}`
  letter.inReplyTo = parent.messageId
  letter.references = [...parent.references, parent.messageId]
  const quoted = {
    from: parent.from,
    time: parent.time,
    to: parent.to.map((one) => one.name).join('; '),
    subject: parent.subject,
    body: {
      text: [parent.body, ...parent.tail].map((one) => one.text).join('\n\n'),
      html: withoutPictures([parent.body, ...parent.tail].map((one) => one.html).join('\n'))
    }
  }
  if (line.options.has('fwd')) {
    letter.tail.push(forwarded(letter.from, quoted))
    letter.files.push(...parent.files)
    parent.flags.add('$Forwarded')
  } else {
    if (letter.from.key === 'maya' && !line.options.has('draft')) parent.flags.add('\\Answered')
    if (!['noquote', 'auto', 'bounce'].some((option) => line.options.has(option)))
      letter.tail.push(quote(letter.from, quoted))
  }
  if (script.lang === 'ja' && !letter.html) letter.tail = letter.tail.slice(0, 2)
}

function applyOptions(letter: Letter, mine: boolean, line: Line, script: Script, stage: Stage): void {
  letter.folder = line.options.get('in')?.[0] ?? (mine ? 'Sent' : (script.folder ?? inbox))
  if (line.options.has('draft')) {
    letter.folder = 'Drafts'
    letter.flags.add('\\Draft')
  }
  if (!line.options.has('unread')) letter.flags.add('\\Seen')
  if (line.options.has('flag')) letter.flags.add('\\Flagged')
  if (line.options.has('auto'))
    letter.headers.push(['Auto-Submitted', 'auto-replied'], ['Precedence', 'bulk'])
  if (line.options.has('notice')) letter.headers.push(['Auto-Submitted', 'auto-generated'])
  for (const name of line.options.get('list') ?? []) {
    const [local, domain] = [name, stage.me.address.split('@')[1]]
    letter.headers.push(
      ['List-Id', `<${local}.${domain}>`],
      ['List-Post', `<mailto:${local}@${domain}>`],
      ['Precedence', 'list']
    )
  }
}

/** All letters of one telling of a script; those that would lie in the future are left out. */
export function tell(script: Script, turn: number, stage: Stage): Letter[] {
  const key = script.repeat ? `${script.id}#${turn}` : script.id
  const numbers = random(key)
  const cast = new Map([...script.cast].map(([role, group]) => [role, stage.draw(group)]))
  const chosen = new Map<string, string>()
  const letters: Letter[] = []
  let previous: number | null = null
  for (const [i, line] of script.lines.entries()) {
    const time = timeOf(line, script, turn, previous, stage, numbers)
    if (time > stage.now - (line.when.kind === 'next' ? 15 * minute : 0)) break
    previous = time
    const [from] = people([line.from], cast, stage)
    const to = people(line.to, cast, stage)
    if (!from || !to[0]) throw new Error(`${script.id}: mail ${i + 1} has no sender or nobody to read it`)
    const zone = from === stage.me ? localOffset(time) : from.zone
    const facts: Facts = { lang: script.lang, time, from, to: to[0], cast, random: numbers, chosen }
    try {
      const writer = { ...from, zone, lang: from === stage.me ? script.lang : from.lang }
      const letter = emptyLetter(
        `${key}/${i}`,
        writer,
        to,
        fill(line.options.get('subject')?.[0] ?? script.subject, facts),
        time
      )
      letter.cc = people(line.cc, cast, stage)
      letter.html = wantsHtml(line, from, numbers)
      letter.body = addPictures(letter, line, fill(line.text, facts), numbers)
      letter.bounced = fill(line.options.get('bounce')?.[0] ?? '', facts)
      const answered = line.options.get('re')?.[0]
      const parent = line.options.has('new')
        ? undefined
        : answered
          ? letters[Number(answered) - 1]
          : letters.at(-1)
      if (parent) ground(letter, line, parent, script)
      addFiles(letter, line, facts)
      applyOptions(letter, from === stage.me, line, script, stage)
      letters.push(letter)
    } catch (error) {
      throw new Error(
        `${script.id}, mail ${i + 1}: ${error instanceof Error ? error.message : String(error)}`
      )
    }
  }
  return letters
}
