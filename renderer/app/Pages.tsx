import { useBridge } from '../bridge-context.ts'
import { ImportPage, RecordPages } from '../deals/index.ts'
import { Guard } from './Guard.tsx'
import { PageFrame } from './PageFrame.tsx'
import type { Route } from './route.ts'

/** Record pages and the import, with the rail beside them. */
export default function Pages({ route }: { route: Route & { page: 'records' | 'import' } }) {
  const bridge = useBridge()
  return (
    <PageFrame>
      <Guard where={route.page} bridge={bridge}>
        {route.page === 'import' ? <ImportPage /> : <RecordPages kind={route.kind} id={route.id} />}
      </Guard>
    </PageFrame>
  )
}
