import type { Phone, Stage } from '../../shared/contract/records.ts'
import { deals as words } from '../words/en/deals.ts'
import { dayText, timeText } from '../words/day.ts'
import type { FieldType } from './fields.ts'

/** A field's value in words, for the page of a record and where two edits differ. `names`: of ids in it. */
export function showValue(
  type: FieldType,
  value: unknown,
  names: ReadonlyMap<string, string>,
  stages: readonly Stage[],
  profiles: readonly { id: string; name: string }[]
): string {
  if (value === null || value === undefined || value === '') return ''
  switch (type) {
    case 'addresses':
    case 'domains':
      return (value as string[]).join(', ')
    case 'phones':
      return (value as Phone[]).map(({ number }) => number).join(', ')
    case 'people':
      return (value as { contact: string; role: string; name?: string }[])
        .map(({ contact, role, name }) => [name ?? names.get(contact) ?? '', role].filter(Boolean).join(', '))
        .join('; ')
    case 'account':
    case 'owner':
      return names.get(value as string) ?? ''
    case 'about':
      return names.get((value as { id: string }).id) ?? ''
    case 'stage':
      return stages.find(({ id }) => id === value)?.name ?? ''
    case 'day':
      return dayText(value as string)
    case 'time':
      return timeText(value as number)
    case 'profile':
      return profiles.find(({ id }) => id === value)?.name ?? ''
    case 'activityType':
      return words.types[value as keyof typeof words.types]
    case 'switch':
      return value ? '✓' : ''
    default:
      return String(value)
  }
}
