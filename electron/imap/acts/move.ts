import type { ImapFlow } from 'imapflow'
import { encodePath } from 'imapflow/lib/tools.js'
import type { ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { atom, type Response, responseCode, run, set, type Token } from '../command.ts'
import { fetchItems } from '../fetch.ts'
import type { Link } from '../link.ts'
import { messageIdOf, parseHeader } from '../../mime/headers.ts'
import { bytesOf, type Items, numberIn } from '../row.ts'
import { searchUids } from '../search.ts'
import { expand, parseSet, setsOf } from '../../wire/uids.ts'
import { inTarget, present, remove, result, type Target, withMessageId } from './common.ts'

export interface MoveAct extends Target {
  to: string
  /** Beside `uids`; '' where a mail has none. */
  messageIds: string[]
}

/** More than this and one FETCH is cheaper than a SEARCH for each mail. */
const fewSearches = 20

type Pairs = [here: number, there: number][]

/** A mail that is found in both folders is the same one only if its size is: then the copy was made before. */
interface Twin {
  uid: number
  size: number
}

/**
 * "Was it done already?": gone here and present there. A mail that is gone here and not there was removed by
 * somebody else, and is told in `gone`. Without MOVE the source is touched only once the copy is sure.
 */
export async function move(link: Link, act: MoveAct): Promise<ActResult> {
  return await transfer(link, act, true)
}

export async function copy(link: Link, act: MoveAct): Promise<ActResult> {
  return await transfer(link, act, false)
}

async function transfer(link: Link, act: MoveAct, leave: boolean): Promise<ActResult> {
  const here = await inTarget(link, act, async (client) => {
    const uids = await present(client, act.uids)
    const atomic = leave && (client.capabilities.has('MOVE') || client.capabilities.has('IMAP4rev2'))
    return { uids, atomic, sizes: atomic ? new Map<number, number>() : await sizesOf(client, uids) }
  })
  const missing = act.uids.filter((uid) => !here.uids.includes(uid))
  // with MOVE a mail that is here was not moved; a copy may have been made without leaving a trace here
  const doubtful = here.atomic ? missing : act.uids
  const twins = doubtful.length
    ? await twinsOf(link, act, doubtful)
    : { uidValidity: null, found: new Map<number, Twin[]>() }
  const done: Pairs = []
  const todo: number[] = []
  for (const uid of act.uids) {
    const size = here.sizes.get(uid)
    const twin = twins.found.get(uid)?.find((one) => size === undefined || one.size === size)
    if (twin) done.push([uid, twin.uid])
    else if (here.uids.includes(uid)) todo.push(uid)
  }
  const outcome = await inTarget(link, act, async (client) => {
    const sent = await send(client, act, todo, here.atomic)
    if (here.atomic || !leave) return { ...sent, removed: true }
    return { ...sent, removed: await remove(client, here.uids) }
  })
  return result({
    already: todo.length === 0 && done.length > 0,
    moved: [...done, ...outcome.pairs],
    gone: leave ? act.uids.filter((uid) => outcome.removed || missing.includes(uid)) : missing,
    uidValidity: outcome.uidValidity ?? twins.uidValidity
  })
}

async function send(
  client: ImapFlow,
  act: MoveAct,
  uids: number[],
  atomic: boolean
): Promise<{ pairs: Pairs; uidValidity: string | null }> {
  const pairs: Pairs = []
  let uidValidity: string | null = null
  const note = (response: Response) => {
    const [code, validity, from, to] = responseCode(response)
    if (code?.toUpperCase() !== 'COPYUID' || !validity || !from || !to) return
    const [a, b] = [expand(parseSet(from)), expand(parseSet(to))]
    if (a.length !== b.length) return
    uidValidity = validity
    a.forEach((uid, i) => pairs.push([uid, b[i] ?? 0]))
  }
  for (const uidSet of setsOf(uids)) {
    // MOVE gives COPYUID in an untagged OK, COPY in the tagged one
    note(
      await run(client, atomic ? 'UID MOVE' : 'UID COPY', [set(uidSet), atom(encodePath(client, act.to))], {
        deadline: 300_000,
        untagged: { OK: note }
      }).catch((error: unknown) => {
        throw named(error, act.to)
      })
    )
  }
  return { pairs, uidValidity }
}

function named(error: unknown, folder: string): unknown {
  if (error instanceof AppError && error.code === 'mail.folderGone')
    return new AppError(error.code, { ...error.params, folder })
  return error
}

async function sizesOf(client: ImapFlow, uids: number[]): Promise<Map<number, number>> {
  if (uids.length === 0) return new Map()
  const found = await fetchItems(client, uids, [atom('UID'), atom('RFC822.SIZE')])
  return new Map([...found].map(([uid, items]) => [uid, numberIn(items, 'rfc822.size')]))
}

/** Mails of the target folder by the Message-ID of each UID here. A target that is gone throws mail.folderGone. */
async function twinsOf(
  link: Link,
  act: MoveAct,
  uids: number[]
): Promise<{ uidValidity: string | null; found: Map<number, Twin[]> }> {
  const found = new Map<number, Twin[]>()
  const named = uids
    .map((uid) => ({ uid, messageId: act.messageIds[act.uids.indexOf(uid)] ?? '' }))
    .filter((one) => one.messageId)
  if (named.length === 0) return { uidValidity: null, found }
  return await link.inFolder(
    'click',
    act.to,
    async (client, mailbox) => {
      if (named.length <= fewSearches) {
        for (const { uid, messageId } of named)
          found.set(uid, await sized(client, await withMessageId(client, messageId)))
      } else {
        const byId = await newestById(client, named.length * 2 + 100)
        for (const { uid, messageId } of named) found.set(uid, byId.get(messageId) ?? [])
      }
      return { uidValidity: String(mailbox.uidValidity ?? 0), found }
    },
    { reselect: true }
  )
}

async function sized(client: ImapFlow, uids: number[]): Promise<Twin[]> {
  const sizes = await sizesOf(client, uids)
  return uids.map((uid) => ({ uid, size: sizes.get(uid) ?? 0 }))
}

/** One FETCH in place of a search for each: what a lost answer left behind is among the newest. */
async function newestById(client: ImapFlow, count: number): Promise<Map<string, Twin[]>> {
  const uids = (await searchUids(client, [atom('ALL')])).slice(-count)
  const field: Token = {
    type: 'ATOM',
    value: 'BODY.PEEK',
    section: [atom('HEADER.FIELDS'), [atom('message-id')]]
  }
  const found = uids.length
    ? await fetchItems(client, uids, [atom('UID'), atom('RFC822.SIZE'), field])
    : new Map<number, Items>()
  const byId = new Map<string, Twin[]>()
  for (const [uid, items] of found) {
    const id = messageIdOf(parseHeader(bytesOf(items.get('body[header.fields]'))).get('message-id'))
    byId.set(id, [...(byId.get(id) ?? []), { uid, size: numberIn(items, 'rfc822.size') }])
  }
  return byId
}
