import type { Mailbox } from '../../shared/mail/message.ts'
import { isSendable } from '../../shared/mail/address.ts'

/**
 * What was typed or pasted into a recipient field: `Anna <anna@acme.example>, bob@acme.example; "Doe, J" <j@x.example>`.
 * `rest` is what is no address yet.
 */
export function parseAddresses(text: string): { mailboxes: Mailbox[]; rest: string } {
  const mailboxes: Mailbox[] = []
  const rest: string[] = []
  for (const piece of split(text)) {
    const one = piece.trim()
    if (!one) continue
    const angled = /^(.*?)<\s*([^<>\s]+)\s*>$/s.exec(one)
    const address = (angled ? angled[2]! : one).replace(/^mailto:/i, '')
    const name = (angled?.[1] ?? '')
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replace(/\\(.)/g, '$1')
    if (isSendable(address)) mailboxes.push([name, address])
    else rest.push(one)
  }
  return { mailboxes, rest: rest.join(', ') }
}

/** At commas, semicolons and line ends that stand in no quotes and no angle brackets. */
function split(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let quoted = false
  let angled = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (char === '<' && !quoted) angled = true
    else if (char === '>' && !quoted) angled = false
    if (!quoted && !angled && /[,;\n\r]/.test(char)) {
      pieces.push(piece)
      piece = ''
    } else piece += char
  }
  pieces.push(piece)
  return pieces
}

export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
