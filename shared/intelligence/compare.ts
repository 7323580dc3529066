/** Letters and digits alone, folded: "Head of Sales, EMEA" and "head of sales EMEA" are one. */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const forms = new Set(
  'ag bv co corp corporation gmbh inc kg kgaa limited llc llp ltd nv ohg plc pty sa sarl sas se sl slu spa srl ug und and company cie'.split(
    ' '
  )
)

/** A company's name without its legal form: "Acme" and "ACME Ltd." are one. */
export function companyKey(name: string): string {
  const said = plainText(name.replace(/\./g, ''))
  return (
    said
      .split(' ')
      .filter((word) => !forms.has(word))
      .join(' ') || said
  )
}

/** `www.acme.example` of any way to write it. */
export function hostOf(web: string): string {
  const bare = web.trim().toLowerCase().slice(0, 400)
  return bare
    .replace(/^[a-z]{1,10}:\/\//, '')
    .replace(/^www\./, '')
    .split(/[/?#:]/, 1)[0]!
}

/**
 * Whether two numbers reach the same phone. Both with "+": to the digit; one without its country: by its end, which
 * must be the whole national number.
 */
export function isSamePhone(a: string, b: string): boolean {
  const [one, two] = [digitsOf(a), digitsOf(b)]
  if (one.digits.length < 5 || two.digits.length < 5) return one.digits !== '' && one.digits === two.digits
  if (one.country === two.country) return one.digits === two.digits
  const [full, national] = one.country ? [one.digits, two.digits] : [two.digits, one.digits]
  // without its country a number has 6 digits or more of its own; the country code takes up to 3
  return national.length >= 6 && full.endsWith(national) && full.length - national.length <= 3
}

function digitsOf(number: string): { country: boolean; digits: string } {
  const said = number
    .slice(0, 60)
    .replace(/\(0\)/g, '')
    .replace(/(?:ext|x|durchwahl)\.?\s{0,3}\d{1,6}\s*$/i, '')
  const digits = said.replace(/\D/g, '')
  if (/^\s*\+/.test(said)) return { country: true, digits }
  if (/^\s*00/.test(said)) return { country: true, digits: digits.slice(2) }
  return { country: false, digits: digits.replace(/^0/, '') }
}
