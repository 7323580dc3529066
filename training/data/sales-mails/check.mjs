// Checks a file of labelled sales mails against LABELS.md and prints how many there are of each label.
// node check.mjs train.jsonl
// What is only learned from (m001 …, f001 …) has the keys of PLAIN alone.
import { readFileSync } from 'node:fs'

const file = process.argv[2]
if (!file) {
  console.error('usage: node check.mjs <file.jsonl>')
  process.exit(2)
}

const LANGUAGES = ['en', 'de', 'fr', 'es']
const DIRECTIONS = ['received', 'sent']
const SENTIMENTS = ['positive', 'negative', 'neutral']
const INTENTS = ['request', 'query', 'complaint', 'purchase']
const EMOTIONS = [
  'happy',
  'enthusiastic',
  'grateful',
  'trusting',
  'confused',
  'dissatisfied',
  'frustrated',
  'neutral'
]
const KINDS = ['meeting', 'call', 'task']
const DOERS = ['sender', 'reader', 'both']
const PERSON = ['name', 'title', 'company', 'phones', 'address', 'web', 'social']
const KEYS = [
  'id',
  'language',
  'direction',
  'date',
  'from',
  'subject',
  'body',
  'sentiment',
  'intents',
  'emotions',
  'signature',
  'person',
  'activities'
]
const PLAIN = ['id', 'language', 'subject', 'body', 'sentiment', 'intents', 'emotions']

const WEEKDAYS = [
  ['sunday', 'sonntag', 'dimanche', 'domingo'],
  ['monday', 'montag', 'lundi', 'lunes'],
  ['tuesday', 'dienstag', 'mardi', 'martes'],
  ['wednesday', 'mittwoch', 'mercredi', 'miércoles', 'miercoles'],
  ['thursday', 'donnerstag', 'jeudi', 'jueves'],
  ['friday', 'freitag', 'vendredi', 'viernes'],
  ['saturday', 'samstag', 'samedi', 'sábado']
]

const faults = []
const counts = new Map()

function count(label, language) {
  const row = counts.get(label) ?? new Map()
  row.set(language, (row.get(language) ?? 0) + 1)
  counts.set(label, row)
}

function isDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  if (!day) return false
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}

function isText(value) {
  return typeof value === 'string' && value.trim() !== ''
}

function isPlain(mail) {
  return /^[fm]/.test(mail.id)
}

function checkPerson(mail, say) {
  const { person, signature, body } = mail
  if (signature === null) {
    if (person !== null) say('person without a signature')
    return
  }
  if (typeof signature !== 'string' || signature === '') return say('signature is neither a line nor null')
  const lines = body.split('\n')
  const at = lines.indexOf(signature)
  if (at < 0) return say(`signature is no line of the body: ${JSON.stringify(signature)}`)
  if (lines.indexOf(signature, at + 1) >= 0)
    say(`signature stands twice in the body: ${JSON.stringify(signature)}`)
  if (person === null || typeof person !== 'object' || Array.isArray(person))
    return say('signature without a person')
  if (Object.keys(person).length === 0) say('person is empty')
  const block = lines.slice(at).join('\n')
  for (const [key, value] of Object.entries(person)) {
    if (!PERSON.includes(key)) say(`person has an unknown key ${key}`)
    if (key === 'phones' && (!Array.isArray(value) || value.length === 0)) {
      say('phones is no array with something in it')
      continue
    }
    for (const part of key === 'phones' ? value : [value]) {
      if (!isText(part) || part !== part.trim()) say(`person.${key} is no trimmed text`)
      else if (!block.includes(part)) say(`person.${key} is not in the signature: ${JSON.stringify(part)}`)
    }
  }
}

function checkActivity(activity, mail, say) {
  const keys = Object.keys(activity).sort().join()
  if (keys !== 'by,kind,minutes,start,words') say(`activity has the keys ${keys}`)
  if (!KINDS.includes(activity.kind)) say(`activity kind ${activity.kind}`)
  if (!DOERS.includes(activity.by)) say(`activity by ${activity.by}`)
  if (!isText(activity.words) || !mail.body.includes(activity.words))
    say(`activity words are not in the body: ${JSON.stringify(activity.words)}`)
  if (!/^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$/.test(activity.start) || !isDay(activity.start))
    return say(`activity start ${activity.start}`)
  if (activity.minutes !== null && !(Number.isInteger(activity.minutes) && activity.minutes > 0))
    say(`activity minutes ${activity.minutes}`)
  if (activity.start.slice(0, 10) < mail.date.slice(0, 10)) say(`activity before the mail: ${activity.start}`)
  const named = WEEKDAYS.flatMap((names, index) =>
    names.some((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'iu').test(activity.words)) ? [index] : []
  )
  const weekday = new Date(`${activity.start.slice(0, 10)}T00:00:00Z`).getUTCDay()
  if (named.length > 0 && !named.includes(weekday))
    say(`activity weekday: ${JSON.stringify(activity.words)} is not ${activity.start}`)
}

