/**
 * Whether an addr-spec can stand in an SMTP command and in a header without becoming anything else: one "@" with
 * something on both sides, no control, space, bracket, comma or quote. Stricter than RFC 5321: quoted local
 * parts are refused, since nobody has one and `"a>\r\nRCPT TO:<b"@x` is one.
 */
export function isSendable(address: string): boolean {
  if (address.length > 320 || !address.isWellFormed()) return false
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (at < 1 || local.length > 64 * 4 || domain === '') return false
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u00a0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff<>()[\]\\,;:"@]/.test(local))
    return false
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  // an address literal such as [192.0.2.1] or [IPv6:2001:db8::1]
  if (/^\[(IPv6:)?[0-9a-f.:]{2,45}\]$/i.test(domain)) return true
  return (
    /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?$/u.test(domain) && !domain.includes('..')
  )
}

/** A Message-ID or Content-ID without its angle brackets that can stand in a header. */
export function isMessageId(id: string): boolean {
  return id.length <= 900 && /^[!-;=?-~]+$/.test(id)
}
