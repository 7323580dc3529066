import { IconAlertTriangle } from '@tabler/icons-react'
import type { TeamUser } from '../../../shared/contract/administration.ts'
import { useBridge } from '../../bridge-context.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { administration } from '../../words/en/administration.ts'
import { backup as words } from '../../words/en/backup.ts'
import { longDate, shortDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { backUp, hasRest, useBackingUp } from './backing-up.ts'
import { daysLeft, deletedAt, partLeft, urgent } from './decisions.ts'

/** Whose mail is deleted unless somebody backs it up, and how long there is. */
export function Leavers({ users, onOpen }: { users: readonly TeamUser[]; onOpen(id: string): void }) {
  const bridge = useBridge()
  const running = useBackingUp((state) => state.running)
  const waiting = urgent(users)
  if (waiting.length === 0) return null
  return (
    <section aria-label={words.leavers} className={styles.block}>
      <h2 className={styles.heading}>{words.leavers}</h2>
      <ul className={styles.card}>
        {waiting.map((user) => {
          const { id, name, mailOff, shared } = user
          return (
            <li key={id} className={styles.leaver}>
              <Avatar name={name} size={32} />
              <span className={styles.who}>
                <span className={styles.strong}>{name}</span>
                <span className={styles.small}>
                  {administration.users.state.off(shortDate(mailOff ?? 0))}
                </span>
              </span>
              <span className={styles.warn}>
                <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
                <span>
                  {words.never}
                  <span className={styles.small}>{words.hidden(shared)}</span>
                </span>
              </span>
              <span className={styles.left} title={words.until(longDate(deletedAt(mailOff ?? 0)))}>
                {words.daysLeft(daysLeft(mailOff ?? 0))}
                <progress
                  className={styles.meter}
                  aria-label={words.daysLeft(daysLeft(mailOff ?? 0))}
                  value={partLeft(mailOff ?? 0)}
                  max={1}
                />
              </span>
              <Button
                aria-label={words.backUpName(name)}
                disabled={running !== null}
                onClick={() => (hasRest(user) ? onOpen(id) : void backUp(bridge, id, name))}
              >
                {words.backUp}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
