import type { KeyboardEvent } from 'react'
import type { TeamUser } from '../../../shared/contract/administration.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { ago } from '../../words/ago.ts'
import { administration } from '../../words/en/administration.ts'
import { count, shortDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { decidedBy, stateOf, type Team } from './decisions.ts'
import { DecisionMark, LockMark } from './marks.tsx'

const words = administration.users
const dots = { active: styles.active, off: styles.off, backedUp: styles.backedUp, left: styles.dotLeft }

interface Props {
  team: Team
  users: readonly TeamUser[]
  /** Whose sheet is open. */
  chosen: string | null
  onChoose(id: string): void
}

/** Rows that are out of sight are not laid out, so that thousands cost what a screenful does. */
export function UserTable({ team, users, chosen, onChoose }: Props) {
  const { columns } = words
  return (
    <div className={styles.tableBox}>
      <div role="table" aria-label={words.title} className={styles.table}>
        <div role="row" className={styles.tableHead}>
          <span role="columnheader">{columns.user}</span>
          <span role="columnheader" className={styles.optional}>
            {columns.profile}
          </span>
          <span role="columnheader" className={styles.wideOnly}>
            {columns.mailboxes}
          </span>
          <span role="columnheader">{columns.sharing}</span>
          <span role="columnheader" className={styles.optional}>
            {columns.lock}
          </span>
          <span role="columnheader" className={cx(styles.right, styles.wideOnly)}>
            {columns.shared}
          </span>
          <span role="columnheader">{columns.state}</span>
        </div>
        {users.map((user) => (
          <div
            key={user.id}
            role="row"
            className={cx(styles.tableRow, user.id === chosen && styles.chosen)}
            onClick={() => onChoose(user.id)}
          >
            <span role="cell" className={styles.person}>
              <Avatar name={user.name} context="colleague" size={32} />
              <span className={styles.who}>
                <button
                  type="button"
                  className={styles.name}
                  aria-expanded={user.id === chosen}
                  onKeyDown={moveByArrows}
                >
                  {user.name}
                </button>
                <span className={styles.small}>{user.address}</span>
              </span>
            </span>
            <span role="cell" className={styles.optional}>
              {team.profiles.find(({ id }) => id === user.profile)?.name ?? ''}
            </span>
            <span role="cell" className={styles.wideOnly}>
              <Mailboxes user={user} />
            </span>
            <span role="cell" className={styles.two}>
              <DecisionMark decision={user.decision} />
              <span className={styles.small}>{decidedBy(user, team)}</span>
            </span>
            <span role="cell" className={styles.optional}>
              <LockMark held={user.held} />
            </span>
            <span role="cell" className={cx(styles.right, styles.wideOnly)}>
              {user.shared === 0 ? '–' : count(user.shared)}
            </span>
            <span role="cell">
              <State user={user} />
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

function Mailboxes({ user: { mailboxes, address } }: { user: TeamUser }) {
  const [first] = mailboxes
  if (!first) return <span className={styles.quiet}>{words.noMailbox}</span>
  const times = mailboxes.flatMap(({ synced }) => synced ?? [])
  const kinds = [...new Set(mailboxes.map(({ protocol }) => protocol))]
  const shown =
    mailboxes.length > 1 ? words.several(mailboxes.length) : first.address === address ? null : first.address
  return (
    <span className={styles.two}>
      <span className={styles.boxLine}>
        {kinds.map((kind) => (
          <span key={kind} className={styles.badge}>
            {words.protocols[kind]}
          </span>
        ))}
        {shown && <span className={styles.cut}>{shown}</span>}
      </span>
      <span className={styles.small}>
        {times.length > 0 ? words.synced(ago(Math.max(...times))) : words.neverSynced}
      </span>
    </span>
  )
}

export function State({ user }: { user: TeamUser }) {
  const state = stateOf(user)
  const said = {
    active: words.state.active,
    off: words.state.off(shortDate(user.mailOff ?? 0)),
    backedUp: words.state.backedUp(shortDate(user.backedUp ?? 0)),
    left: words.state.left
  }[state]
  return (
    <span className={styles.state}>
      <span className={dots[state]} aria-hidden="true" />
      {said}
    </span>
  )
}

/** Arrows go from row to row; Tab still reaches each. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const buttons = [...(event.currentTarget.closest('[role=table]')?.querySelectorAll('button') ?? [])]
  const next = buttons[buttons.indexOf(event.currentTarget as HTMLButtonElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
