import { count } from './format.ts'

/** The number before the word: `plural(3, 'mail', 'mails')` is "3 mails". */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`
}
