import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useBridge } from '../bridge-context.ts'
import { cx } from '../ui/cx.ts'
import { Keycap } from '../ui/Keycap.tsx'
import { app as words } from '../words/en/app.ts'
import { Marked } from './Marked.tsx'
import { useOverlays } from './overlays.ts'
import styles from './Palette.module.css'
import { type PaletteGroup, usePaletteGroups } from './palette-groups.ts'

/** Finds people, deals, mail and commands by a few letters; Enter runs the first. */
export default function Palette() {
  // in the store, so that what is typed before the field has the focus is not lost
  const text = useOverlays((state) => state.text)
  const setText = (next: string): void => useOverlays.setState({ text: next })
  const groups = usePaletteGroups(text, useBridge())
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups])
  const [at, setAt] = useState(0)
  useEffect(() => setAt(0), [text])
  const current = Math.min(at, items.length - 1)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current, items])
  const close = (): void => useOverlays.setState({ palette: false, text: '' })
  function run(index: number): void {
    const item = items[index]
    if (!item) return
    close()
    // after the focus went back to where it was
    setTimeout(() => item.run())
  }
  function onKeyDown(event: KeyboardEvent): void {
    const move = (next: number): void => {
      event.preventDefault()
      if (items.length > 0) setAt((next + items.length) % items.length)
    }
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(current + 1)
    else if (event.key === 'ArrowUp') move(current - 1)
    else if (event.key === 'Home' && event.ctrlKey) move(0)
    else if (event.key === 'End' && event.ctrlKey) move(items.length - 1)
    else if (event.key === 'Enter') {
      event.preventDefault()
      run(current)
    }
  }
  const query = text.replace(/^[>@]\s*/, '').trim()
  return (
    <Modal.Root
      opened
      onClose={close}
      yOffset="7rem"
      size="40rem"
      padding={0}
      radius={14}
      shadow="xl"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={words.palette.name} className={styles.content}>
        <Modal.Body className={styles.body}>
          <div className={styles.field}>
            <IconSearch size={17} stroke={1.75} aria-hidden="true" />
            <input
              data-autofocus
              autoFocus
              className={styles.input}
              role="combobox"
              aria-label={words.palette.name}
              aria-expanded
              aria-controls="palette-list"
              aria-autocomplete="list"
              aria-activedescendant={items[current] ? `palette-${current}` : undefined}
              placeholder={words.palette.placeholder}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
          <div
            ref={list}
            id="palette-list"
            role="listbox"
            aria-label={words.palette.results}
            className={styles.list}
          >
            <Groups groups={groups} current={current} query={query} onRun={run} onPoint={setAt} />
            {items.length === 0 && query !== '' && <p className={styles.none}>{words.palette.none(query)}</p>}
          </div>
          <footer className={styles.foot} aria-hidden="true">
            <span>
              <Keycap keys="ArrowUp" />
              <Keycap keys="ArrowDown" />
              {words.palette.choose}
            </span>
            <span>
              <Keycap keys="Enter" />
              {words.palette.run}
            </span>
            <span>
              <Keycap keys=">" />
              {words.palette.commandsOnly}
            </span>
            <span>
              <Keycap keys="@" />
              {words.palette.peopleOnly}
            </span>
            <span className={styles.end}>
              <Keycap keys="Escape" />
              {words.palette.close}
            </span>
          </footer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

interface GroupsProps {
  groups: PaletteGroup[]
  current: number
  query: string
  onRun(index: number): void
  onPoint(index: number): void
}

function Groups({ groups, current, query, onRun, onPoint }: GroupsProps) {
  let index = -1
  return groups.map((group) => (
    <div key={group.id} role="group" aria-label={group.title}>
      <p className={styles.heading} aria-hidden="true">
        {group.title}
      </p>
      {group.items.map((item) => {
        const mine = ++index
        const { icon: Mark } = item
        return (
          <div
            key={item.id}
            id={`palette-${mine}`}
            role="option"
            aria-selected={mine === current}
            className={cx(styles.item, mine === current && styles.current)}
            onClick={() => onRun(mine)}
            onPointerMove={() => mine !== current && onPoint(mine)}
          >
            <span className={styles.icon}>{Mark && <Mark size={17} stroke={1.75} aria-hidden="true" />}</span>
            <span className={styles.title}>
              <Marked text={item.title} query={query} />
            </span>
            {item.detail && (
              <span className={styles.detail}>
                <Marked text={item.detail} query={query} />
              </span>
            )}
            <span className={styles.aside}>{item.aside}</span>
            {item.keys && <Keycap keys={item.keys} />}
          </div>
        )
      })}
    </div>
  ))
}
