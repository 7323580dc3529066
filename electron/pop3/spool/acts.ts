import type { Act, ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { Flag, flagBits } from '../../../shared/mail/message.ts'
import { readMessage } from '../../mime/row.ts'
import { scanMessage } from '../../mime/scan.ts'
import { checkName, delimiter, standardFolders } from './folders.ts'
import type { Mailbox } from './mailbox.ts'
import { type Entry, type Folder, idOf } from './state.ts'

const result = (parts: Partial<ActResult> = {}): ActResult => ({
  already: false,
  moved: [],
  gone: [],
  uidValidity: null,
  uid: null,
  ...parts
})

/** Plays one act. Each asks first whether it was done already, so a lost answer does no harm. Throws AppError. */
export function play(mailbox: Mailbox, act: Act, bytes: Uint8Array | null): Promise<ActResult> {
  return mailbox.change(async () => {
    switch (act.kind) {
      case 'flags':
      case 'readAll':
        return await changeFlags(mailbox, act)
      case 'move':
        return await move(mailbox, act)
      case 'copy':
        return await copy(mailbox, act)
      case 'expunge':
        return await remove(mailbox, mailbox.valid(act.folder, act.uidValidity), act.uids)
      case 'emptyFolder': {
        const folder = mailbox.valid(act.path, act.uidValidity)
        return await remove(mailbox, folder, [...folder.mails.keys()])
      }
      case 'append':
        if (!bytes) throw new AppError('app.internal')
        return await append(mailbox, act, bytes)
      default:
        return await changeFolder(mailbox, act)
    }
  })
}

async function changeFlags(
  mailbox: Mailbox,
  act: Extract<Act, { kind: 'flags' | 'readAll' }>
): Promise<ActResult> {
  const folder = mailbox.valid(act.folder, act.uidValidity)
  const add = act.kind === 'flags' ? flagBits(act.add) : Flag.seen
  const take = act.kind === 'flags' ? flagBits(act.remove) : 0
  const uids = act.kind === 'flags' ? act.uids : [...folder.mails.keys()].filter((uid) => uid <= act.upTo)
  const changed = uids.flatMap((uid): [number, number][] => {
    const mail = folder.mails.get(uid)
    const flags = mail ? (mail.flags | add) & ~take : 0
    return mail && flags !== mail.flags ? [[uid, flags]] : []
  })
  if (changed.length)
    await mailbox.commit([{ k: 'flags', f: folder.id, q: mailbox.state.modseq + 1, u: changed }])
  const gone = act.kind === 'flags' ? act.uids.filter((uid) => !folder.mails.has(uid)) : []
  return result({ already: changed.length === 0, gone, uidValidity: act.uidValidity })
}

/** Where a mail went is remembered with what is gone, so a move that is played again finds what it did. */
async function move(mailbox: Mailbox, act: Extract<Act, { kind: 'move' }>): Promise<ActResult> {
  const { state } = mailbox
  const from = mailbox.valid(act.folder, act.uidValidity)
  const to = mailbox.at(act.to)
  const done = new Map(
    from.gone.flatMap(({ uid, to: there }) => (there?.[0] === to.id ? [[uid, there[1]]] : []))
  )
  const before = act.uids.flatMap((uid): [number, number][] => {
    const there = from.mails.has(uid) ? undefined : done.get(uid)
    return there === undefined ? [] : [[uid, there]]
  })
  const here = from.id === to.id ? [] : act.uids.filter((uid) => from.mails.has(uid))
  const pairs = here.map((uid, i): [number, number] => [uid, state.nextUid + i])
  if (pairs.length)
    await mailbox.commit([{ k: 'move', f: from.id, to: to.id, q: state.modseq + 1, u: pairs }])
  return result({
    already: pairs.length === 0 && before.length > 0,
    moved: [...before, ...pairs],
    gone: act.uids.filter((uid) => !from.mails.has(uid)),
    uidValidity: String(to.validity)
  })
}

/** The same bytes in the folder are the copy that was made before. */
async function copy(mailbox: Mailbox, act: Extract<Act, { kind: 'copy' }>): Promise<ActResult> {
  const { state } = mailbox
  const from = mailbox.valid(act.folder, act.uidValidity)
  const to = mailbox.at(act.to)
  const there = new Map([...to.mails.values()].map(({ hash, uid }) => [hash, uid]))
  const moved: [number, number][] = []
  const entries: Entry[] = []
  for (const uid of act.uids) {
    const mail = from.mails.get(uid)
    if (!mail) continue
    let twin = there.get(mail.hash)
    if (twin === undefined) {
      twin = state.nextUid + entries.length
      entries.push({ k: 'mail', f: to.id, m: { ...mail, uid: twin, modseq: state.modseq + 1 } })
    }
    moved.push([uid, twin])
  }
  await mailbox.commit(entries)
  return result({
    already: entries.length === 0 && moved.length > 0,
    moved,
    gone: act.uids.filter((uid) => !from.mails.has(uid)),
    uidValidity: String(to.validity)
  })
}

async function remove(mailbox: Mailbox, folder: Folder, uids: number[]): Promise<ActResult> {
  const here = uids.filter((uid) => folder.mails.has(uid))
  const mails = here.map((uid) => folder.mails.get(uid)!)
  if (here.length) {
    await mailbox.commit([{ k: 'gone', f: folder.id, q: mailbox.state.modseq + 1, u: here }])
    await mailbox.release(mails)
  }
  return result({ already: here.length === 0, gone: uids, uidValidity: String(folder.validity) })
}

/**
 * Puts a mail into a folder once: one with its Message-ID that is there already is it; of a draft, whose versions share
 * the id, only one of the same size. What it replaces is removed when the new one is sure.
 */
async function append(
  mailbox: Mailbox,
  act: Extract<Act, { kind: 'append' }>,
  bytes: Uint8Array
): Promise<ActResult> {
  const folder = mailbox.at(act.folder)
  const uidValidity = String(folder.validity)
  const flags = flagBits(act.flags)
  const draft = act.replaces !== null || (flags & Flag.draft) !== 0
  const twin = withMessageId(mailbox, folder, act.content.messageId).findLast(
    (uid) => uid !== act.replaces?.uid && (!draft || folder.mails.get(uid)?.size === bytes.length)
  )
  let uid = twin
  if (uid === undefined) {
    const incoming = mailbox.bytes.begin()
    await incoming.add(bytes)
    const pending = await incoming.finish()
    const scan = scanMessage()
    scan.push(bytes)
    const message = readMessage(scan.end(), bytes.length, act.content.date)
    ;[uid] = await mailbox.deliver(
      folder,
      [{ pending, message, flags, received: act.content.date }],
      Date.now()
    )
  }
  const old = act.replaces
  if (old && old.uidValidity === uidValidity) await remove(mailbox, folder, [old.uid])
  return result({ already: twin !== undefined, uid: uid ?? null, uidValidity })
}

/** UIDs of mails with this Message-ID, ascending. */
export function withMessageId(mailbox: Mailbox, folder: Folder, messageId: string): number[] {
  const id = idOf(messageId)
  if (id === 0) return []
  return [...folder.mails.values()]
    .filter((mail) => mail.id === id && mailbox.readRow(mail).row.messageId === messageId)
    .map(({ uid }) => uid)
    .sort((a, b) => a - b)
}

async function changeFolder(
  mailbox: Mailbox,
  act: Extract<Act, { kind: 'createFolder' | 'renameFolder' | 'deleteFolder' }>
): Promise<ActResult> {
  const { state } = mailbox
  const find = (path: string): Folder | undefined =>
    [...state.folders.values()].find((one) => one.path === path)
  const folder = find(act.path)
  if (act.kind === 'createFolder') {
    checkName(act.path)
    if (folder) return result({ already: true })
    const levels = act.path.split(delimiter)
    const missing = levels
      .map((_, i) => levels.slice(0, i + 1).join(delimiter))
      .filter((path) => find(path) === undefined)
    const first = { id: state.nextFolder, validity: mailbox.nextValidity() }
    await mailbox.commit(
      missing.map((path, i): Entry => ({
        k: 'folder',
        id: first.id + i,
        path,
        role: '',
        validity: first.validity + i
      }))
    )
    return result()
  }
  if (standardFolders.some(([path]) => path === act.path))
    throw new AppError('mail.refused', { folder: act.path })
  if (act.kind === 'deleteFolder') {
    if (!folder) return result({ already: true })
    const mails = [...folder.mails.values()]
    await mailbox.commit([{ k: 'remove', id: folder.id }])
    await mailbox.release(mails)
    return result()
  }
  checkName(act.to)
  const target = find(act.to)
  if (!folder && target) return result({ already: true })
  if (!folder) throw new AppError('mail.folderGone', { folder: act.path })
  if (target) throw new AppError('mail.folderExists', { name: act.to.slice(0, 100) })
  // what lies below it goes along
  const below = [...state.folders.values()].filter(({ path }) => path.startsWith(`${act.path}${delimiter}`))
  await mailbox.commit(
    [folder, ...below].map(({ id, path }): Entry => ({
      k: 'rename',
      id,
      path: `${act.to}${path.slice(act.path.length)}`
    }))
  )
  return result()
}
