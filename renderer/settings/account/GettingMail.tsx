import { Switch } from '@mantine/core'
import { Section } from '../../ui/Page.tsx'
import { settings } from '../../words/en/settings.ts'
import type { AccountSection } from './section.ts'

const words = settings.accounts

/** Whether anything is fetched or sent. */
export function GettingMail({ account, change }: AccountSection) {
  return (
    <Section title={words.getting} text={words.gettingText}>
      <Switch
        label={words.gettingLabel}
        checked={account.state === 'active'}
        onChange={(event) => void change({ state: event.currentTarget.checked ? 'active' : 'paused' })}
      />
    </Section>
  )
}
