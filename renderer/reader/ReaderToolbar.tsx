import { ActionIcon, Menu } from '@mantine/core'
import {
  IconAlertOctagon,
  IconArchive,
  IconCode,
  IconDots,
  IconFolderSymlink,
  IconMail,
  IconMailOpened,
  IconQuote,
  IconStar,
  IconStarFilled,
  IconTrash
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Flag } from '../../shared/mail/message.ts'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import type { ReaderMessage } from './model.ts'
import { useReader } from './store.ts'
import classes from './reader.module.css'

export interface ReaderToolbarProps {
  /** The mails that the acts are for: a conversation, or one. Empty: nothing is chosen, the acts rest. */
  messages: readonly ReaderMessage[]
  inSpam: boolean
}

const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const

/** The acts on what is shown, at the left of the reader's bar. */
export function ReaderToolbar({ messages, inSpam }: ReaderToolbarProps) {
  const { run } = useReaderHost()
  const show = useReader((state) => state.show)
  const last = messages[messages.length - 1]
  const idle = last === undefined
  const ids = messages.map(({ id }) => id)
  const starred = last !== undefined && (last.flags & Flag.flagged) !== 0
  const read = messages.every(({ flags }) => (flags & Flag.seen) !== 0)
  const act = (command: string) => () => run(command, { ids })
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={words.actions}>
      <Act name={words.archive} hint="E" idle={idle} onClick={act('mail.archive')}>
        <IconArchive {...icon} />
      </Act>
      <Act name={words.moveTo} hint="V" idle={idle} onClick={act('mail.move')}>
        <IconFolderSymlink {...icon} />
      </Act>
      <Act name={words.remove} hint="#" idle={idle} onClick={act('mail.delete')}>
        <IconTrash {...icon} />
      </Act>
      <span className={classes.bar} />
      <Act
        name={read ? words.markUnread : words.markRead}
        hint={read ? 'Shift U' : 'Shift I'}
        idle={idle}
        onClick={act(read ? 'mail.markUnread' : 'mail.markRead')}
      >
        {read ? <IconMail {...icon} /> : <IconMailOpened {...icon} />}
      </Act>
      <Act name={starred ? words.unstar : words.star} hint="S" idle={idle} onClick={act('mail.star')}>
        {starred ? <IconStarFilled {...icon} className={classes.iconWarn} /> : <IconStar {...icon} />}
      </Act>
      <Menu position="bottom-start" withinPortal disabled={idle}>
        <Menu.Target>
          <ActionIcon variant="subtle" disabled={idle} aria-label={words.more} title={words.more}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconAlertOctagon size={16} stroke={1.75} />}
            rightSection={<kbd className={classes.keycap}>!</kbd>}
            onClick={act(inSpam ? 'mail.notSpam' : 'mail.spam')}
          >
            {inSpam ? words.notSpam : words.spam}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconQuote size={16} stroke={1.75} />}
            rightSection={<kbd className={classes.keycap}>Q</kbd>}
            onClick={() => readerCommand('reader.unfold')}
          >
            {words.unfoldQuotes}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCode size={16} stroke={1.75} />}
            onClick={() => last !== undefined && show({ kind: 'source', message: last })}
          >
            {words.showSource}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function Act(props: { name: string; hint: string; idle: boolean; onClick(): void; children: ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      disabled={props.idle}
      aria-label={props.name}
      title={`${props.name} (${props.hint})`}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  )
}

/** Keys of the window that act on what the reader shows: `reader.unfold`, `reader.loadRemote`. */
export function readerCommand(command: 'reader.unfold' | 'reader.loadRemote'): void {
  window.dispatchEvent(new CustomEvent('reader-command', { detail: command }))
}
