import table from '../../resources/intelligence/person-confidence.json' with { type: 'json' }
import type {
  OwnText,
  Person,
  PersonField,
  PersonFieldName,
  PersonPhone
} from '../../shared/intelligence/signature.ts'
import { companyStrength, withoutPlace } from './companies.ts'
import { linksIn } from './links.ts'
import { fold, isOfSender, nameIn, readSender, type Sender } from './names.ts'
import { phonesIn } from './phones.ts'
import { addressStrength, countryOf, isStreet } from './places.ts'
import { partsOf, type Part } from './signature-parts.ts'
import { isShortName } from './sign-off.ts'
import { titleStrength } from './titles.ts'

const rates = new Map<string, number>(Object.entries(table))

/** How the value was found; its confidence is how often such values were right on the labelled mails. */
export function confidenceOf(how: string): number {
  return rates.get(how) ?? rates.get(how.split(':')[0]!) ?? 0.5
}

export interface PersonFrom {
  from: string
  /** ISO 639-1, where it is known: the last hint for a phone's country. */
  language?: string
}

interface Found {
  field: PersonFieldName
  value: string
  line: number
  how: string
}

/** Who the sender is by their signature. What is not there is left out; a wrong value is worse than none. */
export function readPerson(own: OwnText, { from, language }: PersonFrom): Person {
  return describe(own, from, language).person
}

/** The same with the kind of evidence behind each value, for measuring. */
export function describe(
  { signature }: Pick<OwnText, 'signature'>,
  from: string,
  language: string | undefined
): { person: Person; hows: Map<PersonField | PersonPhone, string> } {
  const hows = new Map<PersonField | PersonPhone, string>()
  const person: Person = { fields: [], phones: [] }
  if (signature === null) return { person, hows }
  const sender = readSender(from)
  const text = signature.text.slice(0, 6000)
  const lines = text.split('\n')
  const lineText = (line: number): string => (lines[line - signature.firstLine] ?? '').trim().slice(0, 300)
  const parts = partsOf(text, signature.firstLine, sender)
  const { country, guessed } = countryOf(text, sender, language)

  for (const [at, line] of lines.slice(0, 40).entries()) {
    for (const phone of phonesIn(line, country)) {
      if (
        person.phones.length >= 8 ||
        person.phones.some(({ value }) => digits(value) === digits(phone.value))
      )
        continue
      const sure = phone.international ? 'plus' : guessed ? 'guessed' : 'national'
      const how = `phone:${phone.kind === 'fax' ? 'fax' : sure}${phone.labelled ? '+label' : ''}${phone.valid ? '' : '?'}`
      const { value, kind, e164, extension } = phone
      const number = signature.firstLine + at
      const found: PersonPhone = {
        field: 'phone',
        kind,
        value,
        e164,
        extension,
        line: number,
        lineText: lineText(number),
        confidence: confidenceOf(how)
      }
      person.phones.push(found)
      hows.set(found, how)
    }
  }
  for (const { field, value, line, how } of fieldsOf(parts, sender)) {
    const found: PersonField = { field, value, line, lineText: lineText(line), confidence: confidenceOf(how) }
    person.fields.push(found)
    hows.set(found, how)
  }
  return { person, hows }
}

function digits(value: string): string {
  return value.replace(/\D/g, '')
}

function fieldsOf(parts: readonly Part[], sender: Sender): Found[] {
  const found: Found[] = []
  const first = parts[0]
  let rest = parts
  if (first) {
    const name =
      nameIn(first.text) ??
      (isShortName(first.text, sender)
        ? first.text.replace(/\s+x{1,3}$|[,.!]+$/g, (end) =>
            end === '.' && /\p{Lu}\.$/u.test(first.text) ? end : ''
          )
        : null)
    const known =
      name !== null &&
      fold(name)
        .split(/[^\p{L}]+/u)
        .some((word) => isOfSender(word, sender))
    if (name !== null && (known || companyStrength(name, sender) < 0.9 || titleStrength(name) === 0)) {
      found.push({ field: 'name', value: name, line: first.line, how: known ? 'name:header' : 'name:other' })
      rest = parts.slice(1)
    }
  }
  const plain = rest.filter((part) => isPlain(part.text))
  found.push(...roleOf(plain, found.length > 0, sender), ...placeOf(rest))
  for (const part of parts) {
    for (const { field, value } of linksIn(part.text)) {
      if (found.some((one) => one.field === field)) continue
      const ofHouse = field === 'web' && sender.domain !== '' && value.toLowerCase().includes(sender.domain)
      found.push({ field, value, line: part.line, how: ofHouse ? 'web:domain' : `${field}:other` })
    }
  }
  return found
}

