import { IconAddressBook } from '@tabler/icons-react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { app as words } from '../words/en/app.ts'
import { PageFrame } from './PageFrame.tsx'
import type { Route } from './route.ts'

/** Record pages and the import, with the rail beside them. */
export default function Pages({ route: _route }: { route: Route }) {
  return (
    <PageFrame>
      <EmptyState icon={IconAddressBook} title={words.nothingHere} />
    </PageFrame>
  )
}
