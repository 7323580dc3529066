import type { OwnPromise } from '../../../shared/contract/promises.ts'
import { plural } from '../plural.ts'

const things: Record<OwnPromise['what'], string> = {
  quote: 'send the quote',
  order: 'send the order',
  invoice: 'send the invoice',
  contract: 'send the contract',
  sample: 'send the samples',
  document: 'send the document',
  call: 'call',
  meeting: 'come by',
  answer: 'get back to them',
  other: ''
}
const clip = (words: string): string => (words.length > 90 ? `${words.slice(0, 89).trimEnd()}…` : words)

/** What was promised, in a few words; of what has no name the sentence itself. */
export const thingOf = (what: OwnPromise['what'], said: string): string => things[what] || `“${clip(said)}”`

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What the rep said they would do. */
export const promises = {
  title: 'Promises',
  text: 'What you promised in mails you sent, read on this computer. The mail that keeps a promise closes it.',
  count: (open: number, overdue: number) =>
    [open > 0 ? `${open} open` : '', overdue > 0 ? `${overdue} overdue` : ''].filter(Boolean).join(', '),
  promised: (thing: string, by: string | null) => `You promised: ${thing}${by ? ` by ${by}` : ''}`,
  name: (thing: string) => first(thing),
  said: (words: string, day: string) => `“${clip(words)}” You, ${day}.`,
  overdue: (days: number) => (days < 1 ? 'Overdue' : `${plural(days, 'day', 'days')} overdue`),
  by: (day: string) => `By ${day}`,
  noDay: 'No day said',
  to: (names: string[]) => {
    const [one = '', ...rest] = names
    return rest.length === 0 ? `To ${one}` : `To ${one} +${rest.length}`
  },
  addTask: 'Add task',
  addTaskFor: (what: string) => `Add task: ${what}`,
  taskName: (thing: string, who: string) => `${first(thing)}${who ? ` (${who})` : ''}`,
  done: 'Done',
  doneFor: (what: string) => `Done: ${what}`,
  wasDone: 'Promise done',
  dismiss: (what: string) => `Dismiss: ${what}`,
  dismissed: 'Not shown again',
  taskAdded: (on: string) => (on ? `Task added to ${on}` : 'Task added'),
  open: 'Open the mail',
  groups: { overdue: 'Overdue', today: 'Today', later: 'To come', noDay: 'No day said' },
  none: 'Nothing is promised',
  noneText: 'When you write “I’ll send the quote by Friday”, it stands here until a mail keeps it.',
  off: 'Promises are not read',
  offText: 'Settings > Email intelligence has a switch for it.',
  settings: 'Open settings'
}
