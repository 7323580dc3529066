import { useEffect, useState } from 'react'
import type { ManagedState } from '../../shared/contract/managed.ts'
import { useBridge } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Section } from '../ui/Page.tsx'
import { managed as words } from '../words/en/managed.ts'
import styles from './Settings.module.css'

/** The organisation's file: what it fixes, and what is wrong with it. Nothing where there is none. */
export function ManagedFile() {
  const bridge = useBridge()
  const [state, setState] = useState<ManagedState | null>(null)
  useEffect(() => {
    void bridge.call('managed.state', {}).then(setState, () => undefined)
  }, [bridge])
  if (!state?.there) return null
  const parts = (['accounts', 'sharing', 'intelligence', 'updates'] as const).filter(
    (part) => Object.keys(state.settings[part] ?? {}).length > 0
  )
  return (
    <Section title={words.title} text={words.text}>
      <p>{parts.length > 0 ? words.fixes(parts.map((part) => words.parts[part])) : words.nothing}</p>
      <p className={styles.path}>{state.file}</p>
      {state.problems.length > 0 && (
        <Bar
          tone="warn"
          role="status"
          title={state.problems.some(({ where }) => where === '') ? words.wrongWhole : words.wrong}
          text={
            <>
              <ul>
                {state.problems.map(({ line, where, expected }) => (
                  <li key={`${line} ${where} ${expected}`}>{words.problem(line, where, expected)}</li>
                ))}
              </ul>
              <p>{words.tell}</p>
            </>
          }
        />
      )}
      {state.loose && <Bar tone="warn" role="status" title={words.loose} text={words.looseText} />}
    </Section>
  )
}
