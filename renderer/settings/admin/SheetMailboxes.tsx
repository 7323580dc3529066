import type { TeamUser } from '../../../shared/contract/administration.ts'
import { SheetPart } from '../../ui/Sheet.tsx'
import { ago } from '../../words/ago.ts'
import { administration } from '../../words/en/administration.ts'
import { longDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { DecisionMark } from './marks.tsx'

const { sheet: words, users } = administration

/** What a user connected; of the mail in it nothing. */
export function SheetMailboxes({ user: { mailboxes } }: { user: TeamUser }) {
  return (
    <SheetPart title={words.mailboxes}>
      {mailboxes.length === 0 ? (
        <p className={styles.quiet}>{users.noMailbox}</p>
      ) : (
        <ul className={styles.card}>
          {mailboxes.map(({ id, address, protocol, mode, connected, synced }) => (
            <li key={id} className={styles.mailbox}>
              <span className={styles.who}>
                <span className={styles.strong}>{address}</span>
                <span className={styles.small}>
                  {synced === null ? users.neverSynced : users.synced(ago(synced))}
                </span>
                <span className={styles.small}>{words.connected(longDate(connected))}</span>
              </span>
              <span className={styles.badge}>{users.protocols[protocol]}</span>
              <DecisionMark decision={mode} />
            </li>
          ))}
        </ul>
      )}
    </SheetPart>
  )
}
