import { type KeyboardEvent, useId } from 'react'
import { cx } from '../ui/cx.ts'
import styles from './correct.module.css'

interface Props<T extends string> {
  name: string
  options: readonly { value: T; label: string }[]
  chosen: readonly T[]
  /** Any number of them. */
  many?: boolean
  onChoose(value: T): void
}

/** All that can be said of one thing, as pills in sight. */
export function Choices<T extends string>({ name, options, chosen, many = false, onChoose }: Props<T>) {
  const group = useId()
  return (
    <fieldset className={styles.choices} data-choices>
      <legend className={styles.legend}>{name}</legend>
      <div className={styles.pills}>
        {options.map(({ value, label }) => (
          <label key={value} className={cx(styles.pill, chosen.includes(value) && styles.chosen)}>
            <input
              type={many ? 'checkbox' : 'radio'}
              className={styles.input}
              name={group}
              value={value}
              checked={chosen.includes(value)}
              data-autofocus={(!many && chosen.includes(value)) || undefined}
              onChange={() => onChoose(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Up and down: the next thing to say; left and right among boxes: the next box. Radio buttons do the rest by themselves. */
export function moveByArrows(event: KeyboardEvent<HTMLFormElement>): void {
  const input = event.target
  if (!(input instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return
  const inputsOf = (group: Element): HTMLInputElement[] => [...group.querySelectorAll('input')]
  const groups = [...event.currentTarget.querySelectorAll('[data-choices]')]
  const at = groups.findIndex((group) => group.contains(input))
  const [up, down] = [event.key === 'ArrowUp', event.key === 'ArrowDown']
  const [left, right] = [event.key === 'ArrowLeft', event.key === 'ArrowRight']
  if (up || down) {
    event.preventDefault()
    const inputs = inputsOf(groups[at + (down ? 1 : -1)] ?? groups[at]!)
    ;(inputs.find(({ checked }) => checked) ?? inputs[0])?.focus()
  } else if ((left || right) && input.type === 'checkbox') {
    event.preventDefault()
    const inputs = inputsOf(groups[at]!)
    inputs[(inputs.indexOf(input) + (right ? 1 : -1) + inputs.length) % inputs.length]?.focus()
  } else if (event.key === 'Enter') {
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
}
