import { IconPaperclip, IconSend, IconTrash, IconX } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
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
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { compose as words } from '../words/en/compose.ts'
import { parseAddresses, sameAddress } from './address-list.ts'
import { addressesOf, signatureHtml } from './begin.ts'
import { objection, type Objection, tooLarge } from './checks.ts'
import { Editor } from './Editor.tsx'
import { RecipientField } from './RecipientField.tsx'
import { useSaving } from './saving.ts'
import { useCompose } from './store.ts'
import { plainOf } from './text.ts'
import styles from './compose.module.css'

type Field = 'to' | 'cc' | 'bcc'

/** Writing a mail, in the reader's place. What is typed is saved as it is typed; leaving keeps it as a draft. */
export function Composer() {
  const { draft, kind, session } = useCompose()
  return draft ? (
    <Open
      key={session}
      draft={draft}
      title={words.kinds[kind]}
      fresh={kind === 'new' || kind === 'forward'}
      folded={kind !== 'forward'}
    />
  ) : null
}

interface OpenProps {
  draft: Draft
  title: string
  fresh: boolean
  folded: boolean
}

function Open({ draft, title, fresh, folded }: OpenProps) {
  const cache = useCache()
  const { accounts, preferences } = useSession()
  const { change, close } = useCompose()
  const [more, setMore] = useState({ cc: draft.cc.length > 0, bcc: draft.bcc.length > 0 })
  const [note, setNote] = useState<Objection | null>(null)
  const pending = useRef(new Map<Field, string>())
  const picker = useRef<HTMLInputElement>(null)
  const sending = useRef(false)
  const saving = useSaving(cache, draft)
  const { saved, failed, newest, save } = saving

  function edit(patch: Partial<Draft>): void {
    saving.changed()
    setNote(null)
    change(patch)
  }

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
      setNote({ text: words.notAttached, anyway: false })
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
    setNote(tooLarge({ attachments }) && { text: tooLarge({ attachments })!.text, anyway: false })
  }

  function chooseFrom(value: string): void {
    const [id, address] = value.split('\n') as [string, string]
    const account = accounts.find((one) => one.id === id)
    if (account) edit({ account: id, from: [account.displayName, address] })
  }

  async function send(anyway: boolean): Promise<void> {
    if (sending.current) return
    const unfinished = takePending()
    const current = newest()
    const against = objection(current, unfinished)
    if (against && !(anyway && against.anyway)) return setNote(against)
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
      return setNote({ text: words.notQueued, anyway: false })
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

  async function discard(): Promise<void> {
    saving.finish(true)
    close()
    await discardDraft(cache, draft)
    showToast({ text: words.discarded, icon: IconTrash })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      event.stopPropagation()
      void leave()
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      event.stopPropagation()
      void send(note?.anyway ?? false)
    }
  }
  function onDrop(event: DragEvent): void {
    const files = [...event.dataTransfer.files]
    if (files.length === 0 || event.defaultPrevented) return
    event.preventDefault()
    void addFiles(files)
  }
  const fields = (['to', 'cc', 'bcc'] as const).filter((name) => name === 'to' || more[name])
  const account = accounts.find((one) => one.id === draft.account)
  const time =
    saved === null
      ? ''
      : words.saved(new Date(saved).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }))
  return (
    <section
      role="region"
      aria-label={title}
      data-pane="compose"
      tabIndex={-1}
      className={styles.composer}
      onKeyDown={onKeyDown}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
    >
      <header className={styles.bar}>
        <h2>{title}</h2>
        <span className={styles.saved} role="status">
          {failed ? '' : time}
        </span>
        <IconButton name={words.discard} onClick={() => void discard()}>
          <IconTrash size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
        <IconButton name={words.close} keys="Escape" onClick={() => void leave()}>
          <IconX size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </header>
      {failed && (
        <p role="alert" className={styles.note}>
          {words.notSaved}
        </p>
      )}
      <div className={styles.line}>
        <span className={styles.label} aria-hidden="true">
          {words.from}
        </span>
        <select
          aria-label={words.from}
          className={styles.from}
          value={`${draft.account}\n${draft.from[1]}`}
          onChange={(event) => chooseFrom(event.currentTarget.value)}
        >
          {account && !addressesOf(account).includes(draft.from[1]) && (
            <option value={`${draft.account}\n${draft.from[1]}`}>{draft.from[1]}</option>
          )}
          {accounts.flatMap((one) =>
            addressesOf(one).map((address) => (
              <option key={`${one.id}${address}`} value={`${one.id}\n${address}`}>
                {one.displayName ? `${one.displayName} <${address}>` : address}
              </option>
            ))
          )}
        </select>
      </div>
      <div className={styles.recipients}>
        {fields.map((name) => (
          <RecipientField
            key={name}
            label={words[name]}
            value={draft[name]}
            autoFocus={name === 'to' && fresh && draft.to.length === 0}
            onPending={(text) => void pending.current.set(name, text)}
            onChange={(value) => edit({ [name]: value })}
          />
        ))}
        <div className={styles.more}>
          {!more.cc && (
            <button type="button" onClick={() => setMore({ ...more, cc: true })}>
              {words.cc}
            </button>
          )}
          {!more.bcc && (
            <button type="button" onClick={() => setMore({ ...more, bcc: true })}>
              {words.bcc}
            </button>
          )}
        </div>
      </div>
      <div className={styles.line}>
        <span className={styles.label} aria-hidden="true">
          {words.subject}
        </span>
        <input
          aria-label={words.subject}
          className={styles.subject}
          value={draft.subject}
          maxLength={2000}
          onChange={(event) => edit({ subject: event.currentTarget.value })}
        />
      </div>
      <Editor
        html={draft.html}
        signature={signatureHtml(account)}
        folded={folded}
        autoFocus={!fresh}
        onChange={(html) => edit({ html, text: plainOf(html) })}
        onFiles={(files) => void addFiles(files)}
      />
      {draft.attachments.length > 0 && (
        <ul className={styles.files}>
          {draft.attachments.map((file, i) => (
            <li key={`${file.name}${i}`}>
              <IconPaperclip size={16} stroke={1.75} aria-hidden="true" />
              <span className={styles.fileName}>{file.name}</span>
              <span className={styles.fileSize}>{sizeOf(file.size)}</span>
              <IconButton
                small
                name={words.remove(file.name)}
                onClick={() => edit({ attachments: draft.attachments.filter((_, n) => n !== i) })}
              >
                <IconX size={14} stroke={2} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {note && (
        <div role="alert" className={styles.note}>
          <span>{note.text}</span>
          {note.anyway && (
            <Button size="small" onClick={() => void send(true)}>
              {words.sendAnyway}
            </Button>
          )}
        </div>
      )}
      <footer className={styles.foot}>
        <Button
          kind="primary"
          size="large"
          keys="Mod+Enter"
          aria-label={words.send}
          data-compose-send=""
          onClick={() => void send(false)}
        >
          {words.send}
        </Button>
        <Button
          kind="quiet"
          size="large"
          icon={<IconPaperclip size={17} stroke={1.75} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          {words.attach}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void addFiles([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </footer>
    </section>
  )
}

function sizeOf(octets: number): string {
  if (octets < 1000) return `${octets} B`
  return octets < 1_000_000 ? `${Math.round(octets / 1000)} KB` : `${(octets / 1_000_000).toFixed(1)} MB`
}
