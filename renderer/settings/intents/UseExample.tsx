import { IconTag } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { intentLimits } from '../../../shared/intelligence/intents.ts'
import { useCommands } from '../../app/commands.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useIntelligence } from '../../cache/index.ts'
import { intents as words } from '../../words/en/intents.ts'

const ExampleDialog = lazy(async () => ({ default: (await import('./ExampleDialog.tsx')).ExampleDialog }))

/** Longer is no example: it is told as too long, and need not be shown whole. */
const mostSelected = 2 * intentLimits.example

/**
 * A sentence of a mail becomes an example of an intent, for those who may change intents.
 * @param at the mail that is open, which the palette means
 */
export function UseExample({ at }: { at: number | null }) {
  const { intent } = useIntelligence()
  const { value: answer } = useAnswer('workspace.intents', intent && at !== null ? {} : null)
  const [opened, setOpened] = useState<{ id: number; selected: string } | null>(null)
  useCommands(
    intent && answer?.mayChange
      ? [
          {
            id: 'intent.example',
            words: words.useExample,
            group: 'mail',
            icon: IconTag,
            when: () => at !== null,
            run(given) {
              const id = given?.ids[0] ?? at
              if (id !== null) setOpened({ id, selected: selectedIn(id) })
            }
          }
        ]
      : []
  )
  return (
    <Suspense fallback={null}>
      {opened && answer && (
        <ExampleDialog {...opened} intents={answer.intents} onClose={() => setOpened(null)} />
      )}
    </Suspense>
  )
}

/** What is selected in the shown mail; '': nothing. */
function selectedIn(id: number): string {
  const frame = document.querySelector<HTMLIFrameElement>(`[data-message="${id}"] iframe`)
  return (frame?.contentDocument?.getSelection()?.toString() ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, mostSelected)
}
