import {
  IconAlertOctagon,
  IconArchive,
  IconCode,
  IconDots,
  IconExternalLink,
  IconFileText,
  IconFolderPlus,
  IconFolderSymlink,
  IconLock,
  IconMail,
  IconMailOpened,
  IconPencilBolt,
  IconQuote,
  IconStar,
  IconStarFilled,
  IconTrash
} from '@tabler/icons-react'
import { Flag } from '../../shared/mail/message.ts'
import { useSyncExternalStore } from 'react'
import { commandOf, keysOf, runCommand, subscribeCommands, type CommandId } from '../app/commands.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { desktop } from '../words/en/desktop.ts'
import { reader as words } from '../words/en/reader.ts'
import type { ReaderMessage } from './model.ts'
import { useReader } from './store.ts'
import classes from './reader.module.css'

export interface ReaderToolbarProps {
  /** What is shown: a conversation, or one mail. Empty: nothing is chosen, the acts rest. */
  messages: readonly ReaderMessage[]
  inSpam: boolean
}

const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const
const small = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** The acts on what the list stands at, at the left of the reader's bar. */
export function ReaderToolbar({ messages, inSpam }: ReaderToolbarProps) {
  const show = useReader((state) => state.show)
  const last = messages[messages.length - 1]
  const idle = last === undefined
  const starred = last !== undefined && (last.flags & Flag.flagged) !== 0
  // only while the rep has it on
  const drafting = useSyncExternalStore(
    subscribeCommands,
    () => commandOf('drafting.summarise') !== undefined
  )
  const read = messages.every(({ flags }) => (flags & Flag.seen) !== 0)
  // without an argument a command is for what the list stands at or has checked: whole conversations too
  const act = (name: string, id: CommandId, mark: typeof IconMail, look?: string) => {
    const Mark = mark
    return (
      <IconButton name={name} keys={keysOf(id)} disabled={idle} onClick={() => runCommand(id)}>
        <Mark {...icon} className={look} />
      </IconButton>
    )
  }
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={words.actions}>
      {act(words.archive, 'mail.archive', IconArchive)}
      {act(words.moveTo, 'mail.move', IconFolderSymlink)}
      {act(words.remove, 'mail.delete', IconTrash)}
      <span className={classes.bar} />
      {read
        ? act(words.markUnread, 'mail.markUnread', IconMail)
        : act(words.markRead, 'mail.markRead', IconMailOpened)}
      {starred
        ? act(words.unstar, 'mail.star', IconStarFilled, classes.iconWarn)
        : act(words.star, 'mail.star', IconStar)}
      <MenuButton
        entries={[
          {
            label: inSpam ? words.notSpam : words.spam,
            icon: <IconAlertOctagon {...small} />,
            ...(inSpam ? {} : { keys: '!' }),
            onSelect: () => runCommand(inSpam ? 'mail.notSpam' : 'mail.spam')
          },
          {
            label: words.fileToCrm,
            icon: <IconFolderPlus {...small} />,
            keys: 'Shift+F',
            onSelect: () => runCommand('mail.file')
          },
          {
            label: words.keepPrivate,
            icon: <IconLock {...small} />,
            onSelect: () => runCommand('mail.keepPrivate')
          },
          ...(commandOf('app.newWindow')
            ? [
                {
                  label: desktop.newWindow,
                  icon: <IconExternalLink {...small} />,
                  keys: 'Shift+Enter',
                  onSelect: () => runCommand('app.newWindow')
                }
              ]
            : []),
          {
            label: words.unfoldQuotes,
            icon: <IconQuote {...small} />,
            keys: 'q',
            onSelect: () => runCommand('reader.unfold')
          },
          ...(drafting
            ? [
                {
                  label: words.summarise,
                  icon: <IconFileText {...small} />,
                  onSelect: () => runCommand('drafting.summarise')
                },
                {
                  label: words.suggestReply,
                  icon: <IconPencilBolt {...small} />,
                  onSelect: () => runCommand('drafting.reply')
                }
              ]
            : []),
          {
            label: words.showSource,
            icon: <IconCode {...small} />,
            onSelect: () => last !== undefined && show({ kind: 'source', message: last })
          }
        ]}
      >
        {(props) => (
          <IconButton {...props} name={words.more} disabled={idle}>
            <IconDots {...icon} />
          </IconButton>
        )}
      </MenuButton>
    </div>
  )
}
