import {
  IconBriefcase,
  IconBuilding,
  IconCalendarEvent,
  IconTargetArrow,
  IconUser,
  IconUsersGroup
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import type { RecordKind } from '../../shared/contract/records.ts'

/** In the order of the pages' tabs. */
export const shownKinds = [
  'deal',
  'contact',
  'lead',
  'account',
  'user',
  'activity'
] as const satisfies RecordKind[]

export const kindLook: Record<
  RecordKind,
  { icon: Icon; color: string; context: 'deal' | 'contact' | 'lead' | 'colleague' | 'other' }
> = {
  deal: { icon: IconBriefcase, color: 'var(--deal)', context: 'deal' },
  contact: { icon: IconUser, color: 'var(--contact)', context: 'contact' },
  lead: { icon: IconTargetArrow, color: 'var(--lead)', context: 'lead' },
  account: { icon: IconBuilding, color: 'var(--t2)', context: 'other' },
  user: { icon: IconUsersGroup, color: 'var(--col)', context: 'colleague' },
  activity: { icon: IconCalendarEvent, color: 'var(--t2)', context: 'other' }
}
