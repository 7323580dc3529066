import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Group, Panel, type PanelSize, usePanelRef } from 'react-resizable-panels'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Splitter } from '../ui/Splitter.tsx'
import { app as words } from '../words/en/app.ts'
import { useBreakpoint } from './breakpoint.ts'
import { type paneDefaults, usePanes } from './panes.ts'
import styles from './Shell.module.css'

interface Props {
  /** `narrow`: 56 wide, icons with tooltips. */
  rail(narrow: boolean): ReactNode
  list: ReactNode
  /** The reader, or what takes its place: the composer. */
  reader: ReactNode
  /** `close`: the panel is a drawer that closes. */
  panel: ReactNode
}

type Column = keyof typeof paneDefaults

/** The window's columns at every width: four; three and a drawer; icons for a rail; the list or the reader alone. */
export function Shell({ rail, list, reader, panel }: Props) {
  const breakpoint = useBreakpoint()
  const { panelOpen, drawerOpen, reading } = usePanes()
  const widths = useRef(usePanes.getState())
  const sized = useRef<Partial<Record<Column, number>>>({})
  const full = breakpoint === 'four' || breakpoint === 'three'
  const column = breakpoint === 'four' && panelOpen
  const drawer = breakpoint !== 'four' && drawerOpen
  const listRef = usePanelRef()

  useEffect(() => {
    document.documentElement.style.setProperty(
      '--rail-width',
      full ? `${usePanes.getState().rail}px` : '56px'
    )
  }, [full])

  const size = (name: Column) => (now: PanelSize) => {
    sized.current[name] = Math.round(now.inPixels)
    if (name === 'rail') document.documentElement.style.setProperty('--rail-width', `${now.inPixels}px`)
  }
  return (
    <div
      className={cx(styles.shell, breakpoint === 'one' && (reading ? styles.onlyReader : styles.onlyList))}
    >
      {!full && <div className={styles.icons}>{rail(true)}</div>}
      <Group
        id="columns"
        className={styles.columns}
        onLayoutChanged={(_layout, { isUserInteraction }) => {
          if (isUserInteraction) usePanes.setState(sized.current)
        }}
      >
        {full ? (
          <Panel
            id="rail"
            defaultSize={widths.current.rail}
            minSize={200}
            maxSize={280}
            groupResizeBehavior="preserve-pixel-size"
            onResize={size('rail')}
            className={styles.pane}
          >
            {rail(false)}
          </Panel>
        ) : null}
        {full ? <Splitter id="after-rail" name={words.resize.rail} /> : null}
        <Panel
          id="list"
          panelRef={listRef}
          // the reader, which is it otherwise, is out of sight
          role={breakpoint === 'one' && !reading ? 'main' : undefined}
          defaultSize={breakpoint === 'one' ? undefined : Math.min(widths.current.list, full ? 520 : 340)}
          minSize={breakpoint === 'one' ? 0 : 320}
          maxSize={breakpoint === 'one' ? '100%' : 520}
          groupResizeBehavior={breakpoint === 'one' ? 'preserve-relative-size' : 'preserve-pixel-size'}
          onResize={size('list')}
          className={cx(styles.pane, styles.list)}
        >
          {list}
        </Panel>
        <Splitter id="after-list" name={words.resize.list} />
        <Panel
          id="reader"
          minSize={breakpoint === 'one' ? 0 : full ? 480 : 400}
          className={cx(styles.pane, styles.reader)}
        >
          {reader}
        </Panel>
        {column ? <Splitter id="before-panel" name={words.resize.panel} /> : null}
        {column ? (
          <Panel
            id="panel"
            defaultSize={widths.current.panel}
            minSize={264}
            maxSize={360}
            groupResizeBehavior="preserve-pixel-size"
            onResize={size('panel')}
            className={styles.pane}
          >
            <section aria-label={words.record} data-pane="panel" className={styles.panel}>
              {panel}
            </section>
          </Panel>
        ) : null}
      </Group>
      {drawer && <Drawer>{panel}</Drawer>}
    </div>
  )
}

/** The record over the reader; Esc closes it and gives the focus back. */
function Drawer({ children }: { children: ReactNode }) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    element.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const close = (): void => usePanes.setState({ drawerOpen: false })
  return (
    <section
      ref={element}
      tabIndex={-1}
      aria-label={words.record}
      data-pane="panel"
      className={cx(styles.panel, styles.drawer)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        close()
      }}
    >
      <IconButton name={words.closePanel} keys="Mod+." className={styles.close} onClick={close}>
        <IconX size={17} stroke={1.75} aria-hidden="true" />
      </IconButton>
      {children}
    </section>
  )
}
