import { Switch } from '@mantine/core'
import { useSession } from '../bridge-context.ts'
import { PageHead, Section } from '../ui/Page.tsx'
import { Segments } from '../ui/Segments.tsx'
import { settings } from '../words/en/settings.ts'

const words = settings.appearance
const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: words.themes[value] }))
const densities = (['comfortable', 'compact'] as const).map((value) => ({
  value,
  label: words.densities[value]
}))

/** How the window looks; each choice acts at once. */
export function Appearance() {
  const { preferences, setPreferences } = useSession()
  return (
    <>
      <PageHead title={words.title} />
      <Section title={words.theme} text={words.themeText}>
        <div>
          <Segments
            name={words.theme}
            value={preferences.theme}
            options={themes}
            onChange={(theme) => setPreferences({ theme })}
          />
        </div>
      </Section>
      <Section title={words.density} text={words.densityText}>
        <div>
          <Segments
            name={words.density}
            value={preferences.density}
            options={densities}
            onChange={(density) => setPreferences({ density })}
          />
        </div>
        <Switch
          label={words.conversations}
          description={words.conversationsHelp}
          checked={preferences.conversations}
          onChange={(event) => setPreferences({ conversations: event.currentTarget.checked })}
        />
      </Section>
      <Section title={words.reading}>
        <Switch
          label={words.plainText}
          description={words.plainTextHelp}
          checked={preferences.plainText}
          onChange={(event) => setPreferences({ plainText: event.currentTarget.checked })}
        />
      </Section>
    </>
  )
}
