import { count } from '../format.ts'
import { plural } from '../plural.ts'

const all = new Intl.ListFormat('en', { type: 'conjunction' })

/** What the rep reads of an account's preferences: sharing, further senders, folders, the copy in Sent. */
export const preferences = {
  sharing: {
    title: 'Email Sharing Settings',
    text: 'Who in your team may see the mail of this mailbox.',
    label: 'Sharing permission',
    names: { private: 'Private', public: 'Public', custom: 'Custom' },
    means: {
      private: 'Only you see this mail.',
      public: 'Your team sees mail with a contact or a lead, beside the record.',
      custom: 'Your team sees what the rules below share, beside the record.'
    },
    later: 'Nothing is shared before your team has a workspace in common; your choice is kept until then.',
    noneYet: 'No mail here is shared by this choice yet.',
    progress: (published: number, wanted: number) =>
      `${count(published)} of ${plural(wanted, 'mail', 'mails')} shared`,
    publishing: (said: string) => `Sharing your mail: ${said}.`,
    waiting: (said: string) => `The workspace is out of reach: ${said}. The rest follows by itself.`,
    lockedBack: 'Your administrator locked what is shared: mail that you keep private stays shared.',
    bothOwners: 'A mail that two of you have is seen where the rules of either share it.',
    onRecords: 'On which records',
    records: { all: 'All records', deals: 'Deals only', chosen: 'Chosen records only' },
    recordsHelp: {
      all: 'Contacts and leads in the mail, their accounts, and the deal that it goes with.',
      deals: 'Only mail with the contact of an open deal, on that deal.',
      chosen: 'Only on the contacts, leads, accounts and deals that you choose.'
    },
    chosen: 'Chosen records',
    chosenHelp: 'Type the beginning of a name.',
    unknownRecord: 'A record that you do not see',
    people: 'Only mail with these people',
    peopleHelp: 'Addresses such as anna@acme.com, or whole domains such as acme.com. Empty: everybody.',
    never: 'Never share mail with',
    neverHelp: 'Addresses or whole domains. This comes before everything else.',
    badEntry: (entry: string) => `${entry} is no address and no domain.`,
    excluded: (entries: string[]) => `Your administrator never shares mail with ${all.format(entries)}.`,
    personal: 'Keep personal mail private',
    personalHelp:
      'Mail that its sender marked as personal or confidential, whose subject begins with such a mark or has it in brackets, or that lies in a folder called Personal or Private.',
    personalFound: (count: number) =>
      `${plural(count, 'mail was', 'mails were')} kept private because ${count === 1 ? 'it looks' : 'they look'} personal.`,
    folders: {
      title: 'Personal folders',
      none: 'None yet. Mark a folder in its menu, beside its name in the list of folders: nothing in it is shared.',
      remove: 'Remove',
      removeName: (folder: string) => `Remove ${folder} from the personal folders`
    },
    subjectOnly: 'Share the subject line only',
    subjectOnlyHelp: 'Your team sees who wrote to whom, when, and the subject: no text and no files.',
    save: 'Save rules',
    question: (mails: number, people: number | null) =>
      `This shares ${plural(mails, 'mail', 'mails')} with ${people === null ? 'your team' : plural(people, 'person', 'people')}.`,
    questionText: 'New mail that your choice allows follows by itself. You can take it back at any time.',
    share: 'Share',
    cancel: 'Cancel',
    lockedRule: 'Your administrator locked what is shared: it cannot be changed or taken back.',
    locked: (name: string) =>
      `Your administrator decided on ${name}. An administrator can change it in Settings > Email sharing.`,
    saved: (name: string) => `Sharing is ${name}`
  },
  senders: {
    title: 'More From Address',
    text: 'Further addresses that you send from with this mailbox. An answer goes out from the one that was written to.',
    default: 'Default Address',
    defaultHelp: 'What new mail is sent from.',
    add: 'Add Email Address',
    list: 'Further addresses',
    verified: 'Proved',
    unverified: 'Waits for its code',
    through: (host: string) => `through ${host}`,
    edit: (address: string) => `Change ${address}`,
    remove: (address: string) => `Remove ${address}`,
    removed: (address: string) => `${address} removed`,
    formNew: 'New address',
    address: 'Address',
    addressTaken: 'This is an address of this mailbox already.',
    badAddress: 'An address looks like name@company.com.',
    needed: 'This is needed.',
    badPort: 'A port is a number from 1 to 65535.',
    name: 'Name',
    nameHelp: 'As those you write to see it. Empty: the name of the mailbox.',
    replyTo: 'Reply to',
    replyToHelp: 'Where answers shall go. Empty: to the address itself.',
    signature: 'Signature',
    ownServer: 'Send through a server of its own',
    ownServerHelp: 'Otherwise through the server of this mailbox.',
    server: 'Server',
    port: 'Port',
    security: 'Security',
    securities: { ssl: 'SSL', tls: 'TLS', never: 'Never' },
    user: 'User name',
    userHelp: 'Empty: the server wants no login.',
    password: 'Password',
    passwordKept: 'Empty: the saved one is kept.',
    save: 'Save',
    saveAndSend: 'Save and send code',
    cancel: 'Cancel',
    sent: (address: string) => `A code was sent to ${address}. It serves for half an hour.`,
    toProve: 'Before mail may go out from it, type the code that is sent to it.',
    code: 'Code',
    confirm: 'Confirm',
    send: 'Send code',
    again: 'Send a new code',
    proved: (address: string) => `${address} may send now`,
    mail: {
      subject: 'Your code for SalesInbox',
      text: 'The code is {code}.\n\nSomebody, most likely you, wants to send mail from this address with SalesInbox. Type the code there within half an hour. If it was not you, do nothing: without the code no mail is sent from here.'
    }
  },
  folders: {
    title: 'Folder Mapping',
    text: 'Which folder of the server is what.',
    pop: 'POP has no folders on the server: there is nothing to map. Sent mail and drafts stay on this computer.',
    standard: 'Your server says itself which of its folders is what.',
    guessed: 'Your server does not say it, so it was guessed by the names. Look at what is in each.',
    open: 'Change folder mapping',
    auto: 'As found out',
    autoNone: 'None found',
    autoPath: (path: string) => `As found out: ${path}`,
    unused: 'No folder',
    roles: { drafts: 'Drafts', sent: 'Sent', archive: 'Archive', junk: 'Spam', trash: 'Trash' },
    from: { server: 'said by the server', name: 'guessed by its name', rep: 'chosen by you', '': '' },
    none: 'No folder was found for it.',
    off: 'Not used.',
    gone: (path: string) => `${path} is no longer on the server. Choose another one.`,
    holds: (count: number) => (count === 0 ? 'Nothing in it' : plural(count, 'mail', 'mails')),
    noSubject: '(no subject)',
    saved: 'Folder mapping saved'
  },
  storeSent: {
    label: 'Store sent messages on the server',
    unknown: 'Your first mail shows whether the server does so by itself. No mail is stored twice.',
    app: 'Your server keeps no copy by itself.',
    appFound: (day: string) => `Your server keeps no copy by itself: found out on ${day}.`,
    server: 'Your server keeps a copy of sent mail by itself.',
    serverFound: (day: string) => `Your server keeps a copy of sent mail by itself: found out on ${day}.`
  },
  search: {
    label: 'Search settings',
    results: 'Found in Settings',
    none: 'Nothing by these words.'
  }
}
