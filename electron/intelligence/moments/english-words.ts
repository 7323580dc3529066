import { addMonths, addWorkdays } from './calendar.ts'
import { anyOf, fullYear, type Rule } from './pieces.ts'

export const small =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
export const numbers: Record<string, number> = { a: 1, an: 1, couple: 2, half: 0.5 }
small.split(' ').forEach((word, index) => (numbers[word] = index + 1))
for (const [ten, value] of Object.entries({
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90
})) {
  numbers[ten] = value
  small
    .split(' ')
    .slice(0, 9)
    .forEach((word, index) => {
      numbers[`${ten} ${word}`] = value + index + 1
      numbers[`${ten}-${word}`] = value + index + 1
    })
}
export const ordinals: Record<string, number> = {}
'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
  .split(' ')
  .forEach((word, index) => {
    ordinals[word] = index + 1
    if (index < 9) {
      ordinals[`twenty ${word}`] = ordinals[`twenty-${word}`] = 21 + index
    }
  })
ordinals['thirtieth'] = 30
ordinals['thirty first'] = ordinals['thirty-first'] = 31

export const W =
  '(?:sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|nes|n|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)'
export const M =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
/** Behind the verb: "may I ask", "one may suit us". */
export const afterMay =
  '(?:i|we|you|they|it|he|she|be|have|not|also|well|still|only|need|want|use|help|suit|fit|work|come|go|take|do|get|make|see|ask|require|cause|arrive|look|seem)\\b'
const verbAhead = new RegExp(`^ ${afterMay}`, 'iu')
/** Whether the "may" of a match is the verb: "on 12 May we open" is a day, "of the 12 may we" and "12. May we" are none. */
export function isVerb(match: RegExpExecArray, text: string): boolean {
  const at = match.index + match[0].lastIndexOf('may')
  const name = text[at] === 'M' && !/[.,] ?$/.test(text.slice(match.index, at))
  return !name && verbAhead.test(text.slice(at + 3, at + 16))
}
const teens = anyOf(small.split(' '))
const digits = anyOf(small.split(' ').slice(0, 9))
// tens and what is added to them, so that no word is tried a hundred times
const counts = `(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:${digits}))?|${teens}`
export const N = `(?:\\d{1,3}|${counts}|an?|couple|half)`
export const D = `(?:\\d{1,2}(?:st|nd|rd|th)?|${anyOf(ordinals)})`
// in words
export const hundreds = `(?:${teens}) hundred(?: and)?(?: (?:${counts})\\b)?`
// "jan twenty two"
export const C = `(?:${D.slice(3, -1)}|(?:twen|thir)ty(?:[ -](?:${digits}))?|${teens})`
const yearWords = `${hundreds}|two thousand(?: and)?(?: (?:${counts})\\b)?|(?:nineteen|twenty) (?:(?:zero|oh) )?(?:${counts})\\b`
// in digits, in two behind an apostrophe or at the end of what is said, in words, or behind the time as clocks print it
export const Y = `(?: ?,? ?(?:of |in )?(?:the year )?[-/.]?(\\d{4}|'\\d{2}(?!\\d)|(?<=[ /.-])\\d{2}(?=[!?;]|\\.(?!\\d)|$)|${yearWords})(?![\\d:])|(?= \\d{1,2}:\\d\\d(?::\\d\\d)? (\\d{4})\\b))`
export const yearIn = (...texts: (string | undefined)[]): number | undefined => {
  const text = texts.find((each) => each !== undefined)
  if (text === undefined || /^'?\d/.test(text)) return fullYear(text?.replace("'", ''))
  const words = text.replace(/ and| zero| oh/g, '')
  const [, front, back] = /^(\w+ hundred|two thousand|nineteen|twenty)(?: (.+))?$/.exec(words) ?? []
  if (!front) return undefined
  const century = front === 'two thousand' ? 2000 : numbers[front.split(' ')[0]!]! * 100
  return century + (back ? (numbers[back] ?? 0) : 0)
}
export const weekday = (text: string): number =>
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(text.slice(0, 3))
export const month = (text: string): number =>
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(
    text.slice(0, 3)
  ) + 1
export const U = '(?:days?|weeks?|fortnights?|months?|years?)'
export const dateIn = (text: string): number => ordinals[text] ?? numbers[text] ?? Number.parseInt(text, 10)
export const rule = (pattern: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(pattern, 'gu'),
  read
})
export const half = "(a\\.?m\\b\\.?|p\\.?m\\b\\.?|[ap]\\b(?!['/-]|\\.\\w))"
export const other = (sure: number, day: (ref: { day: number }) => number | null) => ({
  sure,
  day: { kind: 'other' as const, day }
})
export function later(day: number, count: number, unit: string, work = false): number {
  if (work) return addWorkdays(day, count)
  if (unit.startsWith('month')) return addMonths(day, count)
  if (unit.startsWith('year')) return addMonths(day, 12 * count)
  if (unit.startsWith('fortnight')) return day + 14 * count
  return day + count * (unit.startsWith('week') ? 7 : 1)
}
