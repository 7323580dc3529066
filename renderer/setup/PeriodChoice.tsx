import { PeriodChoice as Choice } from '../ui/PeriodChoice.tsx'
import { period } from '../words/en/period.ts'
import type { FieldsProps } from './AccountForm.tsx'

/** The period in the form of a new account. */
export function PeriodChoice({ form, set, error, leave }: FieldsProps) {
  return (
    <Choice chosen={form} set={set} error={error('date')} onLeave={leave('date')} help={period.setupHelp} />
  )
}
