import { timeText } from '../day.ts'

const kinds = { call: 'Call', meeting: 'Meeting', task: 'Task' }
const inText = { call: 'call', meeting: 'meeting', task: 'task' }

/** What a mail makes us suggest, in one card below it. */
export const suggestions = {
  title: 'Suggestions from this mail',
  dismiss: (what: string) => `Dismiss: ${what}`,
  dismissed: 'Not suggested again',
  edit: (what: string) => `Change before it is kept: ${what}`,
  cancel: 'Cancel',
  save: 'Save',

  activity: (type: keyof typeof kinds, name: string, who: string, due: number) =>
    `${type === 'task' ? name : `${kinds[type]} with ${who}`}, ${timeText(due)}`,
  found: 'Found in this mail.',
  theirs: (who: string) => `${who} means to do this.`,
  noHour: 'No hour is said.',
  nothingThen: 'Nothing else planned then.',
  clash: (name: string, due: number) => `Planned then: ${name}, ${timeText(due)}.`,
  clashes: (count: number) => `${count} others planned then.`,
  add: (type: keyof typeof kinds) => `Add ${inText[type]}`,
  added: (type: keyof typeof kinds, on: string) => `${kinds[type]} added to ${on}`,
  fromMail: (subject: string, words: string) => `From the mail “${subject}”: “${words}”`,

  fields: {
    name: 'name',
    title: 'title',
    company: 'company',
    phone: 'phone',
    city: 'city',
    website: 'website'
  },
  changed: (field: string, value: string) => `New ${field} in signature, ${value}`,
  has: (who: string, before: string) => `${who}’s record has ${before}`,
  hasNone: (who: string, field: string) => `${who}’s record has no ${field}`,
  hasOthers: (who: string, count: number) =>
    count === 1 ? `${who}’s record has another` : `${who}’s record has ${count} others`,
  quoted: (text: string) => `“${text}”`,
  line: (text: string) => `Signature: ${text}`,
  update: 'Update',
  addValue: 'Add',
  updated: (field: string, who: string) => `${who}: ${field} updated`,

  filled: (fields: string) => `Filled from the signature: ${fields}`,
  filledFor: (who: string, fields: string) => `${who}: ${fields} filled from the signature`,

  left: (who: string, successor: string | null) =>
    successor ? `${who} is no longer there; ${successor} has taken over` : `${who} is no longer there`,
  openRecord: 'Open record',
  addPerson: (who: string) => `Add ${who}`,
  addedPerson: (who: string) => `${who} added`,
  isKnown: (who: string) => `${who} is there already`
}