const register =
  /\b(?:HR[AB]\s|Amtsgericht|Registergericht|USt|Steuer-?Nr|VAT\b|SIRET|RCS\s|N\.?I\.?F|C\.?I\.?F\b|Sitz der|Geschäftsführe?r?(?:in(?:nen)?)?\s?:|Vorstand\s?:|Aufsichtsrat|Handelsregister|Company (?:No|Reg)|Registered (?:in|office)|capital (?:de|social)|IBAN|BIC|Inscrita)/i
const speech =
  /(?:^|[^\p{L}])(?:we|you|your|our|i|my|is|are|wir|ihr(?:e|er|en)?|sie|ich|unser\w*|ist|sind|nous|vous|votre|notre|nos|est|sommes|je|nosotros|su|nuestr\w+|es|somos|tu|seit|since|depuis|desde|todo|toda|alles|everything|follow|visit|besuchen|suivez|visite|out of office|working hours|days?|hours|pronouns|office days|montags?|lundi|lunes|monday)(?=$|[^\p{L}])/iu

/** Words that may be a title or a company: neither number, address, link, register entry nor a sentence. */
function isPlain(text: string): boolean {
  if (text.length < 2 || text.length > 90 || !/\p{L}{2}/u.test(text)) return false
  if (/@|https?:|www\.|\d{5}|[!?"“”„«»:]|\.\.\.|…/.test(text.replace(/["“”„«»]$/, ''))) return false
  if (addressStrength(text) > 0 && titleStrength(text) < 2) return false
  if (
    register.test(text) ||
    linksIn(text).length > 0 ||
    (/\d/.test(text) && phonesIn(text, undefined).length > 0)
  )
    return false
  if (/^(?:tel|mob|fax|t|m|f|p|e|w)\b[.:]?\s*\+?\(?\d/i.test(text)) return false
  const words = text.split(/\s+/)
  if (words.length > 11) return false
  if (
    /[.]$/.test(text) &&
    words.length > 5 &&
    companyStrength(text, { words: new Set(), given: null, full: '', house: '', domain: '' }) < 1
  )
    return false
  return titleStrength(text) === 2 && words.length <= 8 ? true : !speech.test(text)
}

/** Title and company among the plain parts, in the order people write them. */
function roleOf(plain: readonly Part[], named: boolean, sender: Sender): Found[] {
  const scored = plain.slice(0, 8).map((part) => ({
    part,
    title: titleStrength(part.text),
    company: companyStrength(part.text, sender)
  }))
  const found: Found[] = []
  const strong = scored.find(({ title, company }) => title === 2 && company < 0.9)
  const weak = scored.find(({ title, company }, at) => title === 1 && company < (at === 0 ? 0.9 : 0.5))
  const [head] = scored
  const placed =
    named && head && head.company < 0.5 && scored.slice(1).some(({ company }) => company >= 0.5)
      ? head
      : undefined
  const title = strong ?? weak ?? placed
  if (title && title.part.text.length <= 80) {
    const how =
      title === strong
        ? title === head
          ? 'title:word+place'
          : 'title:word'
        : title === weak
          ? 'title:weak'
          : 'title:place'
    found.push({ field: 'title', value: title.part.text, line: title.part.line, how })
  }
  const others = scored.filter(
    (one) =>
      one !== title && one.part.text.length > 2 && (one.company >= 0.9 || !/^[(\p{Ll}]/u.test(one.part.text))
  )
  const company =
    others.find((one) => one.company === 1) ??
    others.find((one) => one.company >= 0.9) ??
    others.find((one) => one.company >= 0.5 && one.title === 0)
  const next = others.find((one) => one.title === 0 && !/\d/.test(one.part.text))
  const chosen = company ?? (named ? next : undefined)
  if (chosen) {
    const how = chosen === company ? `company:${chosen.company}` : title ? 'company:after' : 'company:place'
    found.push({
      field: 'company',
      value: withoutPlace(chosen.part.text, sender),
      line: chosen.part.line,
      how
    })
  }
  return found
}

/** Street and town, on one line or on neighbouring ones. */
function placeOf(parts: readonly Part[]): Found[] {
  const isPart = ({ text }: Part): boolean =>
    addressStrength(text) > 0 &&
    titleStrength(text) < 2 &&
    !register.test(text) &&
    phonesIn(text, undefined).length === 0
  let start = parts.findIndex(isPart)
  if (start < 0) return []
  const before = parts[start - 1]
  if (before && addressStrength(parts[start]!.text) === 1 && isStreet(before.text)) start--
  let end = start + 1
  while (
    end < parts.length &&
    end - start < 3 &&
    isPart(parts[end]!) &&
    addressStrength(parts[start]!.text) < 2
  )
    end++
  const run = parts.slice(start, end)
  const value = run.map(({ text }) => text.replace(/[,;]$/, '')).join(', ')
  const whole = run.some(({ text }) => addressStrength(text) === 2) || run.length > 1
  // a lone post code or street name proves little
  return [{ field: 'address', value, line: run[0]!.line, how: whole ? 'address:whole' : 'address:part' }]
}
