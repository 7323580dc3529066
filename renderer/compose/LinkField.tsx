import { IconLink } from '@tabler/icons-react'
import { Popover } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import { linkAddress } from './link.ts'
import styles from './compose.module.css'

interface Props {
  editor: Editor
  active: boolean
  opened: boolean
  onOpen(opened: boolean): void
}

/** Asks for a link's address; without chosen words the address is what stands in the text. */
export function LinkField({ editor, active, opened, onOpen }: Props) {
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" width={320} trapFocus shadow="md">
      <Popover.Target>
        <IconButton
          name={words.link}
          keys="Mod+K"
          aria-pressed={active}
          aria-expanded={opened}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onOpen(!opened)}
        >
          <IconLink size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p={10}>
        <LinkForm editor={editor} active={active} onDone={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function LinkForm({ editor, active, onDone }: { editor: Editor; active: boolean; onDone(): void }) {
  const [typed, setTyped] = useState(() => String(editor.getAttributes('link')['href'] ?? ''))
  const [wrong, setWrong] = useState(false)
  const help = useId()

  function set(event: FormEvent): void {
    event.preventDefault()
    const href = linkAddress(typed)
    if (href === null) return setWrong(true)
    const chain = editor.chain().focus()
    if (editor.state.selection.empty && !active) {
      const shown = typed.trim()
      chain.insertContent({ type: 'text', text: shown, marks: [{ type: 'link', attrs: { href } }] }).run()
    } else chain.extendMarkRange('link').setLink({ href }).run()
    onDone()
  }
  function remove(): void {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onDone()
  }
  return (
    <form className={styles.link} onSubmit={set}>
      <input
        data-autofocus
        aria-label={words.linkTo}
        aria-invalid={wrong}
        aria-describedby={wrong ? help : undefined}
        placeholder={words.linkExample}
        className={styles.field}
        value={typed}
        maxLength={4000}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      {wrong && (
        <p id={help} role="alert" className={styles.fieldWrong}>
          {words.linkWrong}
        </p>
      )}
      <div className={styles.linkActs}>
        {active && (
          <Button size="small" kind="quiet" onClick={remove}>
            {words.removeLink}
          </Button>
        )}
        <Button size="small" kind="primary" type="submit">
          {words.setLink}
        </Button>
      </div>
    </form>
  )
}
