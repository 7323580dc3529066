import { IconThumbDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useCommands } from '../app/commands.ts'
import { useIntelligence } from '../cache/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'

const CorrectDialog = lazy(async () => ({ default: (await import('./CorrectDialog.tsx')).CorrectDialog }))

/** Correcting what was read of a mail, from any page. */
export function Correct() {
  const [id, setId] = useState<number | null>(null)
  const { on } = useIntelligence()
  useCommands([
    {
      id: 'mail.correct',
      words: words.correct,
      group: 'mail',
      icon: IconThumbDown,
      hidden: true,
      when: () => on,
      run: (given) => setId(given?.ids[0] ?? null)
    }
  ])
  return (
    <Suspense fallback={null}>
      {id !== null && <CorrectDialog id={id} onClose={() => setId(null)} />}
    </Suspense>
  )
}
