import { workday } from '../../../shared/intelligence/working-time.ts'
import { plural } from '../plural.ts'

const hour = 3600_000

/** Working time in the largest unit that is whole enough: `Under 1 h`, `3 h`, `1½ days`, `4 days`. */
export function workText(ms: number): string {
  const hours = Math.round(ms / hour)
  if (hours < 1) return 'Under 1 h'
  if (ms < workday) return `${hours} h`
  const halves = Math.round((ms / workday) * 2)
  const whole = Math.floor(halves / 2)
  return halves % 2 === 1 && whole < 5 ? `${whole}½ days` : plural(Math.round(halves / 2), 'day', 'days')
}

/** `3 working hours`, `2 working days`; less than an hour: nothing. */
function workedText(ms: number): string {
  const hours = Math.round(ms / hour)
  if (ms >= workday) return plural(Math.round(ms / workday), 'working day', 'working days')
  return hours < 1 ? '' : plural(hours, 'working hour', 'working hours')
}

/** What stands on a record's page about its conversations. */
export const weather = {
  titles: { deal: 'Deal weather', contact: 'Weather', lead: 'Weather', account: 'Weather' },
  hint: 'Waiting counts Monday to Friday, 8 to 18. Automatic mail and newsletters are left out.',
  theirs: 'They answer you in',
  ours: 'You and your team answer in',
  lastAnswers: (count: number) => `of their last ${count} answers`,
  yourAnswers: (count: number) => `of your last ${count} answers`,
  median: (of: string) => `Median ${of}`,
  onUs: 'Waits for your answer',
  onThem: 'You wait for an answer',
  who: (name: string, others: number) => (others > 0 ? `${name} +${others}` : name),
  since: (day: string, waited: number) => [`Since ${day}`, workedText(waited)].filter(Boolean).join(', '),
  silence: 'Last mail',
  daysAgo: (days: number) => (days === 1 ? 'Yesterday' : `${days} days ago`),
  usual: (days: number) =>
    days <= 1 ? 'Usually mail every day' : `Usually mail every ${Number(days.toFixed(1))} days`,
  newcomers: 'New in the conversation',
  sinceMail: (day: string) => `First in a mail of ${day}`,
  mood: (mails: number) => `Mood, last ${plural(mails, 'mail', 'mails')}`,
  moods: (positive: number, neutral: number, negative: number) =>
    [
      negative > 0 ? `${negative} negative` : '',
      neutral > 0 ? `${neutral} neutral` : '',
      positive > 0 ? `${positive} positive` : ''
    ]
      .filter(Boolean)
      .join(', '),
  moodLast: (sentiment: 'positive' | 'neutral' | 'negative') => `The last one is ${sentiment}`,
  promises: 'You promised',
  behind: (what: string) => `Mails behind: ${what}`,
  close: 'Close the list'
}
