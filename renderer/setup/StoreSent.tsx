import { Checkbox } from '@mantine/core'
import { preferences } from '../words/en/preferences.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'

const words = preferences.storeSent
const day = (at: number): string =>
  new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' })

/** Whether we put sent mail into Sent: asked only where the server does not do so by itself, with what was found out. */
export function StoreSent({ form, set }: Pick<FieldsProps, 'form' | 'set'>) {
  const { by, at } = form.filing
  if (by === 'server')
    return <p className={styles.help}>{at === null ? words.server : words.serverFound(day(at))}</p>
  const found = by === 'unknown' ? words.unknown : at === null ? words.app : words.appFound(day(at))
  return (
    <Checkbox
      label={words.label}
      description={found}
      checked={form.storeSent}
      onChange={(event) => set({ storeSent: event.currentTarget.checked })}
    />
  )
}
