import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSession } from '../bridge-context.ts'
import { PageHead, Section } from '../ui/Page.tsx'
import { settings } from '../words/en/settings.ts'

const words = settings.keyboard

/** Single keys on or off, and what each key does. */
export function Keyboard({ table }: { table: ReactNode }) {
  const { preferences, setPreferences } = useSession()
  return (
    <>
      <PageHead title={words.title} />
      <Section title={words.single} text={words.singleText}>
        <Switch
          label={words.singleLabel}
          checked={preferences.singleKeys}
          onChange={(event) => setPreferences({ singleKeys: event.currentTarget.checked })}
        />
      </Section>
      <Section title={words.all}>{table}</Section>
    </>
  )
}
