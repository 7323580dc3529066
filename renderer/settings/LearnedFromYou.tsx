import { IconSchool } from '@tabler/icons-react'
import { forgetLearned, learnAgain, useCache, useLearnedFrom } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import styles from './Intelligence.module.css'

/** From how many mails something was learned, and the way to begin anew. */
export function LearnedFromYou() {
  const cache = useCache()
  const count = useLearnedFrom()
  if (count === undefined) return null
  async function forget(): Promise<void> {
    const rows = await forgetLearned(cache)
    showToast({
      text: words.forgotLearned(rows.length),
      icon: IconSchool,
      undo: () => void learnAgain(cache, rows)
    })
  }
  return (
    <section className={styles.card} aria-label={words.learned}>
      <div className={styles.cardHead}>
        <IconSchool size={20} stroke={1.75} aria-hidden="true" />
        <div className={styles.grow}>
          <h2 className={styles.name}>{words.learned}</h2>
          <p className={styles.quiet}>{count > 0 ? words.learnedFrom(count) : words.learnedNothing}</p>
        </div>
        {count > 0 && (
          <Button size="small" onClick={() => void forget()}>
            {words.forgetLearned}
          </Button>
        )}
      </div>
    </section>
  )
}
