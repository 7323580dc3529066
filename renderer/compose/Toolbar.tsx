import {
  IconBlockquote,
  IconBold,
  IconItalic,
  IconList,
  IconListNumbers,
  IconPhoto,
  IconUnderline
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useRef } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import { EmojiPicker } from './EmojiPicker.tsx'
import { LinkField } from './LinkField.tsx'
import styles from './compose.module.css'

const marks = [
  { name: words.bold, keys: 'Mod+B', icon: IconBold, active: 'bold', run: 'toggleBold' },
  { name: words.italic, keys: 'Mod+I', icon: IconItalic, active: 'italic', run: 'toggleItalic' },
  { name: words.underline, keys: 'Mod+U', icon: IconUnderline, active: 'underline', run: 'toggleUnderline' },
  { name: words.bullets, icon: IconList, active: 'bulletList', run: 'toggleBulletList' },
  { name: words.numbers, icon: IconListNumbers, active: 'orderedList', run: 'toggleOrderedList' },
  { name: words.quote, icon: IconBlockquote, active: 'blockquote', run: 'toggleBlockquote' }
] as const

interface Props {
  editor: Editor
  linking: boolean
  onLinking(opened: boolean): void
  onPictures(files: File[]): void
}

export function Toolbar({ editor, linking, onLinking, onPictures }: Props) {
  const picker = useRef<HTMLInputElement>(null)
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      marks: marks.map(({ active }) => now.isActive(active)).join(),
      link: now.isActive('link')
    })
  })
  const pressed = on.marks.split(',')
  return (
    <div role="toolbar" aria-label={words.formatting} className={styles.marks}>
      {marks.map(({ name, icon: Icon, run, ...mark }, i) => (
        <IconButton
          key={name}
          name={name}
          {...('keys' in mark ? { keys: mark.keys } : {})}
          aria-pressed={pressed[i] === 'true'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => editor.chain().focus()[run]().run()}
        >
          <Icon size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      ))}
      <span className={styles.marksGap} aria-hidden="true" />
      <LinkField editor={editor} active={on.link} opened={linking} onOpen={onLinking} />
      <IconButton
        name={words.picture}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => picker.current?.click()}
      >
        <IconPhoto size={17} stroke={1.75} aria-hidden="true" />
      </IconButton>
      <EmojiPicker onChoose={(sign) => editor.chain().focus().insertContent(sign).run()} />
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        multiple
        hidden
        aria-label={words.picture}
        onChange={(event) => {
          onPictures([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
