import { readOwnText } from '../electron/intelligence/own-text.ts'
import { describe } from '../electron/intelligence/person.ts'
import type { SalesMail } from './signature-sets.ts'

/** One value found or missed: what the counts of a field are made of. */
export interface Verdict {
  mail: string
  language: string
  field: string
  wanted: string | null
  got: string | null
  right: boolean
  how: string
  confidence: number
}

const plain = (value: string): string =>
  value
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s ]+/g, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')

function same(field: string, wanted: string, got: string): boolean {
  if (field === 'phone') return wanted.replace(/\D/g, '') === got.replace(/\D/g, '')
  if (field === 'web' || field === 'social') {
    const host = (value: string): string =>
      plain(value)
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
    return host(wanted) === host(got)
  }
  if (field === 'address')
    return plain(wanted).replace(/[\s,;·|-]/g, '') === plain(got).replace(/[\s,;·|-]/g, '')
  return plain(wanted) === plain(got)
}

/** Every value that the mail's label asks for or that was found in it. Fax numbers are neither. */
export function judge(mail: SalesMail): Verdict[] {
  const own = readOwnText(mail.body, { from: mail.from })
  const { person, hows } = describe(own, mail.from, mail.language)
  const got = [...person.fields, ...person.phones.filter(({ kind }) => kind !== 'fax')]
  const labels: [string, string][] = Object.entries(mail.person ?? {}).flatMap(([key, value]) =>
    key === 'phones'
      ? (value as string[]).map((one): [string, string] => ['phone', one])
      : [[key, String(value)]]
  )
  const used = new Set<number>()
  const verdicts = got.map((value): Verdict => {
    const at = labels.findIndex(
      ([field, wanted], i) => !used.has(i) && field === value.field && same(field, wanted, value.value)
    )
    if (at >= 0) used.add(at)
    const wanted = at >= 0 ? labels[at]![1] : (labels.find(([field]) => field === value.field)?.[1] ?? null)
    return {
      mail: mail.id,
      language: mail.language,
      field: value.field,
      wanted,
      got: value.value,
      right: at >= 0,
      how: hows.get(value)!,
      confidence: value.confidence
    }
  })
  const missed = labels.flatMap(([field, wanted], i): Verdict[] =>
    used.has(i)
      ? []
      : [
          {
            mail: mail.id,
            language: mail.language,
            field,
            wanted,
            got: null,
            right: false,
            how: '',
            confidence: 0
          }
        ]
  )
  return [...verdicts, ...missed]
}

export function f1Of(
  verdicts: readonly Verdict[],
  field: string
): { precision: number; recall: number; f1: number; n: number } {
  const of = verdicts.filter((one) => one.field === field)
  const right = of.filter((one) => one.right).length
  const found = of.filter((one) => one.got !== null).length
  const wanted = right + of.filter((one) => one.got === null).length
  return {
    precision: found === 0 ? 1 : right / found,
    recall: wanted === 0 ? 1 : right / wanted,
    f1: found + wanted === 0 ? 1 : (2 * right) / (found + wanted),
    n: wanted
  }
}
