import { plural } from '../plural.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** How far back mail is kept here, and what becomes of the rest. */
export const period = {
  title: 'Email Sync Preferences',
  text: 'How much of your mail is on this computer. The server always has all of it.',
  legend: 'Sync emails from',
  kinds: {
    '6': 'Last 6 months',
    '12': 'Last 1 year',
    '24': 'Last 2 years',
    all: 'From the beginning',
    date: 'From a specific date'
  },
  date: 'Earliest date',
  badDate: 'Choose a day that has passed.',
  setupHelp: 'A later date removes older mail from this computer, never from the server.',
  allHelp: 'All mail is kept here.',
  sinceHelp: (date: string) => `Mail since ${date} is kept here. An earlier date brings more, newest first.`,
  update: 'Update',
  dropping: (left: number) => `Older mail leaves this computer: ${plural(left, 'mail', 'mails')} to go.`,
  bringing: (left: number) => `Earlier mail is on its way: ${plural(left, 'mail', 'mails')} to come.`,
  question: (date: string) => `Keep only mail since ${date} on this computer?`,
  leave: (mails: number) => `${plural(mails, 'mail leaves', 'mails leave')} this computer and every list.`,
  counting: 'Counting the room that they take.',
  room: (size: string) =>
    `About ${size} become free: their headers, the texts that were read and the files that were fetched.`,
  stayOnServer: 'On the server nothing changes. An earlier date brings them back.',
  kept: ({ flagged, drafts, waiting }: { flagged: number; drafts: number; waiting: number }) =>
    `Kept although older: ${list.format(
      [
        flagged > 0 ? plural(flagged, 'flagged mail', 'flagged mails') : '',
        drafts > 0 ? plural(drafts, 'draft', 'drafts') : '',
        waiting > 0
          ? plural(
              waiting,
              'mail with a change that the server does not have yet',
              'mails with changes that the server does not have yet'
            )
          : ''
      ].filter(Boolean)
    )}.`,
  remove: (mails: number) => `Remove ${plural(mails, 'mail', 'mails')}`
}

/** An account at rest. */
export const deactivation = {
  title: 'Deactivate',
  text: 'Nothing connects until you activate it again. Its settings and its password stay.',
  button: (address: string) => `Deactivate ${address}`,
  question: (address: string) => `Deactivate ${address}?`,
  facts: 'Nothing is fetched or sent any more. On the server nothing changes.',
  waiting: (count: number) =>
    `${plural(count, 'act or mail that waits', 'acts or mails that wait')} for the server will wait on.`,
  folders: 'Keep folders, filters and labels',
  foldersHelp:
    'Without them folders come anew from the server when you activate it, and its own filters are gone.',
  mail: 'Keep the mail in the cache',
  mailHelp: (mails: number) =>
    `${plural(mails, 'mail stays', 'mails stay')} here to be read, and need not be fetched again.`,
  mailNeeds: 'Mail is kept in its folders.',
  verb: 'Deactivate',
  inactiveTitle: 'Deactivated',
  inactiveText: 'Nothing connects. What was kept can be read, and what you do waits.',
  inactive: 'Deactivated',
  activate: 'Activate',
  activated: 'Activated'
}
