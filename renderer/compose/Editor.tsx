import { IconDots } from '@tabler/icons-react'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { compose as words } from '../words/en/compose.ts'
import { cx } from '../ui/cx.ts'
import { htmlOf, quoteState, replaceSignature, writerOf } from './parts.ts'
import { cleanPaste, filesIn, isOwnDrag, isShownPicture, shownSize } from './paste.ts'
import { mailSchema } from './schema.ts'
import { Toolbar } from './Toolbar.tsx'
import styles from './compose.module.css'

export interface Pictures {
  /** Keeps a picture with the draft. @returns its Content-ID; null: it could not be kept */
  add(file: File): Promise<string | null>
  has(cid: string): boolean
  /** An address for it in this window; null: it is not here. */
  source(cid: string): Promise<string | null>
}

interface Props {
  html: string
  /** The account's, as HTML; another one takes the old one's place in the text. */
  signature: string
  /** The quote is behind its pill at first. */
  folded: boolean
  autoFocus: boolean
  pictures: Pictures
  onChange(html: string): void
  /** Files dropped on the text or pasted into it that are no pictures to be shown. */
  onFiles(files: File[]): void
}

/** The text of a mail. Its schema (schema.ts) is what can stand in it: nothing there loads, runs or submits. */
export function Editor({
  html,
  signature,
  folded: foldedFirst,
  autoFocus,
  pictures,
  onChange,
  onFiles
}: Props) {
  const [folded, setFolded] = useState(foldedFirst)
  const [linking, setLinking] = useState(false)
  const signed = useRef(signature)
  const kept = useRef(pictures)
  kept.current = pictures
  const editor = useEditor({
    extensions: mailSchema((cid) => kept.current.source(cid)),
    content: html,
    autofocus: autoFocus ? 'start' : false,
    editorProps: {
      attributes: {
        'aria-label': words.text,
        role: 'textbox',
        'aria-multiline': 'true',
        class: styles.text ?? ''
      },
      transformPastedHTML: (pasted) => cleanPaste(pasted, (cid) => kept.current.has(cid)),
      handlePaste: (_view, event) => takeFiles(filesIn(event.clipboardData)),
      handleDrop(view, event) {
        if (isOwnDrag(view)) return false
        const files = filesIn(event.dataTransfer)
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
        if (files.length > 0 && place) editor?.commands.setTextSelection(place.pos)
        return takeFiles(files)
      },
      handleKeyDown(_view, event) {
        const mod = (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey
        // sends; the editor would put a line break first
        if (mod && event.key === 'Enter') return true
        if (!mod || event.key.toLowerCase() !== 'k') return false
        setLinking(true)
        return true
      }
    },
    onCreate: ({ editor: now }) => now.view.setProps({ clipboardSerializer: writerOf(now.schema) }),
    onUpdate: ({ editor: now }) => onChange(htmlOf(now))
  })
  useEffect(() => {
    if (!editor || signed.current === signature) return
    replaceSignature(editor, signed.current, signature)
    signed.current = signature
  }, [editor, signature])

  function takeFiles(files: File[]): boolean {
    if (files.length === 0) return false
    void insertPictures(files.filter(isShownPicture))
    const others = files.filter((file) => !isShownPicture(file))
    if (others.length > 0) onFiles(others)
    return true
  }
  async function insertPictures(files: File[]): Promise<void> {
    for (const file of files) {
      const [cid, size] = await Promise.all([kept.current.add(file), shownSize(file)])
      if (cid === null || !editor || editor.isDestroyed) continue
      const attrs = { cid, alt: file.name, ...size }
      editor.chain().focus().insertContent({ type: 'picture', attrs }).run()
    }
  }

  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      quoted: now ? quoteState(now).present : false,
      inQuote: now ? quoteState(now).inside : false
    })
  })
  // a cursor is never where it cannot be seen
  const hidden = folded && !on?.inQuote
  useEffect(() => {
    if (on?.inQuote) setFolded(false)
  }, [on?.inQuote])
  return (
    <>
      {editor && (
        <Toolbar
          editor={editor}
          linking={linking}
          onLinking={setLinking}
          onPictures={(files) => takeFiles(files)}
        />
      )}
      <div
        className={cx(styles.editor, hidden && styles.folded)}
        onClick={(event) => {
          if (event.target === event.currentTarget) editor?.commands.focus()
        }}
      >
        <EditorContent editor={editor} />
        {on?.quoted && (
          <button
            type="button"
            className={styles.pill}
            aria-expanded={!hidden}
            onClick={() => {
              if (on.inQuote) editor?.commands.focus('start')
              setFolded(!folded)
            }}
          >
            <IconDots size={16} stroke={2} aria-hidden="true" />
            <span>{words.quoted}</span>
          </button>
        )}
      </div>
    </>
  )
}
