import { IconSend, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Account } from '../../shared/contract/accounts.ts'
import { identityOf, type Identity } from '../../shared/identity.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import {
  attach,
  callOff,
  discardDraft,
  type Draft,
  keepOnServer,
  queueSend,
  saveDraft,
  useCache
} from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { compose as words } from '../words/en/compose.ts'
import { parseAddresses, sameAddress } from './address-list.ts'
import { fromOf, signatureHtml } from './begin.ts'
import { rehome } from './carry.ts'
import { objection, tooLarge } from './checks.ts'
import { usePictures } from './pictures.ts'
import { isPlain, losesFormatting, plainSignature, toPlain, toRich } from './plain-mode.ts'
import { useSaving, withText } from './saving.ts'
import { useCompose } from './store.ts'

type Field = 'to' | 'cc' | 'bcc'

/** What the rep is told below the text, and what may be done about it. */
interface Note {
  text: string
  act?: { label: string; run(): void }
}

/** What can be done with a draft that is open, and what is said about it. */
export function useComposing(draft: Draft) {
  const cache = useCache()
  const { accounts, bridge, preferences } = useSession()
  const { change, close } = useCompose()
  const [note, setNote] = useState<Note | null>(null)
  const pending = useRef(new Map<Field, string>())
  const sending = useRef(false)
  /** Sending once more means: whatever stands against it. */
  const warned = useRef(false)
  const saving = useSaving(cache, draft)
  const { saved, failed, newest, save } = saving

  function edit(patch: Partial<Draft>): void {
    saving.changed()
    warned.current = false
    setNote(null)
    change(patch)
  }
  const account = accounts.find((one) => one.id === draft.account)
  const sender = account && identityOf(account, draft.from[1])
  const pictures = usePictures({ cache, bridge }, newest, edit, () => setNote({ text: words.notAttached }))

  /** An address that is typed and not yet a chip is a recipient too. @returns what is no address */
  function takePending(): string {
    let unfinished = ''
    for (const [name, typed] of pending.current) {
      const { mailboxes, rest } = parseAddresses(typed)
      const known = newest()[name]
      const fresh = mailboxes.filter(([, address]) => !known.some(([, one]) => sameAddress(one, address)))
      if (fresh.length > 0) edit({ [name]: [...known, ...fresh] })
      pending.current.set(name, rest)
      unfinished ||= rest
    }
    return unfinished
  }

  async function leave(): Promise<void> {
    takePending()
    // what could not be saved stays in sight
    if (!(await save())) return
    const words = newest()
    close()
    if (saving.touched()) return keepOnServer(cache, words)
    // an answer that was opened and nothing was ever typed into leaves nothing behind
    const known = await cache.outbox.drafts.get(words.id)
    if (known?.state === 'editing' && known.rev <= 1 && !known.server) await discardDraft(cache, known)
  }

  async function addFiles(files: File[]): Promise<void> {
    const added = []
    try {
      for (const file of files) added.push(await attach(cache, draft.id, file, file.name || 'file'))
    } catch {
      setNote({ text: words.notAttached })
    }
    if (added.length === 0) return
    const attachments = [...newest().attachments, ...added]
    if (useCompose.getState().draft?.id !== draft.id) {
      // the composer was left while the file was read
      const known = await cache.outbox.drafts.get(draft.id)
      if (known) await saveDraft(cache, { ...known, attachments: [...known.attachments, ...added] })
      return
    }
    edit({ attachments })
    const large = tooLarge(newest(), account?.sizeLimit)
    if (large) setNote({ text: large.text })
  }

  async function chooseFrom(chosen: Account, sender: Identity): Promise<void> {
    const from = fromOf(chosen, sender)
    if (chosen.id === draft.account) return edit({ from })
    try {
      edit({ account: chosen.id, from, attachments: await rehome({ cache, bridge }, newest()) })
    } catch {
      setNote({ text: words.notRehomed })
    }
  }

  function choosePlain(plain: boolean, sure = false): void {
    const current = newest()
    if (plain === isPlain(current)) return
    if (!plain) {
      const own = { html: signatureHtml(sender), plain: plainSignature(sender?.signature ?? '') }
      return edit({ html: toRich(current.text, own) || '<p></p>' })
    }
    if (sure || !losesFormatting(current.html)) return edit(toPlain(current))
    setNote({
      text: words.losesFormatting,
      act: { label: words.makePlain, run: () => choosePlain(true, true) }
    })
  }

  async function send(anyway: boolean): Promise<void> {
    if (sending.current) return
    const unfinished = takePending()
    const current = withText(newest())
    if (!sender) return setNote({ text: words.notYours(current.from[1]) })
    const against = objection(current, unfinished, account?.sizeLimit)
    if (against && !(anyway && against.anyway)) {
      warned.current = against.anyway
      const act = { label: words.sendAnyway, run: () => void send(true) }
      return setNote({ text: against.text, ...(against.anyway ? { act } : {}) })
    }
    const people = [...current.to, ...current.cc, ...current.bcc]
    const seconds = preferences.undoSendSeconds
    sending.current = true
    saving.finish(true)
    try {
      await queueSend(cache, current, seconds)
    } catch {
      sending.current = false
      saving.finish(false)
      saving.changed()
      return setNote({ text: words.notQueued })
    }
    close()
    const [name, address] = people[0]!
    const reopen = async (): Promise<void> => {
      if (!(await callOff(cache, current.id))) return void showToast({ text: words.onItsWay })
      const again = await cache.outbox.drafts.get(current.id)
      if (again) useCompose.getState().open(again, 'edit')
    }
    showToast({
      text: words.sending(
        people.length > 1 ? `${name || address} +${people.length - 1}` : name || address,
        seconds
      ),
      icon: IconSend,
      seconds: Math.max(3, seconds),
      ...(seconds > 0 ? { undo: () => void reopen() } : {})
    })
  }

  async function moveOut(): Promise<void> {
    takePending()
    if (!(await save())) return
    // one that was never typed into is not on disk yet
    await saveDraft(cache, newest())
    close()
    runCommand('app.openWindow', { kind: 'compose', draft: draft.id })
  }

  async function discard(): Promise<void> {
    saving.finish(true)
    close()
    const restore = await discardDraft(cache, draft)
    showToast({ text: words.discarded, icon: IconTrash, undo: () => void restore() })
  }

  return {
    sender,
    pictures,
    note,
    saved,
    failed,
    edit,
    leave,
    addFiles,
    chooseFrom,
    choosePlain,
    /** `anyway`: whatever stands against it. */
    send,
    /** Once more, after what was said against it. */
    sendAgain: () => send(warned.current),
    moveOut,
    discard,
    /** What is typed into a field and no address yet. */
    typed: (field: Field, text: string): void => void pending.current.set(field, text)
  }
}
