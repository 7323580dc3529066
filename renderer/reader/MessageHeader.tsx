import { IconChevronDown, IconChevronUp, IconAlertTriangle } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Mailbox } from '../../shared/mail/message.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { contexts } from '../ui/context.ts'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import type { ReaderMessage } from './model.ts'
import { person, sameAddress } from './people.ts'
import { fullDate, mailDate } from './when.ts'
import classes from './reader.module.css'

/** Who wrote, to whom and when. The true address is always in sight, whatever the name says. */
export function MessageHeader({
  message,
  headingId,
  actions
}: {
  message: ReaderMessage
  headingId: string
  actions: ReactNode
}) {
  const { own } = useReaderHost()
  const [all, setAll] = useState(false)
  const sender = person(message.from[0])
  const mine = own.some((address) => sameAddress(address, sender.address))
  const called = (mailbox: Mailbox) =>
    own.some((address) => sameAddress(address, mailbox[1])) ? words.me : person(mailbox).name
  const line = (list: readonly Mailbox[]) => {
    const names = list.slice(0, 3).map(called).join(', ')
    return list.length > 3 ? `${names} ${words.andMore(list.length - 3)}` : names
  }
  const groups = [
    [words.to, message.to],
    [words.cc, message.cc],
    [words.bcc, message.bcc]
  ] as const
  const summary = groups
    .filter(([, list]) => list.length > 0)
    .map(([word, list]) => `${word} ${line(list)}`)
    .join(', ')
  const elsewhere = message.replyTo.filter(
    ([, address]) => address !== '' && !message.from.some(([, from]) => sameAddress(from, address))
  )
  const listed = message.listPost !== '' || message.listId !== ''
  return (
    <header className={classes.header}>
      <Avatar name={sender.name} context={mine ? 'me' : contexts[message.context]} size={32} />
      <div className={classes.who}>
        <div className={classes.whoLine}>
          <h3 id={headingId} className={classes.sender} dir="auto">
            {sender.name === '' ? words.noSender : sender.name}
          </h3>
          {sender.address !== sender.name && <bdi className={classes.address}>{sender.address}</bdi>}
        </div>
        {summary !== '' && (
          <button
            type="button"
            className={classes.toLine}
            aria-expanded={all}
            aria-label={`${summary}. ${all ? words.hideDetails : words.showDetails}`}
            onClick={() => setAll(!all)}
          >
            <span className={classes.cut}>{summary}</span>
            {all ? (
              <IconChevronUp size={14} stroke={2} aria-hidden />
            ) : (
              <IconChevronDown size={14} stroke={2} aria-hidden />
            )}
          </button>
        )}
      </div>
      <div className={classes.headerEnd}>
        <time className={classes.date} dateTime={isoDate(message.sent)} title={fullDate(message.sent)}>
          {mailDate(message.sent)}
        </time>
        {actions}
      </div>
      {all && <Addresses message={message} />}
      {(sender.claims !== null || sender.plainDomain !== null || (elsewhere.length > 0 && !listed)) && (
        <div className={classes.warnings}>
          {sender.claims !== null && <Warning text={words.nameIsAddress(sender.claims, sender.address)} />}
          {sender.plainDomain !== null && <Warning text={words.foreignDomain(sender.plainDomain)} />}
          {elsewhere.length > 0 && !listed && (
            <Warning text={words.replyGoesTo(elsewhere.map(([, address]) => address).join(', '))} quiet />
          )}
        </div>
      )}
    </header>
  )
}

function Warning({ text, quiet }: { text: string; quiet?: boolean }) {
  return (
    <p className={quiet ? classes.hint : classes.warning}>
      {!quiet && <IconAlertTriangle size={14} stroke={2} aria-hidden />}
      <bdi>{text}</bdi>
    </p>
  )
}

function Addresses({ message }: { message: ReaderMessage }) {
  const rows = (
    [
      [words.from, message.from],
      [words.replyToLabel, message.replyTo],
      [words.toLabel, message.to],
      [words.ccLabel, message.cc],
      [words.bccLabel, message.bcc]
    ] as const
  ).filter(([, list]) => list.length > 0)
  return (
    <dl className={classes.addresses}>
      {rows.map(([label, list]) => (
        <div key={label} className={classes.addressRow}>
          <dt>{label}</dt>
          <dd>
            {list.map((mailbox, at) => {
              const who = person(mailbox)
              return (
                <bdi key={at} className={classes.mailbox}>
                  {who.name === who.address ? who.address : `${who.name} <${who.address}>`}
                </bdi>
              )
            })}
          </dd>
        </div>
      ))}
      <div className={classes.addressRow}>
        <dt>{words.dateLabel}</dt>
        <dd>{fullDate(message.sent)}</dd>
      </div>
      {message.listId !== '' && (
        <div className={classes.addressRow}>
          <dt>{words.mailedBy}</dt>
          <dd>
            <bdi>{message.listId}</bdi>
          </dd>
        </div>
      )}
    </dl>
  )
}

function isoDate(at: number): string | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
