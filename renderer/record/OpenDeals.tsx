import { runCommand } from '../app/commands.ts'
import { StepBar } from '../ui/StepBar.tsx'
import { dayText } from '../words/day.ts'
import { money } from '../words/index.ts'
import { record as words } from '../words/en/record.ts'
import { sumOf, type ShownDeal } from './panel-data.ts'
import styles from './record.module.css'

/** The open deals of a person, the one touched last first. */
export function OpenDeals({ deals }: { deals: readonly ShownDeal[] }) {
  const sum = sumOf(deals)
  return (
    <section className={styles.section} aria-label={words.openDeals}>
      <div className={styles.sectionHead}>
        <h3>{words.openDeals}</h3>
        {deals.length > 1 && (
          <span className={styles.aside}>
            {words.dealsSum(deals.length, sum ? money(sum.amount, sum.currency) : '')}
          </span>
        )}
      </div>
      {deals.length === 0 && <p className={styles.none}>{words.noDeals}</p>}
      <ul className={styles.list}>
        {deals.map((deal) => (
          <li key={deal.id}>
            <button
              type="button"
              className={styles.deal}
              onClick={() => runCommand('record.open', { kind: 'deal', id: deal.id })}
            >
              <span className={styles.line}>
                <span className={styles.dealName}>{deal.name}</span>
                {deal.amount !== null && (
                  <span className={styles.amount}>{money(deal.amount, deal.currency)}</span>
                )}
              </span>
              <span className={styles.line}>
                <span className={styles.stage}>{deal.stage}</span>
                {deal.closing && <span className={styles.stage}>{words.closes(dayText(deal.closing))}</span>}
              </span>
              <StepBar step={deal.step} name={words.step(deal.stage, deal.step)} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
