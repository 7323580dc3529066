import { normalAddress } from '../../../shared/context/address.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import type { PublishedMail } from '../../../shared/contract/sharing.ts'
import { toWire } from '../../../shared/errors.ts'
import { messageKey, threadKey } from '../../../shared/mail/message-key.ts'
import { type Draft, filesOf } from '../../cache/outbox-types.ts'
import { settleRule } from './rule.ts'

/** A mail that was begun on a record, as it was sent. Hidden recipients stay hidden. */
export function publishedOf(draft: Draft, sent: number): PublishedMail {
  const text = draft.text.trim()
  return {
    message: messageKey({ messageId: draft.messageId, sent, from: [draft.from], subject: draft.subject }),
    thread: threadKey(draft),
    sent,
    source: 'crm',
    outgoing: true,
    subject: draft.subject.slice(0, 2000),
    snippet: text.replaceAll(/\s+/g, ' ').slice(0, 200),
    from: draft.from,
    to: [...draft.to, ...draft.cc].slice(0, 500).map(([name, address]) => [name, normalAddress(address)]),
    files: filesOf(draft)
      .filter(({ cid }) => cid === '')
      .map(({ name, type, size }) => ({ name, type, size })),
    text: draft.text.slice(0, 1_000_000),
    html: draft.html === '' ? null : draft.html.slice(0, 2_000_000)
  }
}

/** Once, however often it is played. In a workspace that nobody shares there is nobody to read it. */
export async function publishSent(
  { bridge, account, settings }: { bridge: Bridge; account: string; settings(): Account | undefined },
  mail: PublishedMail
): Promise<void> {
  const now = settings()
  if (!now) return
  try {
    const { mailbox } = await settleRule(bridge, now)
    if (!mailbox) return
    await bridge.call('workspace.publish', { mailbox: account, epoch: mailbox.epoch, mails: [mail] })
  } catch (error) {
    if (toWire(error).code !== 'workspace.notMember') throw error
  }
}
