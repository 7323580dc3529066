import { contextLook, contexts, type ContextName } from './context.ts'

/** Always beside a word that says the same. */
export function ContextIcon({ context, size = 17 }: { context: ContextName | number; size?: number }) {
  const name = typeof context === 'number' ? (contexts[context] ?? 'other') : context
  const { icon: Icon, color } = contextLook[name]
  return (
    <Icon
      size={size}
      stroke={size < 16 ? 2 : 1.75}
      color={color}
      aria-hidden="true"
      style={{ flex: 'none' }}
    />
  )
}
