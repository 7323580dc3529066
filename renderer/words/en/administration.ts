import { count } from '../format.ts'
import { plural } from '../plural.ts'

const all = new Intl.ListFormat('en', { type: 'conjunction' })
const people = (users: number): string => plural(users, 'person', 'people')
const mailboxes = (users: number, one: string, many: string): string =>
  users === 1 ? `1 person’s mailbox ${one}` : `${count(users)} people’s mailboxes ${many}`

const decisions = { choice: 'User Choice', private: 'Private', public: 'Public', custom: 'Custom' }

/** What an administrator reads of everybody's mail. */
export const administration = {
  title: 'Email sharing',
  text: (users: number, boxes: number) =>
    `${plural(users, 'user', 'users')}, ${plural(boxes, 'mailbox', 'mailboxes')}. What you decide holds within a few seconds.`,
  group: 'Administration',
  reading: 'Reading the users',
  setBy: 'Set by your administrator',
  setByText: 'Only an administrator sees and changes this page.',
  decidedChoice: 'You choose who sees your mail, in the settings of each mailbox.',
  decided: (decision: string) => `Your administrator decided on ${decision} for your mailboxes.`,
  decidedLock: 'What is shared is locked: it cannot be made private, removed or taken back.',
  decisions,
  who: {
    title: 'Who decides on email sharing',
    columns: { of: 'Decides for', sharing: 'Sharing', lock: 'Lock' },
    all: 'Everybody',
    profile: (name: string) => `Profile ${name}`,
    users: (number: number) => plural(number, 'user', 'users'),
    sharingFor: (of: string, now: string) => `Sharing for ${of}: ${now}`,
    lockFor: (of: string, now: string) => `Lock for ${of}: ${now}`,
    asAll: (said: string) => `As for everybody: ${said}`,
    asProfile: (said: string) => `As for the profile: ${said}`,
    sameAsAll: 'As for everybody',
    locked: 'Locked',
    open: 'Not locked'
  },
  /** What a decision does, said before it is saved. */
  means: {
    question: (of: string, said: string) => `${said} for ${of}`,
    none: 'Nothing changes for anybody at the moment: it holds for those who come.',
    public: (users: number) =>
      `${mailboxes(users, 'shares', 'share')} from now on: mail with contacts and leads is seen beside the records.`,
    custom: (users: number) =>
      `${mailboxes(users, 'shares', 'share')} by rules from now on, which each user sets. Without rules all mail with contacts and leads is seen.`,
    private: (users: number, mails: number) =>
      [
        `${mailboxes(users, 'shares', 'share')} nothing from now on.`,
        mails > 0 ? `${plural(mails, 'mail leaves', 'mails leave')} the records at once.` : ''
      ]
        .filter(Boolean)
        .join(' '),
    choice: (users: number) =>
      `${people(users)} may choose from now on. Until then mailboxes stay as they are.`,
    locked: (users: number) =>
      `Locked for ${people(users)}: nobody goes Private, removes or repoints the account, or takes shares back.`,
    open: (users: number) =>
      `Unlocked for ${people(users)}: each may go Private, remove the account and take shares back.`,
    decide: 'Decide',
    cancel: 'Cancel',
    done: (of: string, said: string) => `${said} for ${of}`
  },
  users: {
    title: 'Users',
    show: 'Show users',
    active: 'Active',
    leavers: 'Leavers',
    find: 'Find a user',
    columns: {
      user: 'User',
      profile: 'Profile',
      mailboxes: 'Mailbox',
      sharing: 'Sharing',
      lock: 'Lock',
      shared: 'Shared',
      state: 'State'
    },
    protocols: { imap: 'IMAP', pop3: 'POP' },
    noMailbox: 'No mailbox yet',
    several: (number: number) => plural(number, 'mailbox', 'mailboxes'),
    synced: (when: string) => `Synced ${when}`,
    neverSynced: 'Not synced yet',
    from: { all: 'for all', profile: (name: string) => `profile ${name}`, user: 'this user' },
    shared: (number: number) => plural(number, 'mail', 'mails'),
    state: {
      active: 'Active',
      off: (day: string) => `Deactivated ${day}`,
      backedUp: (day: string) => `Backed up ${day}`,
      left: 'Left'
    },
    none: 'No users yet',
    noneText: 'Whoever has a user here can connect a mailbox and share its mail.',
    noneFound: (text: string) => `No user by “${text}”`,
    noLeavers: 'Nobody left',
    noLeaversText: 'Whom you deactivate stands here, until the mail is backed up and the user is deleted.',
    add: 'New user'
  },
  sheet: {
    close: 'Close',
    facts: (profile: string, shared: number) =>
      `${profile} · ${shared === 0 ? 'shares no mail' : `shares ${plural(shared, 'mail', 'mails')}`}`,
    sharing: 'Sharing',
    lock: 'Lock',
    mailboxes: 'Mailboxes',
    connected: (day: string) => `Connected ${day}`,
    invited: 'Has not joined the team yet',
    changes: (number: number) => plural(number, 'change', 'changes'),
    update: 'Update',
    updated: (name: string) => `Decided for ${name}`,
    leaving: 'When this user leaves',
    leavingText: 'In this order: deactivate, back up, delete. Otherwise the mail leaves every record.',
    deactivate: (name: string) => `Deactivate ${name}`,
    deactivateVerb: 'Deactivate',
    facts1: (name: string) => `The mailboxes of ${name} stop syncing, and nothing is sent from them.`,
    facts2: (mails: number) =>
      mails === 0
        ? 'Nothing is shared, so nothing leaves the records.'
        : `${plural(mails, 'shared mail is', 'shared mails are')} not visible in related lists until you back them up.`,
    until: (day: string) =>
      `What is shared is kept for 6 months, until ${day}, then deleted unless you back it up.`,
    keep: 'Keep on the user’s computer',
    folders: 'Folders, filters and labels',
    foldersHelp: 'Without them they come anew when you activate the user again.',
    mail: 'Mail in the cache',
    mailHelp: 'It can still be read there.',
    mailNeeds: 'Mail is kept in its folders.',
    deactivated: (name: string) => `${name} is deactivated`,
    off: (day: string) => `Deactivated on ${day}`,
    kept: (folders: boolean, mail: boolean) =>
      folders
        ? `Folders, filters and labels${mail ? ', and the mail' : ''} stay on the user’s computer.`
        : 'Nothing stays on the user’s computer.',
    activate: 'Activate',
    activated: (name: string) => `${name} is active again`,
    record: 'Open the user'
  },
  excluded: {
    title: 'Excluded domains',
    text: 'Nobody shares mail with these, whatever their sharing is. It comes before every other rule.',
    none: 'None yet. A doctor, a bank or a lawyer may belong here.',
    label: 'Domain or address',
    example: 'bank.example',
    add: 'Exclude',
    remove: (entry: string) => `Remove ${entry}`,
    wrong: (text: string) =>
      `“${text}” is no domain and no address. Write it as company.com or name@company.com.`,
    known: (entry: string) => `${entry} is in the list already.`,
    added: (entry: string) => `Mail with ${entry} is not shared any more`,
    removed: (entry: string) => `Mail with ${entry} may be shared again`
  },
  records: {
    title: 'Whose records',
    text: 'Shared mail is seen on a record by whoever sees the record.',
    label: 'Users see',
    options: { all: 'All records', own: 'Own records only' },
    help: {
      all: 'Everybody in the team sees every record, and the mail that is shared on it.',
      own: 'Each sees their own records and those that nobody owns. Administrators see all.'
    },
    saved: (said: string) => `Users see: ${said}`
  },
  profiles: {
    title: 'Profiles',
    text: 'What users of a profile may do. “Email & Chat Settings” lets them connect mailboxes.',
    column: 'Email & Chat Settings',
    settings: (name: string) => `Email & Chat Settings: ${name}`,
    saved: (name: string, on: boolean) =>
      on ? `${name} may connect mailboxes` : `${name} may not connect mailboxes`,
    name: (name: string) => `Name of the profile ${name}`,
    new: 'New profile',
    add: 'Add profile',
    added: (name: string) => `Profile ${name} added`,
    renamed: (name: string) => `Profile renamed to ${name}`,
    remove: (name: string) => `Remove ${name}`,
    always: 'This profile is always there',
    used: 'Users have this profile',
    removed: (name: string) => `Profile ${name} removed`,
    unnamed: 'A profile needs a name.',
    known: (name: string) => `There is a profile by the name ${name} already.`
  },
  open: 'Open Email sharing',
  elsewhere: 'Who shares mail and what profiles may do is decided in Email sharing.',
  list: (names: string[]) => all.format(names)
}
