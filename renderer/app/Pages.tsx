import { lazy, Suspense } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import { useBridge } from '../bridge-context.ts'
import { ImportPage, RecordPages } from '../deals/index.ts'
import { Guard } from './Guard.tsx'
import { PageFrame } from './PageFrame.tsx'
import type { Route } from './route.ts'

const PromisesPage = lazy(async () => ({
  default: (await import('../suggestions/index.ts')).PromisesPage
}))
/** What draws and cleans a mail: a list needs none of it. */
const SharedMail = lazy(async () => ({ default: (await import('../reader/SharedMail.tsx')).SharedMail }))

export function showSharedMail(mail: Output<'workspace.sharedMail'>, keptBy: string) {
  return (
    <Suspense fallback={null}>
      <SharedMail mail={mail} keptBy={keptBy} />
    </Suspense>
  )
}

/** Record pages, the import and what the rep promised, with the rail beside them. */
export default function Pages({ route }: { route: Route & { page: 'records' | 'import' | 'promises' } }) {
  const bridge = useBridge()
  return (
    <PageFrame promises={route.page === 'promises'}>
      <Guard where={route.page} bridge={bridge}>
        {route.page === 'import' ? (
          <ImportPage key={route.kind} from={route.kind} />
        ) : route.page === 'promises' ? (
          <Suspense fallback={null}>
            <PromisesPage />
          </Suspense>
        ) : (
          <RecordPages kind={route.kind} id={route.id} mail={route.mail ?? null} showMail={showSharedMail} />
        )}
      </Guard>
    </PageFrame>
  )
}
