import { IconPlus, IconX } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { intentLimits, type IntentProblem } from '../../../shared/intelligence/intents.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { intents as words } from '../../words/en/intents.ts'
import styles from './intents.module.css'

interface Props {
  examples: readonly string[]
  problems: readonly IntentProblem[]
  /** All of it was looked at: what is missing is told, too. */
  tried: boolean
  onChange(examples: string[]): void
}

/** A sentence a line: Enter makes the next one, several lines can be pasted, and what is wrong stands below its line. */
export function ExampleList({ examples, problems, tried, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const heading = useId()
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const filled = examples.filter((text) => text.trim() !== '').length
  const whole = problems.filter(({ at }) => at === null)

  function focus(at: number): void {
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus())
  }
  function replace(at: number, ...lines: string[]): void {
    onChange([...examples.slice(0, at), ...lines, ...examples.slice(at + 1)])
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, at: number): void {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (examples[at + 1] !== '') replace(at, examples[at]!, '')
      focus(at + 1)
    } else if (event.key === 'Backspace' && examples[at] === '' && examples.length > 1) {
      event.preventDefault()
      replace(at)
      focus(Math.max(0, at - 1))
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      focus(Math.max(0, at + (event.key === 'ArrowUp' ? -1 : 1)))
    }
  }
  function onPaste(event: ClipboardEvent<HTMLInputElement>, at: number): void {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim())
      .filter(Boolean)
    if (lines.length < 2) return
    event.preventDefault()
    const own = examples[at]!.trim()
    const next = [...examples.slice(0, at), ...(own ? [own] : []), ...lines]
    onChange([...next, ...examples.slice(at + 1).filter((text) => text.trim() !== '')])
    focus(next.length - 1)
  }
  return (
    <div className={styles.field} role="group" aria-labelledby={heading}>
      <div className={styles.fieldHead}>
        <span id={heading} className={styles.label}>
          {words.examples}
        </span>
        <span className={styles.quiet}>{words.count(filled)}</span>
      </div>
      <ol ref={list} className={styles.examples}>
        {examples.map((text, at) => {
          const problem = problems.find((one) => one.at === at)
          const shown = problem && (tried || left.has(at)) ? words.problems(problem) : ''
          return (
            // eslint-disable-next-line react/no-array-index-key -- lines have no name but their place
            <li key={at} className={cx(styles.example, shown !== '' && styles.wrong)}>
              <span className={styles.exampleNumber} aria-hidden="true">
                {at + 1}
              </span>
              <input
                className={styles.exampleInput}
                aria-label={words.example(at + 1)}
                aria-invalid={shown !== '' || undefined}
                aria-describedby={shown ? `${heading}-${at}` : undefined}
                placeholder={at === 0 && filled === 0 ? words.examplePlaceholder : undefined}
                value={text}
                spellCheck
                autoComplete="off"
                onChange={(event) => replace(at, event.currentTarget.value)}
                onBlur={() => setLeft((before) => new Set([...before, at]))}
                onKeyDown={(event) => onKeyDown(event, at)}
                onPaste={(event) => onPaste(event, at)}
              />
              {examples.length > 1 && (
                <IconButton
                  small
                  name={words.exampleRemove(at + 1)}
                  onClick={() => {
                    replace(at)
                    focus(Math.min(at, examples.length - 2))
                  }}
                >
                  <IconX size={15} stroke={1.75} aria-hidden="true" />
                </IconButton>
              )}
              {shown && (
                <p id={`${heading}-${at}`} className={styles.problem}>
                  {shown}
                </p>
              )}
            </li>
          )
        })}
      </ol>
      <div className={styles.addLine}>
        <Button
          kind="quiet"
          size="small"
          icon={<IconPlus size={15} stroke={1.75} aria-hidden="true" />}
          disabled={examples.length >= intentLimits.examples + 10}
          onClick={() => {
            onChange([...examples, ''])
            focus(examples.length)
          }}
        >
          {words.exampleAdd}
        </Button>
      </div>
      {tried && whole.length > 0 ? (
        whole.map((problem) => (
          <p key={problem.kind} className={styles.problem} role="alert">
            {words.problems(problem)}
          </p>
        ))
      ) : (
        <p className={styles.quiet}>{words.examplesText}</p>
      )}
    </div>
  )
}
