import { IconChevronRight, IconFilter } from '@tabler/icons-react'
import { Section } from '../../ui/Page.tsx'
import { filters as words } from '../../words/en/filters.ts'
import { useFilters } from '../filters/use-filters.ts'
import styles from '../Settings.module.css'
import type { AccountSection } from './section.ts'

/** The way to the filters from the mailbox that they are for. */
export function ImportFilter({ account }: Pick<AccountSection, 'account'>) {
  const { list } = useFilters()
  const mine = (list?.rules ?? []).filter((rule) => rule.account === null || rule.account === account.id)
  const on = mine.filter(({ enabled }) => enabled).length
  return (
    <Section title={words.link} text={words.linkText}>
      <a className={styles.card} href="#/settings/filters">
        <IconFilter size={18} stroke={1.75} aria-hidden="true" />
        <span className={styles.cardText}>
          <span className={styles.strong}>
            {mine.length > 0 ? words.linkCount(on, mine.length) : words.linkNone}
          </span>
          <span className={styles.small}>{words.linkDetail}</span>
        </span>
        <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
      </a>
    </Section>
  )
}
