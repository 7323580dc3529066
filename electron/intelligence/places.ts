import type { CountryCode } from 'libphonenumber-js/max'
import { fold, type Sender } from './names.ts'

const street =
  /(?:^|[\s,])(?:\p{L}*(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|hof|graben)|rue|avenue|av\.?|avda\.?|bd|boulevard|bld|chemin|impasse|quai|place|allée|route|cours|square|za|zi|zac|calle|c\/|carrer|paseo|plaza|camino|ctra\.?|carretera|pol\. ?ind\.?|polígono|apdo\.?|cra\.?|carrera|col\.|colonia|via|viale|street|st|road|rd|ave|lane|ln|drive|dr|way|blvd|court|ct|parkway|pkwy|highway|hwy|suite|floor|unit|building|house|square|park|estate|quay|row|terrace|mews|place|broadway|p\.?o\.? box|postfach|bp|wharf|industrial|business park|spur|plaza)(?=$|[\s,.\d])/iu
const postCode =
  /(?:^|[\s,(])(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{4})?\s+\p{Lu}\p{L}+|,?\s[A-Z]{2}\s+\d{5}(?:-\d{4})?(?=$|[\s,])|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2,3}\s+\d{4}\b/u
const houseNumber = /(?:^|[\s,])\d{1,5}[a-z]?(?=$|[\s,.-])/i

/** How surely a line is (part of) a postal address: 0 none, 1 with a street or post code, 2 with both. */
export function addressStrength(line: string): 0 | 1 | 2 {
  if (line.length > 160 || /@|https?:|www\.|[?!]$/i.test(line)) return 0
  const code = postCode.test(line)
  const way = street.test(line) && (houseNumber.test(line) || /\d/.test(line))
  if (code && way) return 2
  return code || way ? 1 : 0
}

/** A street without a number, or a quarter with one, over the line with the post code. */
export function isStreet(line: string): boolean {
  return (
    line.length < 60 &&
    !/@|www\.|\d{5}/.test(line) &&
    (street.test(line) || /^(?:barrio|lieu-dit|le |la |les )/i.test(line))
  )
}

const names: [RegExp, CountryCode][] = [
  [/\b(?:germany|deutschland|alemania|allemagne)\b/i, 'DE'],
  [/\b(?:austria|österreich|autriche)\b/i, 'AT'],
  [/\b(?:switzerland|schweiz|suisse|suiza)\b/i, 'CH'],
  [/\bfrance\b/i, 'FR'],
  [/\b(?:spain|españa|spanien|espagne)\b/i, 'ES'],
  [/\b(?:belgium|belgique|belgien|belgië)\b/i, 'BE'],
  [/\b(?:united kingdom|uk|england|scotland|wales|london)\b/i, 'GB'],
  [/\b(?:ireland|éire|dublin)\b/i, 'IE'],
  [/\b(?:usa|u\.s\.a\.|united states)\b/i, 'US'],
  [/\b(?:canada|québec|ontario)\b/i, 'CA'],
  [/\b(?:mexico|méxico|cdmx)\b/i, 'MX'],
  [/\bargentina\b|buenos aires/i, 'AR'],
  [/\bchile\b|santiago de chile/i, 'CL'],
  [/\bcolombia\b|bogotá|medellín/i, 'CO'],
  [/\b(?:peru|perú|lima)\b/i, 'PE'],
  [/\b(?:australia|nsw|qld)\b/i, 'AU'],
  [/\b(?:new zealand|auckland)\b/i, 'NZ'],
  [/\b(?:india|mumbai|bengaluru)\b/i, 'IN'],
  [/\b(?:netherlands|nederland)\b/i, 'NL'],
  [/\b(?:italy|italia)\b/i, 'IT'],
  [/\b(?:luxembourg|luxemburg)\b/i, 'LU'],
  [/\b(?:portugal)\b/i, 'PT'],
  [
    /,\s(?:A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|DC)\s+\d{5}\b/,
    'US'
  ],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b/, 'GB'],
  [/\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b/, 'CA']
]
const ends: Record<string, CountryCode> = {
  de: 'DE',
  at: 'AT',
  ch: 'CH',
  fr: 'FR',
  be: 'BE',
  es: 'ES',
  eus: 'ES',
  cat: 'ES',
  gal: 'ES',
  uk: 'GB',
  ie: 'IE',
  us: 'US',
  ca: 'CA',
  mx: 'MX',
  ar: 'AR',
  cl: 'CL',
  co: 'CO',
  pe: 'PE',
  uy: 'UY',
  ec: 'EC',
  au: 'AU',
  nz: 'NZ',
  in: 'IN',
  nl: 'NL',
  it: 'IT',
  pt: 'PT',
  lu: 'LU',
  pl: 'PL',
  se: 'SE',
  dk: 'DK',
  no: 'NO',
  fi: 'FI',
  cz: 'CZ',
  za: 'ZA',
  sg: 'SG',
  jp: 'JP',
  br: 'BR',
  li: 'LI',
  bo: 'BO',
  py: 'PY',
  ve: 'VE',
  cr: 'CR',
  gt: 'GT',
  pa: 'PA',
  do: 'DO',
  bzh: 'FR',
  berlin: 'DE',
  hamburg: 'DE',
  koeln: 'DE',
  bayern: 'DE',
  paris: 'FR',
  wien: 'AT',
  tirol: 'AT',
  swiss: 'CH',
  scot: 'GB',
  gov: 'US',
  edu: 'US',
  cn: 'CN',
  kr: 'KR',
  tr: 'TR',
  gr: 'GR',
  hu: 'HU',
  ro: 'RO',
  ma: 'MA'
}
const ofLanguage: Record<string, CountryCode> = { de: 'DE', fr: 'FR', es: 'ES', en: 'US' }

/** The country whose numbers are meant where no "+" says it: the address's, the domain's, the language's. */
export function countryOf(
  signature: string,
  sender: Sender,
  language: string | undefined
): { country: CountryCode | undefined; guessed: boolean } {
  for (const [pattern, country] of names) if (pattern.test(signature)) return { country, guessed: false }
  const end = sender.domain.split('.').at(-1) ?? ''
  if (ends[end]) return { country: ends[end], guessed: false }
  if (/(?:^|\D)0\d/.test(signature) && /(?:^|[^\d+])\(?0\d/.test(signature) && (language ?? 'en') === 'en')
    return { country: 'GB', guessed: true }
  return { country: ofLanguage[language ?? ''] ?? languageOf(signature), guessed: true }
}

function languageOf(signature: string): CountryCode | undefined {
  const text = fold(signature)
  if (/gmbh|strasse|geschaftsfuhr|leiter|mobil\b|vertrieb/.test(text)) return 'DE'
  if (/\brue\b|directeur|directrice|\bsarl\b|\bsas\b|responsable d|portable/.test(text)) return 'FR'
  if (/\bcalle\b|gerente|jef[ea] de|\bmovil\b|director comercial|responsable de/.test(text)) return 'ES'
  return 'US'
}
