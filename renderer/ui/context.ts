import { IconBriefcase2, IconMail, IconTargetArrow, IconUser, IconUsersGroup } from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'

/** Who is in a mail; the index is the code of shared/context. */
export const contexts = ['deal', 'contact', 'lead', 'colleague', 'other'] as const
export type ContextName = (typeof contexts)[number]

export const contextLook: Record<ContextName, { icon: Icon; color: string; tint: string }> = {
  deal: { icon: IconBriefcase2, color: 'var(--deal)', tint: 'var(--deal-bg)' },
  contact: { icon: IconUser, color: 'var(--contact)', tint: 'var(--contact-bg)' },
  lead: { icon: IconTargetArrow, color: 'var(--lead)', tint: 'var(--lead-bg)' },
  colleague: { icon: IconUsersGroup, color: 'var(--col)', tint: 'var(--col-bg)' },
  other: { icon: IconMail, color: 'var(--oth)', tint: 'var(--oth-bg)' }
}