function check(mail, say) {
  const keys = isPlain(mail) ? PLAIN : KEYS
  for (const key of keys) if (!(key in mail)) say(`key ${key} is missing`)
  for (const key of Object.keys(mail))
    if (!keys.includes(key) && (key !== 'left' || isPlain(mail))) say(`unknown key ${key}`)
  if (!/^[fhmt]\d{3}$/.test(mail.id)) say('id is not in form')
  if (!LANGUAGES.includes(mail.language)) say(`language ${mail.language}`)
  if (typeof mail.subject !== 'string') say('subject is no text')
  if (!isText(mail.body)) return say('body is no text')
  if (!SENTIMENTS.includes(mail.sentiment)) say(`sentiment ${mail.sentiment}`)
  if (
    !Array.isArray(mail.intents) ||
    mail.intents.some((one) => !INTENTS.includes(one)) ||
    new Set(mail.intents).size !== mail.intents.length
  )
    say(`intents ${mail.intents}`)
  if (
    !Array.isArray(mail.emotions) ||
    mail.emotions.length < 1 ||
    mail.emotions.length > 2 ||
    mail.emotions.some((one) => !EMOTIONS.includes(one)) ||
    new Set(mail.emotions).size !== mail.emotions.length
  )
    say(`emotions ${mail.emotions}`)
  if (isPlain(mail)) return
  if (!DIRECTIONS.includes(mail.direction)) say(`direction ${mail.direction}`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(mail.date) || !isDay(mail.date))
    say(`date ${mail.date}`)
  if (!/^.+ <[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>$/.test(mail.from)) say(`from ${mail.from}`)
  checkPerson(mail, say)
  if (!Array.isArray(mail.activities)) say('activities is no array')
  else for (const activity of mail.activities) checkActivity(activity, mail, say)
  if ('left' in mail) {
    const { who, successor } = mail.left ?? {}
    if (
      Object.keys(mail.left ?? {})
        .sort()
        .join() !== 'successor,who'
    )
      say('left has other keys than who and successor')
    if (!isText(who) || !mail.body.includes(who)) say(`left.who is not in the body: ${who}`)
    if (successor !== null && (!isText(successor) || !mail.body.includes(successor)))
      say(`left.successor is not in the body: ${successor}`)
  }
}

const ids = new Set()
const bodies = new Map()
const lines = readFileSync(file, 'utf8').split('\n')
if (lines.at(-1) === '') lines.pop()

for (const [index, line] of lines.entries()) {
  let mail
  try {
    mail = JSON.parse(line)
  } catch (error) {
    faults.push(`line ${index + 1}: ${error.message}`)
    continue
  }
  const say = (what) => faults.push(`${mail.id ?? `line ${index + 1}`}: ${what}`)
  if (ids.has(mail.id)) say('id stands twice')
  ids.add(mail.id)
  if (bodies.has(mail.body)) say(`same body as ${bodies.get(mail.body)}`)
  bodies.set(mail.body, mail.id)
  check(mail, say)

  const language = mail.language
  const words = String(mail.body).split(/\s+/).length
  count('mails', language)
  count(`words ${words < 30 ? 'under 30' : words <= 120 ? '30 to 120' : 'over 120'}`, language)
  count(`sentiment ${mail.sentiment}`, language)
  for (const intent of mail.intents ?? []) count(`intent ${intent}`, language)
  if (mail.intents?.length === 0) count('intent none', language)
  count(`first emotion ${mail.emotions?.[0]}`, language)
  if (isPlain(mail)) continue
  count(`direction ${mail.direction}`, language)
  if (mail.signature !== null) count('with signature', language)
  for (const key of Object.keys(mail.person ?? {})) count(`person ${key}`, language)
  if (mail.activities?.length > 0) count('with activities', language)
  for (const activity of mail.activities ?? []) count(`activity ${activity.kind}`, language)
  if ('left' in mail) count('left', language)
}

const group = (label) => label.split(' ')[0]
const ORDER = [
  'mails',
  'direction',
  'words',
  'sentiment',
  'intent',
  'first',
  'with',
  'person',
  'activity',
  'left'
]
const rows = [...counts].sort(
  ([a], [b]) => ORDER.indexOf(group(a)) - ORDER.indexOf(group(b)) || a.localeCompare(b)
)
console.log(['label'.padEnd(28), ...LANGUAGES.map((one) => one.padStart(5)), 'all'.padStart(5)].join(''))
for (const [label, row] of rows) {
  const all = [...row.values()].reduce((sum, one) => sum + one, 0)
  console.log(
    [
      label.padEnd(28),
      ...LANGUAGES.map((one) => String(row.get(one) ?? 0).padStart(5)),
      String(all).padStart(5)
    ].join('')
  )
}

for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'no faults' : `${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
