import { IconChecklist } from '@tabler/icons-react'
import type { OpenPromise } from '../cache/index.ts'
import { promises as words } from '../words/en/promises.ts'
import { shortDate } from '../words/index.ts'
import type { Deps } from './acts.ts'
import { Line } from './Line.tsx'
import { addTask, dismiss, keep, overdueBy, promised } from './promise-acts.ts'

/** What the rep promised in this conversation and no later mail has kept. */
export function PromiseLine({ of, deps, now }: { of: OpenPromise; deps: Deps; now: number }) {
  const late = overdueBy(of, now)
  const said = words.said(of.words, shortDate(of.sent, now))
  return (
    <Line
      icon={<IconChecklist size={17} stroke={1.75} aria-hidden="true" />}
      what={promised(of)}
      why={late === null ? said : `${words.overdue(late)}. ${said}`}
      acts={[
        { label: words.addTask, run: () => addTask(deps, of) },
        { label: words.done, run: () => keep(deps, of) }
      ]}
      onDismiss={() => dismiss(deps, of)}
    />
  )
}
