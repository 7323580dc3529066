import { IconExternalLink, IconPaperclip, IconTrash, IconX } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useSession } from '../bridge-context.ts'
import type { Draft } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import { desktop } from '../words/en/desktop.ts'
import { AttachmentList } from './AttachmentList.tsx'
import { signatureHtml } from './begin.ts'
import { ComposerMenu } from './ComposerMenu.tsx'
import { useComposing } from './composing.ts'
import { Editor } from './Editor.tsx'
import { FromField } from './FromField.tsx'
import { useHeld } from './held.ts'
import { isPlain, plainSignature } from './plain-mode.ts'
import { PlainEditor } from './PlainEditor.tsx'
import { RecipientField } from './RecipientField.tsx'
import { ownWindow, useCompose } from './store.ts'
import { WrittenElsewhere } from './WrittenElsewhere.tsx'
import styles from './compose.module.css'

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
  const { accounts } = useSession()
  const [more, setMore] = useState({ cc: draft.cc.length > 0, bcc: draft.bcc.length > 0 })
  const picker = useRef<HTMLInputElement>(null)
  const composing = useComposing(draft)
  const { sender, note, saved, failed, edit, leave, addFiles, choosePlain, send, sendAgain, typed } =
    composing

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
      void sendAgain()
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
          <IconButton name={desktop.newWindow} onClick={() => void composing.moveOut()}>
            <IconExternalLink size={17} stroke={1.75} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton name={words.discard} onClick={() => void composing.discard()}>
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
        onChoose={(chosen, identity) => void composing.chooseFrom(chosen, identity)}
        onKeep={() => edit({ onRecord: false })}
      />
      <div className={styles.recipients}>
        {fields.map((name) => (
          <RecipientField
            key={name}
            label={words[name]}
            value={draft[name]}
            autoFocus={name === 'to' && fresh && draft.to.length === 0}
            onPending={(text) => typed(name, text)}
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
          pictures={composing.pictures}
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
