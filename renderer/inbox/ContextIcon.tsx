import { IconBriefcase, IconMail, IconTargetArrow, IconUser, IconUsersGroup } from '@tabler/icons-react'

const icons = [IconBriefcase, IconUser, IconTargetArrow, IconUsersGroup, IconMail]
const colors = ['var(--deal)', 'var(--contact)', 'var(--lead)', 'var(--col)', 'var(--oth)']

/** Who is in the mail, by the code of shared/context; always beside a word that says the same. */
export function ContextIcon({ context, size }: { context: number; size: number }) {
  const Icon = icons[context] ?? IconMail
  return (
    <Icon
      size={size}
      stroke={size < 16 ? 2 : 1.75}
      color={colors[context] ?? 'var(--oth)'}
      aria-hidden="true"
      style={{ flexShrink: 0 }}
    />
  )
}
