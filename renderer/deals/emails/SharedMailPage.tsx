import { IconArrowLeft, IconLock, IconMailOff, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { RecordView } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import { runCommand } from '../../app/commands.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { errorText } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { useOpened } from './opened.ts'
import { addressesOf } from './people.ts'
import { whyOf } from './say.ts'
import styles from './emails.module.css'

export type SharedMail = Output<'workspace.sharedMail'>
/** Draws headers, text and files of a mail; the reader's, which the window lends to this page. */
export type ShowMail = (mail: SharedMail, keptBy: string) => ReactNode

interface Props {
  view: RecordView
  id: string
  showMail: ShowMail
  onBack(): void
}

/** A mail that a colleague shares, in the place of the list. */
export function SharedMailPage({ view, id, showMail, onBack }: Props) {
  const { value, error, again } = useAnswer('workspace.sharedMail', { id })
  const row = useOpened((state) => state.row)
  const known = row?.shared?.id === id ? row.shared : undefined
  const gone = error instanceof AppError && error.code === 'workspace.notFound'
  const mail = value && !gone ? { ...value, ...(known ? { owners: known.owners } : {}) } : undefined
  const writer = mail && (mail.outgoing ? mail.to[0] : mail.from)
  const why = mail && whyOf({ shared: known ?? { ...mail, address: addressIn(mail, view) } })
  return (
    <section
      aria-label={words.reading.title}
      className={styles.reading}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onBack()
      }}
    >
      <div className={styles.readingBar}>
        <IconButton name={words.reading.back} keys="Escape" autoFocus onClick={onBack}>
          <IconArrowLeft size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
        <span className={styles.gap}>{words.title}</span>
        {writer && (
          <Button
            icon={<IconPencil size={15} stroke={1.75} aria-hidden="true" />}
            onClick={() => runCommand('compose.new', { to: writer[1], onRecord: true })}
          >
            {words.reading.write(writer[0].trim().split(/\s+/)[0] || writer[1])}
          </Button>
        )}
      </div>
      {gone && <EmptyState icon={IconMailOff} title={words.reading.gone} text={words.reading.goneText} />}
      {error !== undefined && !gone && !mail && (
        <Bar tone="warn" role="alert" title={words.failed} text={errorText(error).safe}>
          <Button size="small" onClick={again}>
            {words.again}
          </Button>
        </Bar>
      )}
      {mail && (
        <div className={styles.sheet}>
          <h2 className={styles.mailSubject} dir="auto">
            {mail.subject || words.noSubject}
          </h2>
          <div className={styles.owners}>
            {mail.owners.map(({ user, name, mine, source, mailbox }) => (
              <span key={`${user}${mailbox}`} className={styles.ownerChip} title={mailbox}>
                <Avatar name={name} context={mine ? 'me' : 'colleague'} size={18} />
                {words.owner(mine ? words.you : name, source)}
              </span>
            ))}
            <span className={styles.quiet}>{why}</span>
          </div>
          {mail.level === 'subject' ? (
            <>
              {showMail({ ...mail, text: null, html: null }, ownerOf(mail))}
              <div className={styles.subjectOnly}>
                <IconLock size={16} stroke={1.75} aria-hidden="true" />
                <span>
                  <strong>{words.reading.subjectOnly(ownerOf(mail))}</strong>
                  <span className={styles.quiet}>{words.reading.subjectOnlyText}</span>
                </span>
              </div>
            </>
          ) : (
            showMail(mail, ownerOf(mail))
          )}
        </div>
      )}
    </section>
  )
}

function ownerOf({ owners }: SharedMail): string {
  const owner = owners.find(({ mine }) => !mine) ?? owners[0]
  return owner ? (owner.mine ? words.you : (owner.name.split(/\s+/)[0] ?? owner.name)) : ''
}

/** Which of a record's addresses is in a mail that was not opened from the list. */
function addressIn({ from, to }: SharedMail, view: RecordView): string {
  const here = new Set([from, ...to].map(([, address]) => address.toLowerCase()))
  return addressesOf(view).find((address) => here.has(address.toLowerCase())) ?? ''
}
