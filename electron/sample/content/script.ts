/**
 * The form in which the sample's mail is written by hand (resources/sample/mail/*.txt):
 *
 *   ## id | subject | key: value | ...            a conversation; keys: in, lang, repeat, days, cast
 *   @ 12 14:05 dana > maya, bo cc tomas | html    12 working days ago; `-11m` minutes before the newest moment;
 *                                                 `~` soon after the mail before, `~90` some 90 working minutes after it
 *   text up to the next @ or ##; a blank line parts paragraphs; `- ` and `|` begin lists and tables;
 *   {a|b} is one of these, {1:a|b} the same way all along, {name} what is known of the mail (fill.ts),
 *   !name! a picture in the text
 *
 * Options of a mail: html, plain, unread, flag, new, fwd, noquote, bare, auto, draft, re N, in FOLDER,
 * file NAME, remote N, subject TEXT, invite.
 */
export interface Line {
  when:
    | { kind: 'ago'; minutes: number }
    | { kind: 'day'; day: number; minutes: number }
    | { kind: 'next'; minutes: number | null }
  from: string
  to: string[]
  cc: string[]
  options: Map<string, string[]>
  text: string
}

export interface Script {
  id: string
  subject: string
  folder: string | null
  lang: string
  repeat: number
  /** Working days ago of the first mail of a repeated conversation: nearest and farthest. */
  days: [number, number]
  /** Role in the script -> group that it is drawn from. */
  cast: Map<string, string>
  lines: Line[]
}

function readWhen(text: string): Line['when'] {
  const ago = /^-(\d+)m$/.exec(text)
  if (ago) return { kind: 'ago', minutes: Number(ago[1]) }
  const next = /^~(\d*)$/.exec(text)
  if (next) return { kind: 'next', minutes: next[1] ? Number(next[1]) : null }
  const day = /^(\d+) (\d\d):(\d\d)$/.exec(text)
  if (day) return { kind: 'day', day: Number(day[1]), minutes: Number(day[2]) * 60 + Number(day[3]) }
  throw new Error(`no such time: ${text}`)
}

const names = (text: string | undefined) => (text ? text.split(',').map((one) => one.trim()) : [])

function readLine(header: string): Line {
  const [route = '', ...rest] = header.slice(1).split(' | ')
  const found = /^\s*(.+?) ([\w.$-]+) > ([^|]*?)(?: cc (.+))?\s*$/.exec(route)
  if (!found) throw new Error(`cannot read ${header}`)
  const options = new Map<string, string[]>()
  for (const option of rest.join(' | ').split(';')) {
    const [key = '', ...value] = option.trim().split(' ')
    if (key) options.set(key, [...(options.get(key) ?? []), value.join(' ')])
  }
  return {
    when: readWhen(found[1] as string),
    from: found[2] as string,
    to: names(found[3]),
    cc: names(found[4]),
    options,
    text: ''
  }
}

function readHead(header: string): Script {
  const [id = '', subject = '', ...rest] = header
    .slice(2)
    .split(' | ')
    .map((one) => one.trim())
  const keys = new Map<string, string>()
  for (const pair of rest) {
    const colon = pair.indexOf(':')
    keys.set(pair.slice(0, colon).trim(), pair.slice(colon + 1).trim())
  }
  const [near = '2', far = '122'] = (keys.get('days') ?? '').split('-')
  return {
    id,
    subject,
    folder: keys.get('in') ?? null,
    lang: keys.get('lang') ?? 'en',
    repeat: Number(keys.get('repeat') ?? 0),
    days: [Number(near || 2), Number(far)],
    cast: new Map(
      names(keys.get('cast')).map((one) => {
        const [role = '', group = ''] = one.split('=')
        return [role, group]
      })
    ),
    lines: []
  }
}

export function readScripts(file: string, text: string): Script[] {
  const scripts: Script[] = []
  let line: Line | undefined
  let body: string[] = []
  const finish = () => {
    if (line) line.text = body.join('\n').trim()
    body = []
  }
  text.split(/\r?\n/).forEach((row, i) => {
    try {
      if (row.startsWith('## ')) {
        finish()
        line = undefined
        scripts.push(readHead(row))
      } else if (row.startsWith('@ ')) {
        finish()
        line = readLine(row)
        const script = scripts.at(-1)
        if (!script) throw new Error('a mail before the first conversation')
        script.lines.push(line)
      } else if (line) body.push(row)
    } catch (error) {
      throw new Error(`${file}:${i + 1}: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  finish()
  return scripts
}
