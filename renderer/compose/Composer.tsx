import { IconExternalLink, IconPaperclip, IconSend, IconTrash, IconX } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
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
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { compose as words } from '../words/en/compose.ts'
import { desktop } from '../words/en/desktop.ts'
import { parseAddresses, sameAddress } from './address-list.ts'
import { AttachmentList } from './AttachmentList.tsx'
import { fromOf, signatureHtml } from './begin.ts'
import { rehome } from './carry.ts'
import { objection, tooLarge } from './checks.ts'
import { ComposerMenu } from './ComposerMenu.tsx'
import { Editor } from './Editor.tsx'
import { FromField } from './FromField.tsx'
import { usePictures } from './pictures.ts'
import { isPlain, losesFormatting, plainSignature, toPlain, toRich } from './plain-mode.ts'
import { PlainEditor } from './PlainEditor.tsx'
import { useHeld } from './held.ts'
import { RecipientField } from './RecipientField.tsx'
import { useSaving, withText } from './saving.ts'
import { ownWindow, useCompose } from './store.ts'
import { WrittenElsewhere } from './WrittenElsewhere.tsx'
import styles from './compose.module.css'

type Field = 'to' | 'cc' | 'bcc'

/** What the rep is told below the text, and what may be done about it. */
interface Note {
  text: string
  act?: { label: string; run(): void }
}

/** Writing a mail, in the reader's place. What is typed is saved as it is typed; leaving keeps it as a draft. */
export function Composer() {
  const { draft, kind, session } = useCompose()
  return draft ? (
    <Sole
      key={session}
      draft={draft}
      title={words.kinds[kind]}
      fresh={kind === 'new' || kind === 'forward'}
      folded={kind !== 'forward'}
    />
  ) : null
}

/** The composer, unless another window has this draft in its hands. */
function Sole(props: OpenProps) {
  const held = useHeld(props.draft.id)
  if (held === 'mine') return <Open {...props} />
  return held === 'elsewhere' ? <WrittenElsewhere draft={props.draft.id} title={props.title} /> : null
}

interface OpenProps {
  draft: Draft
  title: string
  fresh: boolean
  folded: boolean
}

function Open({ draft, title, fresh, folded }: OpenProps) {
  const cache = useCache()
  const { accounts, bridge, preferences } = useSession()
  const { change, close } = useCompose()
  const [more, setMore] = useState({ cc: draft.cc.length > 0, bcc: draft.bcc.length > 0 })
  const [note, setNote] = useState<Note | null>(null)
  const pending = useRef(new Map<Field, string>())
  const picker = useRef<HTMLInputElement>(null)
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

  function onKeyDown(event: KeyboardEvent): void {
    // a menu or a field that floats over the composer has keys of its own
    if (!event.currentTarget.contains(event.target as Node)) return
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      event.stopPropagation()
      void leave()
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      event.stopPropagation()
      void send(warned.current)
    }
  }
  function onDrop(event: DragEvent): void {
    const files = [...event.dataTransfer.files]
    if (files.length === 0 || event.defaultPrevented) return
    event.preventDefault()
    void addFiles(files)
  }
  const fields = (['to', 'cc', 'bcc'] as const).filter((name) => name === 'to' || more[name])
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
        <ComposerMenu plain={isPlain(draft)} onPlain={choosePlain} />
        {!ownWindow && (
          <IconButton name={desktop.newWindow} onClick={() => void moveOut()}>
            <IconExternalLink size={17} stroke={1.75} aria-hidden="true" />
          </IconButton>
        )}
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
      <FromField
        draft={draft}
        accounts={accounts}
        onChoose={(chosen, identity) => void chooseFrom(chosen, identity)}
        onKeep={() => edit({ onRecord: false })}
      />
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
      {isPlain(draft) ? (
        <PlainEditor
          text={draft.text}
          signature={plainSignature(sender?.signature ?? '')}
          autoFocus={!fresh}
          onChange={(text) => edit({ text })}
          onFiles={(files) => void addFiles(files)}
        />
      ) : (
        <Editor
          html={draft.html}
          signature={signatureHtml(sender)}
          folded={folded}
          autoFocus={!fresh}
          pictures={pictures}
          onChange={(html) => edit({ html })}
          onFiles={(files) => void addFiles(files)}
        />
      )}
      <AttachmentList
        files={draft.attachments}
        onRemove={(file) => edit({ attachments: draft.attachments.filter((one) => one !== file) })}
      />
      {note && (
        <div role="alert" className={styles.note}>
          <span>{note.text}</span>
          {note.act && (
            <Button size="small" onClick={note.act.run}>
              {note.act.label}
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
