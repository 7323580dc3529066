import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { Sheet, SheetPart } from '../../ui/Sheet.tsx'
import { intents as words } from '../../words/en/intents.ts'
import { openIntent } from './drafts.ts'
import styles from './intents.module.css'

/** What an intent looks for, for those who do not change it. */
export function ShownIntent({
  intent: { name, examples, unlike, words: said, must },
  administrators
}: {
  intent: DefinedIntent
  administrators: string[]
}) {
  const list = (title: string, texts: readonly string[]) =>
    texts.length > 0 && (
      <SheetPart title={title}>
        <ul className={styles.unlike}>
          {texts.map((text) => (
            <li key={text}>
              <q className={styles.grow}>{text}</q>
            </li>
          ))}
        </ul>
      </SheetPart>
    )
  return (
    <Sheet title={name} onClose={() => openIntent(null)}>
      <p className={styles.quiet}>{words.decidedBy(administrators)}</p>
      {list(words.examples, examples)}
      {said.length > 0 && (
        <SheetPart title={`${words.words} · ${words.mustOptions[must ? 'must' : 'lean']}`}>
          <p className={styles.said}>
            {said.map((word) => (
              <span key={word} className={styles.pill}>
                {word}
              </span>
            ))}
          </p>
        </SheetPart>
      )}
      {list(words.unlike, unlike)}
    </Sheet>
  )
}
