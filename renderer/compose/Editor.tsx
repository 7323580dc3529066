import {
  IconBlockquote,
  IconBold,
  IconDots,
  IconItalic,
  IconList,
  IconListNumbers,
  IconUnderline
} from '@tabler/icons-react'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useEffect, useRef, useState } from 'react'
import { compose as words } from '../words/en/compose.ts'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { quotePart, quoteState, replaceSignature, signaturePart } from './parts.ts'
import styles from './compose.module.css'

interface Props {
  html: string
  /** The account's, as HTML; another one takes the old one's place in the text. */
  signature: string
  /** The quote is behind its pill at first. */
  folded: boolean
  autoFocus: boolean
  onChange(html: string): void
  /** Files dropped on the text or pasted into it. */
  onFiles(files: File[]): void
}

/** The text of a mail: marks, lists, quotes and links. Its schema knows no image and no markup of its own, so a quote brings none in. */
export function Editor({ html, signature, folded: foldedFirst, autoFocus, onChange, onFiles }: Props) {
  const [folded, setFolded] = useState(foldedFirst)
  const signed = useRef(signature)
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        link: { openOnClick: false, protocols: ['mailto', 'tel'] },
        codeBlock: false,
        trailingNode: false
      }),
      signaturePart,
      quotePart
    ],
    content: html,
    autofocus: autoFocus ? 'start' : false,
    editorProps: {
      attributes: {
        'aria-label': words.text,
        role: 'textbox',
        'aria-multiline': 'true',
        class: styles.text ?? ''
      },
      handlePaste: (_view, event) => takeFiles(event.clipboardData),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer)
    },
    onUpdate: ({ editor: now }) => onChange(now.getHTML())
  })
  useEffect(() => {
    if (!editor || signed.current === signature) return
    replaceSignature(editor, signed.current, signature)
    signed.current = signature
  }, [editor, signature])
  function takeFiles(data: DataTransfer | null): boolean {
    const files = [...(data?.files ?? [])]
    if (files.length === 0) return false
    onFiles(files)
    return true
  }
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now?.isActive('bold') ?? false,
      italic: now?.isActive('italic') ?? false,
      underline: now?.isActive('underline') ?? false,
      bullets: now?.isActive('bulletList') ?? false,
      numbers: now?.isActive('orderedList') ?? false,
      quote: now?.isActive('blockquote') ?? false,
      quoted: now ? quoteState(now).present : false,
      inQuote: now ? quoteState(now).inside : false
    })
  })
  // a cursor is never where it cannot be seen
  const hidden = folded && !on?.inQuote
  useEffect(() => {
    if (on?.inQuote) setFolded(false)
  }, [on?.inQuote])
  const chain = () => editor?.chain().focus()
  const marks = [
    { name: words.bold, keys: 'Mod+B', on: on?.bold, icon: IconBold, run: () => chain()?.toggleBold().run() },
    {
      name: words.italic,
      keys: 'Mod+I',
      on: on?.italic,
      icon: IconItalic,
      run: () => chain()?.toggleItalic().run()
    },
    {
      name: words.underline,
      keys: 'Mod+U',
      on: on?.underline,
      icon: IconUnderline,
      run: () => chain()?.toggleUnderline().run()
    },
    { name: words.bullets, on: on?.bullets, icon: IconList, run: () => chain()?.toggleBulletList().run() },
    {
      name: words.numbers,
      on: on?.numbers,
      icon: IconListNumbers,
      run: () => chain()?.toggleOrderedList().run()
    },
    { name: words.quote, on: on?.quote, icon: IconBlockquote, run: () => chain()?.toggleBlockquote().run() }
  ]
  return (
    <>
      <div role="toolbar" aria-label={words.formatting} className={styles.marks}>
        {marks.map(({ name, keys, on: pressed, icon: Icon, run }) => (
          <IconButton
            key={name}
            name={name}
            keys={keys}
            aria-pressed={pressed}
            onMouseDown={(event) => event.preventDefault()}
            onClick={run}
          >
            <Icon size={17} stroke={1.75} aria-hidden="true" />
          </IconButton>
        ))}
      </div>
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
