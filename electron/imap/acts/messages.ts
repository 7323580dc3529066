import type { ActResult } from '../../../shared/contract/mail.ts'
import { atom, run, set } from '../command.ts'
import type { Link } from '../link.ts'
import { searchUids } from '../search.ts'
import { inTarget, keptFlags, present, remove, result, store, type Target } from './common.ts'

/** Setting a flag twice is setting it once. */
export async function changeFlags(
  link: Link,
  target: Target & { add: string[]; remove: string[] }
): Promise<ActResult> {
  return await inTarget(link, target, async (client, mailbox) => {
    const add = keptFlags(mailbox, target.add)
    if (add.length) await store(client, target.uids, '+', add)
    if (target.remove.length) await store(client, target.uids, '-', target.remove)
    const here = new Set(await present(client, target.uids))
    return result({ gone: target.uids.filter((uid) => !here.has(uid)), uidValidity: target.uidValidity })
  })
}

export async function expunge(link: Link, target: Target): Promise<ActResult> {
  return await inTarget(link, target, async (client) => {
    const here = await present(client, target.uids)
    const removed = await remove(client, here)
    const kept = new Set(removed ? [] : here)
    return result({
      already: here.length === 0,
      gone: target.uids.filter((uid) => !kept.has(uid)),
      uidValidity: target.uidValidity
    })
  })
}

export async function readAll(
  link: Link,
  act: { folder: string; uidValidity: string; upTo: number }
): Promise<ActResult> {
  if (act.upTo < 1) return result({ already: true })
  return await inTarget(link, act, async (client) => {
    const unread = await searchUids(client, [atom('UID'), set(`1:${act.upTo}`), atom('UNSEEN')])
    // a search for 1:n answers the last message when all are above n
    const below = unread.filter((uid) => uid <= act.upTo)
    await store(client, below, '+', ['\\Seen'])
    return result({ already: below.length === 0, uidValidity: act.uidValidity })
  })
}

/** What comes in while it runs is not touched: the UIDs are taken down first. */
export async function emptyFolder(
  link: Link,
  act: { path: string; uidValidity: string }
): Promise<ActResult> {
  const target = { folder: act.path, uidValidity: act.uidValidity }
  return await inTarget(link, target, async (client) => {
    await run(client, 'NOOP', false)
    const uids = await searchUids(client, [atom('ALL')])
    const removed = await remove(client, uids)
    return result({ already: uids.length === 0, gone: removed ? uids : [], uidValidity: act.uidValidity })
  })
}
