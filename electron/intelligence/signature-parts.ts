import { isDivider, nameAfterClosing } from './closings.ts'
import { companyStrength } from './companies.ts'
import { nameIn, type Sender } from './names.ts'
import { titleStrength } from './titles.ts'

/** A piece of a signature that says one thing, as far as its marks tell. */
export interface Part {
  text: string
  line: number
}

/** The filled lines of a signature cut at bars, dots and, where they list name, title and company, at commas. */
export function partsOf(text: string, firstLine: number, sender: Sender): Part[] {
  const parts: Part[] = []
  const lines = text.split('\n')
  for (const [at, raw] of lines.slice(0, 40).entries()) {
    const line = firstLine + at
    if (raw.trim() === '' || isDivider(raw)) continue
    const given = parts.length === 0 ? raw.slice(nameAfterClosing(raw)) : raw
    const bare = given
      .slice(0, 400)
      .replace(/<(?:mailto:|https?:)[^<>]*>|\[(?:cid|image|logo)[^\]]*\]/gi, ' ')
      .replace(/^[\s*_|>•·–—-]+|[\s*_|]+$/g, '')
    if (bare === '') continue
    for (const piece of parts.length === 0 ? cutFirst(bare) : cutOther(bare, sender)) {
      const clean = piece.trim().replace(/^[,;–—-]\s*|[,;]$/g, '')
      if (clean !== '') parts.push({ text: clean, line })
    }
  }
  return parts
}

/** "Name | Title | Company | Phone" and the same with commas or dashes. */
function cutFirst(line: string): string[] {
  const barred = line.split(/\s*[|•]\s*|\s+·\s+|\s*\t\s*|\s{3,}|\s+\/\/\s+/)
  if (barred.length > 1) return barred.flatMap((piece, i) => (i === 0 ? cutAtComma(piece) : [piece]))
  const slashed = line.split(/\s+\/\/?\s+/)
  if (slashed.length > 2 && !/\d/.test(slashed[0]!)) return slashed
  return cutAtComma(line)
}

function cutAtComma(line: string): string[] {
  const afterComma = /,\s+(.+)$/.exec(line)?.[1]
  if (nameIn(line) !== null && (afterComma === undefined || titleStrength(afterComma) < 2)) return [line]
  const dashed = line.split(/\s+[-–—]\s+/)
  if (dashed.length > 1 && nameIn(dashed[0]!) !== null && !/,/.test(dashed[0]!)) return dashed
  const pieces = line.split(/,\s+/)
  if (pieces.length < 2 || nameIn(pieces[0]!) === null) return [line]
  return joinAddress(joinLegal(pieces))
}

/** "Acme, Inc." and "Congelados Beltrán, S.L." are one. */
function joinLegal(pieces: string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    if (joined.length > 1 && /^(?:Inc|LLC|Ltd|S\.?L|S\.?A|Corp|GmbH|Lda|C\.?A)\b\.?/.test(piece))
      joined[joined.length - 1] += `, ${piece}`
    else joined.push(piece)
  }
  return joined
}
/** What is left with digits and no "+" or label after a street is its town. */
function joinAddress(pieces: string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const street = last !== undefined && joined.length > 1 && /\d/.test(last) && /\p{L}{3}/u.test(last)
    if (
      street &&
      !/\d{6}|\d[\s.-]\d{3}|@|www\.|^(?:tel|mob|fax|t|m)\b/i.test(piece) &&
      !/\d{5,}[\s-]*\d/.test(last!)
    )
      joined[joined.length - 1] += `, ${piece}`
    else joined.push(piece)
  }
  return joined
}

function cutOther(line: string, sender: Sender): string[] {
  const barred = line.split(/\s*[|•]\s*|\s+[·∙⋅*]\s+|\s*\t\s*/)
  if (barred.length > 1) {
    const telling = barred.some(
      (piece) =>
        titleStrength(piece) > 0 ||
        /\d{5,}|\d[\s./-]\d{2,}|@|www\.|\.\w{2,3}$/.test(piece) ||
        companyStrength(piece, sender) >= 0.9
    )
    return telling && !(barred.length === 2 && barred.every((piece) => isPlainCompany(piece, sender)))
      ? barred
      : [line]
  }
  for (const divider of [/\s+@\s+/, /\s+(?:at|bei|chez)\s+(?=\p{Lu})/u, /,\s+/, /\s+[-–—]\s+/]) {
    const at = divider.exec(line)
    if (!at || at.index === 0) continue
    const left = line.slice(0, at.index)
    const right = line.slice(at.index + at[0].length)
    const company = companyStrength(right, sender)
    if (titleStrength(left) > 0 && company >= 0.9 && companyStrength(left, sender) < 0.9) return [left, right]
    if (/@|bei|chez|\sat\s/.test(at[0]) && titleStrength(left) > 0) return [left, right]
    if (companyStrength(left, sender) >= 0.9 && titleStrength(right) === 2 && company < 0.9)
      return [left, right]
  }
  return [line]
}

/** "Hotel Seeschwalbe · Ostseebad Kühlungsborn": a company and its town, which stay together. */
function isPlainCompany(piece: string, sender: Sender): boolean {
  return titleStrength(piece) === 0 && !/\d|@|www\./.test(piece) && companyStrength(piece, sender) >= 0
}
