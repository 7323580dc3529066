import type { PublishedMail } from '../../../shared/contract/sharing.ts'

let made = 0

/** A mail of some 1.3 KB of text that nobody published yet. */
export function newMail(address: string): PublishedMail {
  const n = ++made
  const text = `Good morning, this is mail ${n}. `.repeat(40)
  return {
    message: `new${n}@customer.example`,
    thread: `new${Math.floor(n / 3)}`,
    sent: Date.UTC(2026, 0, 1) + n * 1000,
    source: 'imap',
    outgoing: false,
    subject: `About the offer, ${n}`,
    snippet: text.slice(0, 120),
    from: ['Person', address],
    to: [['Rep', 'rep0@fernhill.example']],
    files: [],
    text,
    html: null
  }
}
