import { Loader, Menu } from '@mantine/core'
import {
  IconCode,
  IconDots,
  IconFold,
  IconPaperclip,
  IconPrinter,
  IconSun,
  IconTag
} from '@tabler/icons-react'
import { useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Flag } from '../../shared/mail/message.ts'
import { commandOf, subscribeCommands } from '../app/commands.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { contexts } from '../ui/context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { intents } from '../words/en/intents.ts'
import { reader as words } from '../words/en/reader.ts'
import { Attachments } from './Attachments.tsx'
import { useReaderHost } from './host.ts'
import { MessageBody } from './MessageBody.tsx'
import { MessageHeader } from './MessageHeader.tsx'
import type { ReaderMessage } from './model.ts'
import { useScheme } from './paper.ts'
import { attachmentFiles } from './parts.ts'
import { person, sameAddress } from './people.ts'
import { printMail } from './print.ts'
import { SourceText } from './SourceDialog.tsx'
import { useReader } from './store.ts'
import { useWhole } from './whole.ts'
import { mailDate } from './when.ts'
import classes from './reader.module.css'

const nothing = { id: -1, inline: new Set<string>(), simple: false }

export interface MessageProps {
  message: ReaderMessage
  preferPlain: boolean
  /** Called with the frame of the mail, for the keys that reach into it. */
  onFrame(id: number, frame: HTMLIFrameElement | null): void
  /** Folds it to a line; missing where it is the only one. */
  onFold?: (() => void) | undefined
  /** The text is neither here nor to be had just now. */
  unreachable?: boolean
}

/** One shown mail: header, body, files. */
export function Message({ message, preferPlain, onFrame, onFold, unreachable }: MessageProps) {
  const host = useReaderHost()
  const heading = useId()
  const article = useRef<HTMLElement>(null)
  const scheme = useScheme()
  const chosen = useReader((state) => state.paper[message.id])
  const once = useReader((state) => state.remote[message.id] === true)
  const { show, choosePaper } = useReader.getState()
  // said by the body of the mail that is shown, which is another one when this place is taken over
  const [found, setFound] = useState<{ id: number; inline: ReadonlySet<string>; simple: boolean }>(nothing)
  const { inline, simple } = found.id === message.id ? found : nothing
  const whole = useWhole(message)
  const body = whole.body ?? message.body
  const files = useMemo(() => attachmentFiles(message, inline), [message, inline])
  const frameRef = useMemo(
    () => ({
      set current(frame: HTMLIFrameElement | null) {
        onFrame(message.id, frame)
      },
      get current() {
        return null
      }
    }),
    [message.id, onFrame]
  )
  const sender = person(message.from[0])
  const trusted = host.trustedSenders.includes(sender.address.toLowerCase())
  const mine = host.own.some((address) => sameAddress(address, sender.address))
  // for those who may change intents, of mail that intents are read of
  const example =
    useSyncExternalStore(subscribeCommands, () => commandOf('intent.example') !== undefined) && !mine
  const paper = chosen ?? (simple ? 'theme' : 'white')

  const actions = (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton small name={words.mailActions(sender.name)}>
          <IconDots size={17} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPrinter size={16} stroke={1.75} />}
          onClick={() =>
            void printMail(host.bridge, { ...message, body }, once || trusted).catch(() => undefined)
          }
        >
          {words.print}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCode size={16} stroke={1.75} />}
          onClick={() => show({ kind: 'source', message })}
        >
          {words.showSource}
        </Menu.Item>
        {scheme === 'dark' && body?.html && (
          <Menu.Item
            leftSection={<IconSun size={16} stroke={1.75} />}
            onClick={() => choosePaper(message.id, paper === 'white' ? 'theme' : 'white')}
          >
            {paper === 'white' ? words.themePaper : words.whitePaper}
          </Menu.Item>
        )}
        {onFold && (
          <Menu.Item leftSection={<IconFold size={16} stroke={1.75} />} onClick={onFold}>
            {words.fold}
          </Menu.Item>
        )}
        {example && (
          <Menu.Item
            leftSection={<IconTag size={16} stroke={1.75} />}
            onClick={() => host.run('intent.example', { ids: [message.id] })}
          >
            {intents.useExample}
          </Menu.Item>
        )}
        {message.unsubscribe !== '' && (
          <Menu.Item onClick={() => host.run('mail.unsubscribe', { ids: [message.id] })}>
            {words.unsubscribe}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )

  return (
    <article
      ref={article}
      data-message={message.id}
      className={classes.message}
      aria-label={message.subject || words.noSubject}
      tabIndex={-1}
    >
      <MessageHeader key={message.id} message={message} headingId={heading} actions={actions} />
      {host.note?.(message)}
      <div className={classes.content}>
        {body === null ? (
          <div className={classes.note} role="status">
            {unreachable ? words.textFailed : <Waiting />}
          </div>
        ) : body.failed !== null ? (
          <>
            <p className={classes.hint}>{words.failed}</p>
            <SourceText message={message} />
          </>
        ) : (
          <MessageBody
            message={message}
            body={body}
            preferPlain={preferPlain}
            frameRef={frameRef}
            article={article}
            onFound={setFound}
          />
        )}
        {body?.truncated === true && (
          <div className={classes.truncated}>
            <span>{whole.failed ? words.fetchFailed : words.truncated}</span>
            <Button size="small" busy={whole.busy} onClick={whole.load}>
              {words.loadWhole}
            </Button>
          </div>
        )}
        <Attachments key={`files/${message.id}`} message={message} files={files} />
      </div>
    </article>
  )
}

/** Nothing for the first moment: a skeleton that flashes is worse than none. */
function Waiting() {
  return (
    <span className={classes.waiting}>
      <Loader size="xs" /> {words.loading}
    </span>
  )
}

/** An earlier mail of the conversation, folded to one line. */
export function FoldedMessage({ message, onOpen }: { message: ReaderMessage; onOpen(): void }) {
  const { own } = useReaderHost()
  const sender = person(message.from[0])
  const mine = own.some((address) => sameAddress(address, sender.address))
  const date = mailDate(message.sent)
  const unread = (message.flags & Flag.seen) === 0
  return (
    <button
      type="button"
      className={classes.folded}
      data-message
      aria-expanded={false}
      data-unread={unread || undefined}
      onClick={onOpen}
    >
      <Avatar name={sender.name} context={mine ? 'me' : contexts[message.context]} size={22} />
      <bdi className={classes.foldedName}>{mine ? words.meName : sender.name || words.noSender}</bdi>
      <span className={classes.foldedText}>{message.snippet}</span>
      {(message.flags & Flag.attachment) !== 0 && <IconPaperclip size={14} stroke={2} aria-hidden />}
      <span className={classes.date}>{date}</span>
    </button>
  )
}
