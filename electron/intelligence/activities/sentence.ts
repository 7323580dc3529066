export interface Sentence {
  index: number
  text: string
}

const LONGEST = 400

// the blank that follows tells an end from "5.3." and "a.m."
const END = /[.!?;](?=[\s"')\]])|\n\s{0,20}\n|\n(?=\s{0,4}(?:[-*•–]|\d{1,2}[.)]|>) )/gu
// an abbreviation or an ordinal, by what follows: "approx. 3", "Dr. Voss", "12. März", but not "at 10:15. Then"
const TITLE = /\b(?:m|mr|mrs|ms|dr|st|nr|no|sr|sra|hr|fr|ing|lic|prof|tel)$/iu
const SHORT =
  /\b(?:a\.m|p\.m|a\. m|p\. m|ca|bzw|z\.b|d\.h|inkl|approx|etc|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|(?<![:.])\d{1,2})$/iu
const GOES_ON = /^\s(?:[a-z(\d]|(?:jan|feb|mär|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]{0,7}\b)/u
const MONTH = /^\s(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/u

function goesOn(text: string, dot: number): boolean {
  const head = text.slice(Math.max(0, dot - 8), dot)
  const tail = text.slice(dot + 1, dot + 12)
  return (
    TITLE.test(head) || (SHORT.test(head) && GOES_ON.test(tail)) || (/\d$/.test(head) && MONTH.test(tail))
  )
}

/** The sentence that a place of a text stands in; a list's item is one. At most 400 letters to each side. */
export function sentenceAt(text: string, at: number, to: number): Sentence {
  const from = Math.max(0, at - LONGEST)
  let begin = 0
  for (const match of text.slice(from, at).matchAll(END))
    if (match[0] !== '.' || !goesOn(text, from + match.index)) begin = match.index + match[0].length
  const behind = text.slice(to, to + LONGEST)
  let end = behind.length
  for (const match of behind.matchAll(END)) {
    if (match[0] === '.' && goesOn(text, to + match.index)) continue
    end = match.index + (/[?!.]/.test(match[0]) ? 1 : 0)
    break
  }
  return { index: from + begin, text: text.slice(from + begin, to + end) }
}

/** The part of a sentence around a place: between commas with a conjunction, dashes and colons, where it has a verb of its own. */
export function clauseAt(sentence: Sentence, at: number, to: number): Sentence {
  const breaks =
    /,? (?:and|or|und|oder|et|ou|y|o|but|aber|sondern|mais|pero|sonst|otherwise|sinon|o si no|then)(?= (?:i|we|you|please|then|let|will|can|could|bring|send|ich|wir|sie|bitte|dann|bis|am|je|nous|vous|on|te|me|lo|os|yo|hablamos|vemos|manana|antes|por favor|una reunion|quelqu'un)\b)|,? (?:but|aber|sondern|mais|pero|sonst|otherwise|sinon) | [–-] |, (?=(?:ich|wir|i|we|je|nous|dann|que|so|damit|pour)\b)/giu
  let begin = 0
  let end = sentence.text.length
  const from = at - sentence.index
  const until = to - sentence.index
  for (const match of sentence.text.matchAll(breaks)) {
    if (match.index + match[0].length <= from) begin = match.index + match[0].length
    else if (match.index >= until) {
      end = match.index
      break
    }
  }
  return { index: sentence.index + begin, text: sentence.text.slice(begin, end) }
}
