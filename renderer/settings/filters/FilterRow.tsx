import { Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react'
import type { Rule } from '../../../shared/filters/model.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { filters as words } from '../../words/en/filters.ts'
import styles from './filters.module.css'
import type { FilterEdit } from './use-filters.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Props extends Pick<FilterEdit, 'save'> {
  rule: Rule
  /** Whose it is; '' where there is only one mailbox. */
  account: string
  first: boolean
  last: boolean
}

/** A filter in a sentence; Alt with an arrow moves it, as its buttons do. */
export function FilterRow({ rule, account, first, last, save }: Props) {
  const name = words.nameOf(rule)
  const when = words.conditionsOf(rule)
  function move(by: 1 | -1): void {
    void save((rules) => {
      const at = rules.findIndex(({ id }) => id === rule.id)
      const next = [...rules]
      const [one] = next.splice(at, 1)
      if (one) next.splice(at + by, 0, one)
      return next
    }, words.moved)
  }
  const facts = [account, rule.onArrival ? '' : words.byHand].filter(Boolean).join(' · ')
  return (
    <li
      className={cx(styles.row, !rule.enabled && styles.off)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (!event.altKey || by === 0 || (by < 0 ? first : last)) return
        event.preventDefault()
        move(by as 1 | -1)
      }}
    >
      <Switch
        aria-label={words.on(name)}
        checked={rule.enabled}
        onChange={({ currentTarget: { checked } }) =>
          void save(
            (rules) => rules.map((one) => (one.id === rule.id ? { ...one, enabled: checked } : one)),
            words.saved
          )
        }
      />
      <a className={styles.text} href={`#/settings/filters/${encodeURIComponent(rule.id)}`}>
        <span className={styles.name}>{name}</span>
        {when !== name && <span className={styles.small}>{when}</span>}
        <span className={styles.does}>{words.actionsOf(rule)}</span>
        {facts && <span className={styles.small}>{facts}</span>}
      </a>
      <div className={styles.buttons}>
        <IconButton name={words.up(name)} disabled={first} onClick={() => move(-1)}>
          <IconArrowUp {...icon} />
        </IconButton>
        <IconButton name={words.down(name)} disabled={last} onClick={() => move(1)}>
          <IconArrowDown {...icon} />
        </IconButton>
        <IconButton
          name={words.edit(name)}
          onClick={() => (location.hash = `#/settings/filters/${encodeURIComponent(rule.id)}`)}
        >
          <IconPencil {...icon} />
        </IconButton>
        <IconButton
          name={words.remove(name)}
          onClick={() => void save((rules) => rules.filter(({ id }) => id !== rule.id), words.removed)}
        >
          <IconTrash {...icon} />
        </IconButton>
      </div>
    </li>
  )
}
