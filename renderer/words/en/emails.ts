import { plural } from '../plural.ts'

const protocols = { imap: 'IMAP', pop3: 'POP', crm: 'CRM' } as const

/** What the rep reads of a record's mail: the list, who shares it, a colleague's mail. */
export const emails = {
  title: 'Emails',
  about: (name: string) => `With ${name}, by you and by colleagues who share with you.`,
  withDeal: 'With this deal',
  withPeople: 'With its people',
  show: 'Show emails',
  shown: { all: 'All', crm: 'Sent to CRM', imap: 'IMAP shared', pop3: 'POP shared' },
  byUser: 'By user',
  everybody: 'Everybody',
  findUser: 'Find a colleague',
  noUser: 'Nobody by this name',
  search: 'Search these emails',
  lookAs: 'Look as',
  lookAsWho: 'Look as a colleague',
  asSees: (name: string) => `As ${name} sees it`,
  asText: 'What is yours alone is left out.',
  done: 'Done',
  columns: {
    direction: 'Direction',
    mail: 'Mail',
    sharedBy: 'Shared by',
    status: 'Status',
    why: 'Why here',
    date: 'Date'
  },
  protocols,
  you: 'You',
  owner: (name: string, source: keyof typeof protocols) => `${name} · ${protocols[source]}`,
  onlyYou: 'Only you',
  onlyYouSee: 'Only you see this',
  and: (names: readonly string[]) =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  /** One whole name; of two the first names; of more the first and how many others. */
  sharedBy: (names: readonly string[]) => {
    const [one = '', two = '', ...rest] = names
    const first = (name: string) => name.split(' ')[0] ?? name
    if (names.length < 2) return one
    return rest.length === 0 ? `${first(one)}, ${first(two)}` : `${first(one)} +${rest.length + 1}`
  },
  more: (count: number) => `+${count}`,
  incoming: 'Received',
  outgoing: 'Sent',
  noSubject: '(no subject)',
  status: { unread: 'Unread', read: 'Read', replied: 'Replied', sent: 'Sent' },
  why: (address: string, sharers: string) => `${address} is on this record; shared by ${sharers}`,
  whyDeal: (reason: string, sharers: string) => `On this deal: ${reason}; shared by ${sharers}`,
  whyHere: (sharers: string) => `Shared by ${sharers}`,
  whyYou: 'In your own mailbox. Nobody else sees it here.',
  whyFiled: (sharers: string) => `Filed on this record by hand; shared by ${sharers}`,
  whyFiledYou: 'You filed it here by hand. Nobody else sees it: your mailbox does not share it.',
  whyLinkedYou:
    'You linked it to this deal by hand. Only you see this, until your mailbox shares the mail: then it comes here for the team.',
  dealByHand: (deal: string) => `Linked by hand to ${deal}`,
  dealByRule: (deal: string) => `With ${deal}: its contact’s open deal that changed last`,
  dealAlone: (deal: string) => `Linked by hand to ${deal}, only you see this`,
  filed: 'Filed by hand',
  filedGone: 'This mail is not on this computer any more. Its mailbox may be out of the synced period.',
  byHand: 'Linked by hand',
  byRule: 'Open deal',
  byHandText: 'linked by hand',
  byRuleText: 'its contact’s open deal that changed last',
  shownOf: (shown: number, all: number | null) =>
    all === null
      ? `${shown.toLocaleString('en')} shown`
      : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} shown`,
  showMore: 'Show more',
  loading: 'Loading emails',
  none: 'No mail here yet',
  noneText: 'Mail with these people shows here as it comes, yours and what colleagues share.',
  noneDeal: 'No mail is linked to this deal yet',
  noneDealText:
    'What is shared with its people goes with their open deal. Link a mail by hand: stand on it and press L.',
  noneShown: 'No mail of this kind',
  noneFound: (text: string) => `Nothing here by “${text}”`,
  noneFoundText: 'People, subject and first words are searched.',
  showAll: 'Show all',
  failed: 'What colleagues share cannot be read now',
  again: 'Try again',
  away: (time: string) => `The team’s mail as of ${time}, out of reach now`,
  sharers: 'Who shares what',
  sharersText: 'You see only what the owner shares with you.',
  mails: (count: number) => plural(count, 'mail', 'mails'),
  nothing: (names: string) => `Private or nothing here: ${names}`,
  others: (count: number) => plural(count, 'other', 'others'),
  link: {
    title: (subject: string) => `Which deal does “${subject}” go with?`,
    deal: 'Deal',
    none: 'No deal',
    noneText: 'It stays without one.',
    conversation: (count: number) => `The whole conversation, ${plural(count, 'mail', 'mails')} of this list`,
    verb: 'Link',
    cancel: 'Cancel',
    noDeals: 'These people are in no deal yet.',
    alone: 'Nobody shares this mail: only you see where it is linked, until your mailbox shares it.',
    someAlone: (count: number) =>
      `${plural(count, 'mail is', 'mails are')} shared by nobody: only you see where they are linked, until your mailbox shares them.`,
    failed: 'It could not be linked. Try again.',
    undoFailed: 'The link could not be taken back. Press L on the mail to link it as it was.',
    linked: (deal: string, count: number) => `${plural(count, 'mail', 'mails')} linked to ${deal}`,
    unlinked: (count: number) => `${plural(count, 'mail', 'mails')} without a deal now`,
    act: 'Link to a deal'
  },
  reading: {
    title: 'Shared mail',
    back: 'Back to the emails',
    write: (name: string) => `Write to ${name}`,
    subjectOnly: (name: string) => `${name} shares the subject line only`,
    subjectOnlyText: 'People, subject and time are shown. The text stays in the mailbox.',
    files: (count: number) => plural(count, 'file', 'files'),
    keptBy: (name: string) => `kept by ${name}`,
    gone: 'This mail is not shared any more',
    goneText: 'Its owner took it back, or it was deleted.'
  },
  files: {
    ask: 'Ask for',
    hint: (name: string) => `A click asks ${name}’s SalesInbox for a file.`,
    asked: (name: string) => `asked ${name}’s SalesInbox …`,
    taken: (name: string) => `${name}’s SalesInbox is bringing it …`,
    waits: (name: string) => `comes when ${name}’s SalesInbox is open`,
    waitsText: (name: string) =>
      `${name}’s SalesInbox does not run now. The file comes by itself once it does.`,
    callOff: 'Cancel',
    failed: {
      gone: (name: string) => `no longer in ${name}’s mailbox`,
      large: (name: string) => `larger than 25 MB: ask ${name} to send it`,
      kept: (name: string) => `${name} does not share it now`
    }
  },
  row: (facts: readonly string[]) => facts.filter(Boolean).join('. ')
}
