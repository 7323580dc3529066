import type { Mailbox } from '../../shared/mail/message.ts'

/** Signs that change how others are read, or that cannot be seen. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

export interface Person {
  /** What to call them: the display name, or the address where it would deceive. */
  name: string
  /** The true addr-spec. It is shown wherever the name is the first thing a reader sees of a mail. */
  address: string
  /** The display name, where it claims to be another address. */
  claims: string | null
  /** The domain as the network knows it, where it is written in letters of another alphabet. */
  plainDomain: string | null
}

export function person(mailbox: Mailbox | undefined): Person {
  const name = (mailbox?.[0] ?? '').replace(invisible, ' ').replace(/\s+/g, ' ').trim()
  const address = (mailbox?.[1] ?? '').replace(invisible, '').trim()
  const inName = /[^\s<>"'()]+[@＠﹫][^\s<>"'()]+/.exec(name)?.[0] ?? null
  const claims = inName !== null && inName.toLowerCase() !== address.toLowerCase() ? name : null
  return {
    name: name === '' || claims !== null || name.toLowerCase() === address.toLowerCase() ? address : name,
    address,
    claims,
    plainDomain: plainDomain(address)
  }
}

function plainDomain(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  // eslint-disable-next-line no-control-regex
  if (domain === '' || /^[\u0000-\u007f]*$/.test(domain)) return null
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return domain
  }
}

export function sameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
