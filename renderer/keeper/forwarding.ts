import type { Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import { newDraft } from '../cache/drafts.ts'
import { readHeader } from '../cache/headers.ts'
import type { Deed, Draft } from '../cache/outbox-types.ts'
import type { MessageRow } from '../cache/types.ts'
import { resolve } from './resolve.ts'
import type { SendingDeps } from './sending.ts'

/** Octets that the headers of a mail are looked for in. */
const headLimit = 256 * 1024

/**
 * A filter passes a mail on, as an attachment, whole. Draft, Message-ID and operation are made together and named by
 * the mail and the rule, so that a second playing makes no second mail. What a machine sent, or we did, is not passed
 * on: two filters that answer each other would never end.
 * @throws AppError mail.messageGone, or what the server said
 */
export async function playForward(
  deps: Pick<SendingDeps, 'bridge' | 'store' | 'outbox' | 'account'> & { me(): Account },
  deed: Extract<Deed, { kind: 'forward' }>
): Promise<void> {
  const { bridge, store, outbox, account } = deps
  const [target] = deed.targets
  const [place] = resolve(store.book, account, deed.targets, null)
  const row = place && (await readHeader(store.db, place.ids[0]!))
  if (!target || !place || !row) throw new AppError('mail.messageGone', {})
  const me = deps.me()
  if (isOwn(row, me, deed.to)) return
  const { path: folder, uidValidity, uids } = place
  const { hash, size } = await bridge.call('mail.source', { account, folder, uidValidity, uid: uids[0]! })
  const head = await bridge.call('files.read', { account, hash, limit: headLimit })
  if (isAutomatic(new TextDecoder('latin1').decode(head))) return
  const draft = draftOf(row, me, deed, target.identity, { hash, size })
  await outbox.transaction('rw', outbox.drafts, outbox.operations, async () => {
    if (await outbox.drafts.get(draft.id)) return
    await outbox.drafts.add(draft)
    await outbox.operations.add({
      account,
      deed: { kind: 'send', draft: draft.id },
      inverse: null,
      state: 'queued',
      notBefore: 0,
      attempts: 0,
      error: null,
      createdAt: Date.now(),
      doneAt: null
    })
  })
}

/** Written by us, or by the one it would go to. */
function isOwn(row: MessageRow, me: Account, to: string): boolean {
  const known = new Set([me.address, ...me.aliases, to].map((one) => one.toLowerCase()))
  return row.from.some(([, address]) => known.has(address.toLowerCase()))
}

/** RFC 3834 5: mail that a program sent by itself; lists and bounces of before it. */
export function isAutomatic(source: string): boolean {
  const head = /^([\s\S]*?)\r?\n\r?\n/.exec(source)?.[1] ?? source
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return lines.some((line) => {
    const [, name = '', value = ''] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    switch (name.toLowerCase()) {
      case 'auto-submitted':
        return !/^no\b/i.test(value)
      case 'precedence':
        return /^(?:bulk|junk|auto_reply)\b/i.test(value)
      case 'return-path':
        return /^<\s*>/.test(value)
      case 'x-autoreply':
      case 'x-autorespond':
        return true
      default:
        return false
    }
  })
}

function draftOf(
  row: MessageRow,
  me: Account,
  { to, rule }: Extract<Deed, { kind: 'forward' }>,
  identity: number,
  source: { hash: string; size: number }
): Draft {
  const name = `filter-${identity}-${rule}`.replace(/[^\w-]/g, '')
  const domain = me.address.slice(me.address.lastIndexOf('@') + 1) || 'localhost'
  const who = row.from.map(([called, address]) => (called ? `${called} <${address}>` : address)).join(', ')
  return newDraft(me.id, [me.displayName, me.address], {
    id: name,
    messageId: `${name}@${domain}`,
    to: [['', to]],
    subject: `Fwd: ${row.subject}`,
    text: [who, new Date(row.sent).toUTCString(), row.subject].join('\n'),
    attachments: [
      {
        upload: null,
        hash: source.hash,
        name: `${
          row.subject
            .replace(/[^\p{L}\p{N} _.-]/gu, '')
            .trim()
            .slice(0, 80) || 'mail'
        }.eml`,
        type: 'message/rfc822',
        size: source.size,
        cid: ''
      }
    ],
    state: 'queued',
    rev: 1
  })
}
