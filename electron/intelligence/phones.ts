import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'
import type { PhoneKind } from '../../shared/intelligence/signature.ts'

export interface FoundPhone {
  value: string
  kind: PhoneKind
  labelled: boolean
  e164: string | null
  extension: string | null
  /** Whether the country is said by "+" rather than guessed. */
  international: boolean
  valid: boolean
  start: number
  end: number
}

const candidate =
  /(?:\+|00|\(\+?)?\(?\d[\d\s\u00a0\u202f().\-/–‑]{4,46}\d(?:\s?,?\s*(?:ext\.?|extension|ext:|x|poste|dw|durchwahl|int\.?|extensi[oó]n|anexo)\s?\.?:?\s?\d{1,6}(?!\d))?/giu
const extensionPart =
  /\s?,?\s*(?:ext\.?|extension|ext:|x|poste|dw|durchwahl|int\.?|extensi[oó]n|anexo)\s?\.?:?\s?(\d{1,6})$/iu
/** Numbers that are none to call: registers, taxes, banks, dates, post codes. */
const otherNumber =
  /(?:^|[^\p{L}])(?:hrb|hra|ust|ust-id(?:nr)?|uid|steuer\w*|vat|tax|siret|siren|rcs|ape|naf|tva|nif|cif|rut|rfc|cuit|nit|iban|bic|swift|reg|registered|registration|company|companies house|no|nr|n°|nº|lic|license|konto|blz|kto|order|invoice|id|po box|postfach|bp|cp|che)(?:[\s.:#-]*(?:no\.?|nr\.?|number)|[\s.:#-]+[a-z]{1,2}\b)?[\s.:#-]*$/iu
const date = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}-\d{2}-\d{2}$|^\d{4}\s*[-–/]\s*\d{4}$/

const mobileWords =
  'm|mb|mob|mobile?|mobil(?:e|telefon)?|cell(?:ular|phone)?|c|cel|celular|móvil|movil|handy|port|portable|gsm|natel|whatsapp|wa|mobiel|cellulare|tel mobile'
const faxWords = 'f|fx|fax|telefax|facsimile|télécopie|telecopie|tlc'
const officeWords =
  't|tel|tel[eé]fono|tél|téléphone|telephone|telefon|fon|phone|ph|p|o|off|office|w|work|d|dd|dir|direct|direkt|directo|line|durchwahl|dw|büro|zentrale|standard|bureau|fixe|fijo|oficina|centralita|main|switchboard|hotline|ligne directe|ld|home|desk|landline|call|ring|llámame|reach me|tfno|tlf|tf'
const before = new RegExp(
  `(?:^|[^\\p{L}])(?:(${faxWords})|(${mobileWords})|(${officeWords}))\\s*\\.?\\s*(?:[:/.|-]|\\(|#|no\\.?|nr\\.?)*\\s*$`,
  'iu'
)
const after = new RegExp(
  `^\\s*[(,-]?\\s*(?:(fax)|(mobile?|cell|móvil|mobil|handy|portable)|(office|work|home|direct|desk|main|tel))(?=$|[^\\p{L}])(?![.:)]*\\s*[+(\\d])`,
  'iu'
)

/** The numbers to call in one line. Linear: a line is read once, and no more than its first 400 characters. */
export function phonesIn(line: string, country: CountryCode | undefined): FoundPhone[] {
  const text = line.slice(0, 400)
  const found: FoundPhone[] = []
  for (const match of text.matchAll(candidate)) {
    let at = match.index
    for (const piece of split(match[0])) {
      const start = text.indexOf(piece, at)
      at = start + piece.length
      const phone = read(text, piece, start, found.at(-1), country)
      if (phone) found.push(phone)
    }
  }
  return found
}

/** "(07) 5550 1482 / 0491 570 156" is two. */
function split(raw: string): string[] {
  const pieces = raw.split(/\s+[/–-]{1,2}\s+|\s{2,}|\s*\/\s*(?=\+)/)
  const digits = (piece: string): number => piece.replace(/\D/g, '').length
  if (pieces.length > 1 && pieces.every((piece) => digits(piece) >= 7)) return pieces
  return digits(raw) > 16 && pieces.length > 1 ? pieces.filter((piece) => digits(piece) >= 7) : [raw]
}

function read(
  text: string,
  raw: string,
  start: number,
  last: FoundPhone | undefined,
  country: CountryCode | undefined
): FoundPhone | null {
  const value = raw.trim().replace(/^\)+|[\s(./–-]+$/g, '')
  const ahead = text.slice(Math.max(last?.end ?? 0, start - 30), start)
  const behind = text.slice(start + raw.length, start + raw.length + 24)
  if (/[\w@./-]$/.test(ahead.slice(-1)) && !/[.:/-]$/.test(ahead)) return null
  if (/https?:\S*$|www\.\S*$|@\S*$|\d$/i.test(ahead) || /^[\w@]/.test(behind.replace(/^[xX]\d/, ''))) {
    if (!/^[a-z]\b/i.test(behind)) return null
  }
  const label = before.exec(ahead)
  if (!label && otherNumber.test(ahead)) return null
  const bare = value.replace(extensionPart, '')
  const extension = extensionPart.exec(value)?.[1] ?? null
  const digits = bare.replace(/\D/g, '').length
  if (date.test(bare) || digits > 15 || digits < 6 || (digits < 7 && !label)) return null
  // a post code and a house number, a range, a sum
  if (!label && /[€$£%]\s*$/.test(ahead)) return null
  const suffix = after.exec(behind)
  const parsed = parse(bare, country)
  const international = /^\(?(?:\+|00)/.test(bare)
  const alone = /(?:^|[|,·•/–-])\s*$/.test(ahead) && /^\s*(?:$|[|,·•/])/.test(behind) && /^\(?[0+]/.test(bare)
  if (!label && !suffix && !parsed?.isPossible() && !(alone && digits >= 9 && digits <= 13)) return null
  if (!label && !suffix && !/[\s()./–-]/.test(bare) && digits < 9) return null
  const kind = kindOf(label, suffix, parsed)
  return {
    value,
    kind,
    labelled: label !== null || suffix !== null,
    e164: parsed?.isPossible() ? parsed.number : null,
    extension,
    international,
    valid: parsed?.isValid() ?? false,
    start,
    end: start + raw.length
  }
}

function kindOf(
  label: RegExpExecArray | null,
  suffix: RegExpExecArray | null,
  parsed: PhoneNumber | undefined
): PhoneKind {
  if (label?.[1] && !/tel[.\s]*[/&+]\s*fax/i.test(label.input)) return 'fax'
  if (label?.[2]) return 'mobile'
  if (suffix?.[1] && !label) return 'fax'
  if (suffix?.[2] && !label) return 'mobile'
  return parsed?.getType() === 'MOBILE' && !label?.[3]?.match(/^(?:o|off|office|d|direct|work|w)$/i)
    ? 'mobile'
    : 'office'
}

function parse(bare: string, country: CountryCode | undefined): PhoneNumber | undefined {
  // "+33 (0)2" and "0049": neither is dialled as it stands
  const dialled = bare
    .replace(/\(0\)/g, /^\(?(?:\+|00)/.test(bare) ? '' : '0')
    .replace(/^\(?00(?=[1-9])/, '+')
  return parsePhoneNumberFromString(dialled, country)
}
