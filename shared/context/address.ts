/**
 * One spelling for each address, so that equal mailboxes are equal strings: lower case, NFC, the domain in ASCII
 * (RFC 5890 A-labels). RFC 5321 2.4 lets a server tell local parts apart by case; none in the field does.
 */

/** Nothing to change: printable ASCII without capitals or blanks. Tried first, so the common case makes no string. */
const normal = /^[!-;=?-@[-~]+$/

export function normalAddress(address: string): string {
  if (normal.test(address)) return address
  const bare = address.trim().replace(/^<|>$/g, '').normalize('NFC').toLowerCase()
  const at = bare.lastIndexOf('@')
  return at < 0 ? bare : bare.slice(0, at + 1) + asciiDomain(bare.slice(at + 1))
}

/** The domain as a name server knows it; as it came (in lower case) when it is no domain at all. */
export function asciiDomain(domain: string): string {
  const lower = domain.trim().toLowerCase().replace(/\.$/, '')
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(lower)) return lower
  try {
    return new URL(`http://${lower}`).hostname
  } catch {
    return lower
  }
}

/** What follows the last @; '' where there is none. Expects a normal address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1 || address.length)
}

/** `anna+news@acme.example` is anna's: the address without the tag, or null where there is none (RFC 5233). */
export function withoutTag(address: string): string | null {
  const plus = address.indexOf('+')
  if (plus <= 0) return null
  const at = address.lastIndexOf('@')
  return plus < at ? address.slice(0, plus) + address.slice(at) : null
}

/** Looks like one mailbox that mail could be sent to: no blanks, no control characters, a domain with a name. */
export function isAddress(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return (
    text.length <= 320 && /^[^\s@<>()[\],;:"\\\x00-\x1f\x7f]+@[^\s@<>()[\],;:"\\\x00-\x1f\x7f]+$/.test(text)
  )
}

/** A name that a domain could have, such as `acme.example`; no scheme, no path. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(text)
}
