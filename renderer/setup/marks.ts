import {
  IconBrandApple,
  IconBrandGmail,
  IconBrandOffice,
  IconBrandWindows,
  IconBrandYahoo,
  IconMail,
  IconMailBolt,
  IconServer2
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'

/** Marks of services keep their colour on this page only. */
const marks: Record<string, { icon: Icon; color: string }> = {
  gmail: { icon: IconBrandGmail, color: 'var(--mark-google)' },
  office365: { icon: IconBrandOffice, color: 'var(--mark-office)' },
  outlook: { icon: IconBrandWindows, color: 'var(--mark-outlook)' },
  'zoho-us': { icon: IconMail, color: 'var(--mark-zoho)' },
  yahoo: { icon: IconBrandYahoo, color: 'var(--mark-yahoo)' },
  icloud: { icon: IconBrandApple, color: 'var(--t2)' },
  fastmail: { icon: IconMailBolt, color: 'var(--mark-outlook)' }
}

export function markOf(service: string): { icon: Icon; color: string } {
  return marks[service] ?? { icon: IconMail, color: 'var(--t2)' }
}
export const OtherMark = IconServer2
