import { useEffect, useState } from 'react'
import type { Backup, TeamUser } from '../../../shared/contract/administration.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet, SheetPart } from '../../ui/Sheet.tsx'
import { backup } from '../../words/en/backup.ts'
import { ui } from '../../words/en/ui.ts'
import styles from './admin.module.css'
import { backUp, useBackingUp } from './backing-up.ts'
import { BackUpProgress } from './BackUpProgress.tsx'
import { MailboxSignIn } from './MailboxSignIn.tsx'
import { DecisionMark } from './marks.tsx'
import { useBackups } from './use-backups.ts'

const words = backup.sheet

/** The folders of a mailbox that are not read to their end. */
const missingOf = (open: Backup | undefined, mailbox?: string) =>
  open?.folders.filter((one) => !one.done && (mailbox ?? one.mailbox) === one.mailbox) ?? []

/** The last backup had this mailbox to its end. */
function isWhole(last: Backup | undefined, mailbox: string): boolean {
  const folders = last?.folders.filter((one) => one.mailbox === mailbox) ?? []
  return folders.length > 0 && folders.every(({ done }) => done)
}

/** What is kept of a leaver: what was published, and of each mailbox the rest, after a sign-in for this alone. */
export function BackUpSheet({ user, onClose }: { user: TeamUser; onClose(): void }) {
  const bridge = useBridge()
  const running = useBackingUp((state) => state.running)
  const finished = useBackingUp((state) => state.done?.user === user.id)
  const { value: backups } = useBackups()
  const { value: signedIn = [], again } = useAnswer('leavers.signedIn', {})
  const [asking, setAsking] = useState<string | null>(null)
  const { id, name, shared, mailboxes } = user
  const open = backups?.find((one) => one.user === id && one.finished === null)
  const last = backups?.find((one) => one.user === id && one.finished !== null)
  const missing = missingOf(open)
  const ready = missing.every(({ mailbox }) => signedIn.includes(mailbox))
  const here = running?.user === id

  // what was signed in to and not used is forgotten with the sheet
  useEffect(() => () => void bridge.call('leavers.forget', {}).catch(() => undefined), [bridge])
  // the backup that ran took the sign-ins with it
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `again` does the same each time
  useEffect(() => again(), [here])

  return (
    <Sheet
      title={words.title(name)}
      onClose={onClose}
      foot={
        finished && !here ? (
          <Button kind="primary" onClick={onClose}>
            {ui.close}
          </Button>
        ) : (
          <>
            {missing.length > 0 && (
              <Button
                kind="quiet"
                title={words.withoutText}
                disabled={running !== null}
                onClick={() => void backUp(bridge, id, name, true)}
              >
                {words.without}
              </Button>
            )}
            <Button
              kind="primary"
              disabled={running !== null || !ready || asking !== null}
              onClick={() => void backUp(bridge, id, name)}
            >
              {open ? backup.goOn : backup.backUp}
            </Button>
          </>
        )
      }
    >
      <BackUpProgress of={id} />
      <SheetPart title={words.published}>
        <p className={styles.quiet}>{words.publishedText(shared)}</p>
      </SheetPart>
      <SheetPart title={words.rest}>
        <p className={styles.quiet}>{words.restText}</p>
        <ul className={styles.card}>
          {mailboxes.map((box) => {
            const can = box.protocol === 'imap' && box.mode !== 'private'
            const inside = signedIn.includes(box.id)
            const left = missingOf(open, box.id)
            const whole = !open && isWhole(last, box.id)
            return (
              <li key={box.id} className={styles.restBox}>
                <div className={styles.restHead}>
                  <span className={styles.who}>
                    <span className={styles.strong}>{box.address}</span>
                    <span className={inside || whole ? styles.goodSmall : styles.small}>
                      {box.mode === 'private'
                        ? words.private
                        : box.protocol === 'pop3'
                          ? words.pop
                          : inside
                            ? words.signedIn
                            : whole
                              ? backup.whole
                              : left.length > 0
                                ? words.signInAgain
                                : words.imap}
                    </span>
                    {left
                      .filter(({ total }) => total > 0)
                      .map(({ folder, seen, total }) => (
                        <span key={folder} className={styles.missing}>
                          {backup.missing(folder, seen, total)}
                        </span>
                      ))}
                  </span>
                  <DecisionMark decision={box.mode} />
                </div>
                {can && !inside && !(finished && whole) && asking !== box.id && (
                  <Button
                    size="small"
                    className={styles.start}
                    aria-label={words.signInName(box.address)}
                    disabled={running !== null}
                    onClick={() => setAsking(box.id)}
                  >
                    {words.signIn}
                  </Button>
                )}
                {asking === box.id && (
                  <MailboxSignIn
                    mailbox={box}
                    onDone={() => {
                      setAsking(null)
                      again()
                    }}
                  />
                )}
              </li>
            )
          })}
        </ul>
        <p className={styles.small}>{words.secret}</p>
      </SheetPart>
    </Sheet>
  )
}
