import { IconMoodSmile } from '@tabler/icons-react'
import { Popover } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import { emoji } from '../words/en/emoji.ts'
import styles from './compose.module.css'

const columns = 8

/** A few signs that mail between people who work together uses, found by name. */
export function EmojiPicker({ onChoose }: { onChoose(sign: string): void }) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={312} trapFocus shadow="md">
      <Popover.Target>
        <IconButton
          name={words.emoji}
          aria-expanded={opened}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setOpened(!opened)}
        >
          <IconMoodSmile size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p={10}>
        <Signs
          onChoose={(sign) => {
            setOpened(false)
            onChoose(sign)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Signs({ onChoose }: { onChoose(sign: string): void }) {
  const [typed, setTyped] = useState('')
  const grid = useRef<HTMLDivElement>(null)
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = emoji.filter(([, name]) => asked.every((word) => name.includes(word)))

  function onKeyDown(event: KeyboardEvent): void {
    const signs = [...(grid.current?.querySelectorAll('button') ?? [])]
    const at = signs.indexOf(document.activeElement as HTMLButtonElement)
    const steps: Record<string, number> = {
      ArrowDown: at < 0 ? 1 : columns,
      ArrowUp: -columns,
      ArrowRight: at < 0 ? 0 : 1,
      ArrowLeft: at < 0 ? 0 : -1
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    signs[Math.min(at + step, signs.length - 1)]?.focus()
  }
  return (
    <div onKeyDown={onKeyDown}>
      <input
        data-autofocus
        aria-label={words.findEmoji}
        placeholder={words.findEmoji}
        className={styles.field}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0]) onChoose(found[0][0])
        }}
      />
      <div ref={grid} className={styles.signs} role="group" aria-label={words.emoji}>
        {found.map(([sign, name]) => (
          <button key={sign} type="button" aria-label={name} title={name} onClick={() => onChoose(sign)}>
            {sign}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className={styles.noSigns}>{words.noEmoji}</p>}
    </div>
  )
}
