import { ImportPage, RecordPages } from '../deals/index.ts'
import { PageFrame } from './PageFrame.tsx'
import type { Route } from './route.ts'

/** Record pages and the import, with the rail beside them. */
export default function Pages({ route }: { route: Route }) {
  return (
    <PageFrame>
      {route.page === 'records' && <RecordPages kind={route.kind} id={route.id} />}
      {route.page === 'import' && <ImportPage />}
    </PageFrame>
  )
}
