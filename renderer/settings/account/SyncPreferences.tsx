import { useState } from 'react'
import type { Period } from '../../../shared/contract/accounts.ts'
import { excessOf, isLater, startOf, useCache, useFolders, useLedgerVersion } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { chosenOf, isBadDate, periodOf } from '../../ui/period.ts'
import { PeriodChoice } from '../../ui/PeriodChoice.tsx'
import { longDate } from '../../words/index.ts'
import { period as words } from '../../words/en/period.ts'
import styles from '../Settings.module.css'
import { type Narrowing, NarrowDialog } from './NarrowDialog.tsx'
import type { AccountSection } from './section.ts'

/** How far back the mail of an account is on this computer, changed at any time. */
export function SyncPreferences({ account, change }: AccountSection) {
  const { ledger } = useCache()
  useLedgerVersion()
  const [chosen, setChosen] = useState(() => chosenOf(account.period))
  const [left, setLeft] = useState(false)
  const [asked, setAsked] = useState<Narrowing | null>(null)
  const inForce = ledger.periods.get(account.id)
  const since = inForce?.since ?? null
  const wished = periodOf(chosen)
  const bad = isBadDate(chosen)

  function update(): void {
    setLeft(true)
    if (bad) return
    const start = startOf(wished, Date.now())
    const excess =
      start !== null && inForce && isLater(start, since)
        ? excessOf(ledger, account.id, start, ledger.waiting)
        : null
    if (start !== null && excess && excess.mails.size > 0) setAsked({ start, excess })
    else save(wished)
  }
  function save(period: Period): void {
    setAsked(null)
    setLeft(false)
    void change({ period })
  }
  return (
    <Section title={words.title} text={words.text}>
      <PeriodChoice
        chosen={chosen}
        set={(patch) => setChosen((before) => ({ ...before, ...patch }))}
        error={left && bad ? words.badDate : undefined}
        onLeave={() => setLeft(true)}
        help={since === null ? words.allHelp : words.sinceHelp(longDate(since))}
      />
      <div className={styles.foot}>
        <Progress account={account.id} />
        <Button disabled={JSON.stringify(wished) === JSON.stringify(account.period)} onClick={update}>
          {words.update}
        </Button>
      </div>
      <NarrowDialog asked={asked} onDo={() => save(wished)} onClose={() => setAsked(null)} />
    </Section>
  )
}

/** What is still on its way off this computer, or onto it. */
function Progress({ account }: { account: string }) {
  const { ledger } = useCache()
  const mine = useFolders().filter((folder) => folder.account === account)
  const coming = mine.reduce((sum, folder) => sum + folder.remaining, 0)
  const going = ledger.periods.get(account)?.dropping
    ? mine.reduce((sum, folder) => sum + folder.here - folder.shownHere, 0)
    : 0
  const text = going > 0 ? words.dropping(going) : coming > 0 ? words.bringing(coming) : ''
  return (
    <span role="status" className={styles.when}>
      {text}
    </span>
  )
}
