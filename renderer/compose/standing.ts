import type { Account } from '../../shared/contract/accounts.ts'
import type { OutboxMail, ShownSync } from '../cache/index.ts'
import { outbox as words } from '../words/en/outbox.ts'
import { clock, errorText } from '../words/index.ts'

/** Where a mail of the Outbox stands: in a word or two, and why, and what to do. */
export interface Standing {
  tone: 'busy' | 'quiet' | 'bad' | 'warn'
  label: string
  text: string
  acts: ('open' | 'send' | 'tryAgain' | 'callOff' | 'wasSent' | 'sendAgain' | 'sendToRest' | 'leaveRest')[]
}

/** What the mail's account is doing, as far as it decides when the mail goes. */
export type Connection = 'ready' | 'offline' | 'paused' | 'inactive'

export function connectionOf(
  state: Account['state'] | undefined,
  online: boolean,
  sync: ShownSync | undefined
): Connection {
  if (state === 'paused' || state === 'inactive') return state
  return online && sync?.state !== 'waiting' ? 'ready' : 'offline'
}

export function standingOf({ draft, operation }: OutboxMail, connection: Connection, now: number): Standing {
  const { labels, texts } = words
  const why = draft.error ?? operation?.error ?? null
  const { what, next } = why ? errorText(why) : { what: '', next: '' }
  const reason = [what, next].filter(Boolean).join(' ')
  if (draft.state === 'sent') {
    const replies = draft.rejected.map(({ address, reply }) => texts.refused(address, reply))
    return { tone: 'bad', label: labels.notToAll, text: replies.join(' '), acts: ['sendToRest', 'leaveRest'] }
  }
  if (draft.state === 'editing')
    return { tone: 'quiet', label: labels.editing, text: texts.editing, acts: ['open'] }
  if (draft.state === 'sending' || operation?.state === 'claimed')
    return { tone: 'busy', label: labels.sending, text: '', acts: [] }
  if (draft.state === 'unsure')
    return { tone: 'warn', label: labels.unsure, text: reason, acts: ['wasSent', 'sendAgain'] }
  if (draft.state === 'failed' || operation?.state === 'refused')
    return { tone: 'bad', label: labels.failed, text: reason, acts: ['open', 'tryAgain', 'callOff'] }
  const due = operation?.notBefore ?? 0
  const waits = { acts: ['send', 'open', 'callOff'] satisfies Standing['acts'] }
  if (operation?.attempts === 0 && due > now)
    return { ...waits, tone: 'busy', label: labels.in(Math.ceil((due - now) / 1000)), text: '' }
  if (connection === 'paused' || connection === 'inactive')
    return { ...waits, tone: 'quiet', label: labels[connection], text: texts[connection] }
  if (connection === 'offline') return { ...waits, tone: 'quiet', label: labels.offline, text: texts.offline }
  if (why) {
    const seconds = Math.ceil((due - now) / 1000)
    const label =
      seconds <= 0 ? labels.retrying : seconds < 100 ? labels.retryIn(seconds) : labels.retryAt(clock(due))
    return { ...waits, tone: why.code.startsWith('auth.') ? 'bad' : 'warn', label, text: reason }
  }
  return { ...waits, tone: 'quiet', label: labels.waiting, text: '' }
}
