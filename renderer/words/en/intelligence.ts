import { plural } from '../plural.ts'

/** What is read of mail, and how sure it is. */
export const intelligence = {
  title: 'Email intelligence',
  text: 'Reads incoming mail on this computer. No text leaves it.',
  on: 'Read incoming mail',
  off: 'Nothing is read. What was read before is gone from this computer.',
  notRead: (address: string) => `${address}, POP3 is not read`,
  popReason: 'A POP3 mailbox has no folders that say which mail was written to you, so it is not read.',
  sentiments: { positive: 'Positive', negative: 'Negative', neutral: 'Neutral' },
  emotions: {
    happy: 'Happy',
    enthusiastic: 'Enthusiastic',
    grateful: 'Grateful',
    trusting: 'Trusting',
    confused: 'Confused',
    dissatisfied: 'Dissatisfied',
    frustrated: 'Frustrated',
    neutral: 'Neutral'
  },
  intents: { request: 'Request', query: 'Query', complaint: 'Complaint', purchase: 'Purchase inquiry' },
  sounds: {
    request: '“Please send the revised terms”',
    query: '“Does it work below zero?”',
    complaint: '“The third late delivery”',
    purchase: '“What would 200 cost?”'
  },
  facets: {
    sentiment: 'Sentiment',
    intent: 'Intent',
    emotion: 'Emotion',
    enrichment: 'Data enrichment',
    activities: 'Activities'
  },
  facetTexts: {
    sentiment: 'Positive, neutral or negative, shown as a mark in the list.',
    intent: 'What the sender wants.',
    emotion: 'Happy, grateful, confused, frustrated.',
    enrichment: 'New details from signatures, and people who left, suggested below the mail.',
    activities: 'Suggests meetings, calls and tasks that a mail mentions.'
  },
  columns: { intent: 'Intent', sounds: 'Sounds like', count: 'Last 30 days' },
  fill: 'Fill empty fields without asking',
  fillText:
    'When you open a mail and its signature is at least 95% sure, what the record does not have yet is written to it, with a line among its activities and an undo. What a field holds already is never written over.',
  asks: 'Always asks before it adds',
  activityRow: 'Activity',
  signatureRow: 'Signature',
  activityKinds: { call: 'Call', meeting: 'Meeting', task: 'Task' },
  personFields: {
    name: 'Name',
    title: 'Title',
    company: 'Company',
    phone: 'Phone',
    address: 'Address',
    web: 'Website',
    social: 'Profile'
  },
  lastMail: 'Read from your last mail',
  noLastMail: 'Nothing was read yet.',
  noVerdict: 'None',
  notLanguage: 'In a language that is not read: English, German, French and Spanish are.',
  percent: (sure: number) => `${Math.round(sure * 100)}%`,
  sure: (sure: number) => `${Math.round(sure * 100)}% sure`,
  because: 'Because of',
  why: (what: string) => `${what}. Why`,
  noReason: 'No single word decided it.',
  alertAfter: 'Alert me after',
  alertIn: 'negative mails in a row from one customer',
  alertName: 'Negative mails in a row',
  mood: (mails: number) => `Mood, last ${plural(mails, 'mail', 'mails')}`,
  saidSo: 'You said so',
  like: (mails: number) => `Like ${plural(mails, 'mail', 'mails')} that you corrected`,
  notRight: 'Not right?',
  isRight: 'Is this right?',
  right: 'Yes, this is right',
  wrong: 'No, correct it',
  confirmed: 'Kept as right',
  correct: 'Correct what was read',
  correctTitle: 'What does this mail say?',
  correctHint: '← → to choose, ↑ ↓ to go on, Space to tick, Enter to keep',
  keepCorrection: 'Keep',
  corrected: (values: string[]) => `Noted: ${values.join(', ')}`,
  noIntent: 'no intent',
  notThis: (name: string) => `not ${name}`,
  notKept: 'This mail is not here any more, so nothing was kept.',
  learned: 'Learned from you',
  learnedFrom: (mails: number) =>
    `${plural(mails, 'mail', 'mails')} that you corrected or confirmed. Mails like these are read your way.`,
  learnedNothing: 'Nothing yet. Correct what was read of a mail, and mails like it follow.',
  forgetLearned: 'Forget what it learned from me',
  forgotLearned: (mails: number) =>
    `Nothing is learned from ${plural(mails, 'mail', 'mails')} any more. What you said of them stays.`,
  inARow: (count: number) => `${count} negative in a row`
}
