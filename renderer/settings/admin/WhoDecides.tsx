import { useState } from 'react'
import { sharingDecision, type SharingDecision } from '../../../shared/contract/accounts.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { administration } from '../../words/en/administration.ts'
import styles from './admin.module.css'
import { Choice } from './Choice.tsx'
import { consequences, type Decision, type Team } from './decisions.ts'
import { DecisionMark, LockMark } from './marks.tsx'
import type { Admin } from './use-admin.ts'

const { who: words, means, decisions } = administration
const plain = sharingDecision.options.map((value) => ({ value, label: decisions[value] }))
const locks = [
  { value: true, label: words.locked },
  { value: false, label: words.open }
]
type Asked = Decision & { name: string; said: string }

/** Who shares mail: for everybody, and where a profile differs. What a decision does is said before it is saved. */
export function WhoDecides({ team, act }: { team: Team; act: Admin['act'] }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { decision, locked, profiles, users } = team
  const all = { kind: 'all' } as const
  const saidLock = (held: boolean | null): string =>
    held === null ? words.sameAsAll : held ? words.locked : words.open
  const saidSharing = (chosen: SharingDecision | null): string =>
    chosen === null ? words.sameAsAll : decisions[chosen]
  async function save({ name, said, ...wanted }: Asked): Promise<void> {
    setAsked(null)
    await act('workspace.decideSharing', wanted, means.done(name, said))
  }
  return (
    <section className={styles.block} aria-label={words.title}>
      <h2 className={styles.heading}>{words.title}</h2>
      <div className={styles.card}>
        <div className={styles.decidesHead} aria-hidden="true">
          <span>{words.columns.of}</span>
          <span>{words.columns.sharing}</span>
          <span>{words.columns.lock}</span>
        </div>
        <div className={styles.decides}>
          <span className={styles.who}>
            <span className={styles.strong}>{words.all}</span>
            <span className={styles.small}>{words.users(users.length)}</span>
          </span>
          <Choice
            name={words.sharingFor(words.all, decisions[decision])}
            shown={<DecisionMark decision={decision} />}
            options={plain}
            onChoose={(value) =>
              setAsked({ of: all, decision: value, locked, name: words.all, said: decisions[value] })
            }
          />
          <Choice
            name={words.lockFor(words.all, saidLock(locked))}
            shown={<LockMark held={locked} />}
            options={locks}
            onChoose={(value) =>
              setAsked({ of: all, decision, locked: value, name: words.all, said: saidLock(value) })
            }
          />
        </div>
        {profiles.map((profile) => {
          const of = { kind: 'profile', id: profile.id } as const
          const name = words.profile(profile.name)
          return (
            <div key={profile.id} className={styles.decides}>
              <span className={styles.who}>
                <span className={styles.strong}>{name}</span>
                <span className={styles.small}>{words.users(profile.users)}</span>
              </span>
              <Choice<SharingDecision | null>
                name={words.sharingFor(name, saidSharing(profile.sharing))}
                shown={
                  <DecisionMark
                    decision={profile.sharing ?? decision}
                    {...(profile.sharing === null && { said: words.sameAsAll })}
                  />
                }
                options={[{ value: null, label: words.asAll(decisions[decision]) }, ...plain]}
                onChoose={(value) =>
                  setAsked({ of, decision: value, locked: profile.locked, name, said: saidSharing(value) })
                }
              />
              <Choice<boolean | null>
                name={words.lockFor(name, saidLock(profile.locked))}
                shown={
                  <LockMark
                    held={profile.locked ?? locked}
                    {...(profile.locked === null && { said: words.sameAsAll })}
                  />
                }
                options={[{ value: null, label: words.asAll(saidLock(locked)) }, ...locks]}
                onChoose={(value) =>
                  setAsked({ of, decision: profile.sharing, locked: value, name, said: saidLock(value) })
                }
              />
            </div>
          )
        })}
      </div>
      {asked && (
        <Bar
          tone="warn"
          role="group"
          name={means.question(asked.name, asked.said)}
          title={means.question(asked.name, asked.said)}
          text={consequences(team, asked).map((said) => (
            <p key={said}>{said}</p>
          ))}
        >
          <Button kind="primary" onClick={() => void save(asked)}>
            {means.decide}
          </Button>
          <Button onClick={() => setAsked(null)}>{means.cancel}</Button>
        </Bar>
      )}
    </section>
  )
}
