import { plural } from '../plural.ts'

/** What the rep reads in Settings. */
export const settings = {
  title: 'Settings',
  backToMail: 'Back to mail',
  you: 'You',
  team: 'Your team',
  administration: 'Administration',
  pages: {
    accounts: 'Email Configuration',
    filters: 'Filters',
    appearance: 'Appearance',
    keyboard: 'Keyboard',
    notifications: 'Notifications',
    intelligence: 'Email intelligence',
    network: 'Network',
    problems: 'Problems',
    computer: 'This computer',
    about: 'About',
    workspace: 'Workspace',
    organisation: 'Organisation',
    sharing: 'Email sharing',
    backup: 'Backup Emails',
    audit: 'Audit trail'
  },
  saved: 'Saved',
  accounts: {
    title: 'Email Configuration',
    text: 'Mailboxes on this computer. The first one is what new mail is sent from.',
    add: 'Add your mailbox',
    none: 'No mailbox yet',
    noneText: 'Add one to read and send mail. Records work without.',
    open: (address: string) => `Change ${address}`,
    paused: 'Paused',
    here: (here: string, all: string) => `${here} of ${all} mails are here`,
    allHere: (here: number) => `${plural(here, 'mail is', 'mails are')} here`,
    protocol: { imap: 'IMAP', pop3: 'POP3' },
    makeFirst: 'Send from this by default',
    default: 'Default',
    back: 'All mailboxes',
    serverDetails: 'Server Details',
    serverText: 'Who you are on the server, and where it is. It is tested before it is saved.',
    signature: 'Signature',
    signatureText: 'Below the mail that you send from this address.',
    signatureLabel: 'Signature text',
    aliases: 'Further addresses of yours',
    aliasesHelp: 'One per line. Mail from these counts as your own.',
    getting: 'Getting mail',
    gettingText: 'While paused nothing is fetched or sent. What is here stays.',
    gettingLabel: 'Get and send mail',
    remove: 'Remove',
    removeTitle: 'Remove this mailbox',
    removeText: 'Takes its mail and its password off this computer. Mail on the server is not touched.',
    removeButton: (address: string) => `Remove ${address}`,
    removeQuestion: (address: string) => `Remove ${address} from this computer?`,
    removeFacts: (mails: number, waiting: number) =>
      [
        `${plural(mails, 'mail', 'mails')} and the saved password are removed from this computer.`,
        'Mail on the server is not touched.',
        waiting > 0
          ? `${plural(waiting, 'act or mail that waits', 'acts or mails that wait')} for the server will not be done.`
          : ''
      ]
        .filter(Boolean)
        .join(' '),
    removing: 'Being removed',
    update: 'Update'
  },
  sample: {
    title: 'Sample mailbox',
    text: 'Invented mail and records to look around in. They are on this computer only.',
    remove: 'Remove sample',
    question: 'Remove the sample mailbox?',
    facts: 'Its account and its records go. Your own mailboxes and records stay.',
    add: 'Try with a sample mailbox'
  },
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    themeText: 'How light the window is.',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    density: 'Mail list',
    densityText: 'How many mails you see at once.',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
    conversations: 'Conversations',
    conversationsHelp: 'Mails that answer each other stand in one row.',
    reading: 'Reading',
    plainText: 'Show mail as plain text',
    plainTextHelp: 'Without its own fonts, colours and images.'
  },
  keyboard: {
    title: 'Keyboard',
    single: 'Single keys',
    singleText: 'Keys such as E or J act while no field has focus.',
    singleLabel: 'Single keys act on mail',
    all: 'All keys'
  },
  notifications: {
    title: 'Notifications',
    newMail: 'New mail',
    newMailText: 'Said by the system while SalesInbox is not in front, with the deal that it is about.',
    newMailLabel: 'Tell me about new mail',
    about: 'Which mail',
    aboutText: 'Mail is told of by the SalesInbox folder that it comes into.',
    aboutLabel: 'Tell me about mail in',
    quiet: 'Quiet hours',
    quietText: 'Mail still comes. What is new shows in the list and on the icon of the app.',
    quietLabel: 'Be quiet outside my hours',
    from: 'Quiet from',
    until: 'Until',
    weekends: 'Quiet on Saturday and Sunday too',
    allow: 'Your browser asks first',
    allowText: 'SalesInbox runs in a browser here, which shows notifications once you allow them.',
    allowButton: 'Ask my browser',
    blocked: 'Your browser blocks notifications of this page. Its own settings change that.',
    undoSend: 'Undo send',
    undoSendText: 'How long a sent mail can be called back.',
    undoSendLabel: 'Seconds before a mail leaves',
    seconds: (count: number) => (count === 0 ? 'Send at once' : plural(count, 'second', 'seconds')),
    attachments: 'Attachments',
    attachmentsText: 'Files of mails are fetched when you open them.',
    attachmentsLabel: 'Fetch all attachments ahead',
    trusted: 'Remote content',
    trustedText: 'Senders whose remote images always load.',
    trustedNone: 'None. Images load when you ask for them.',
    forget: (address: string) => `Do not trust ${address} any more`
  },
  problems: {
    title: 'Problems',
    text: 'What the server refused. Nothing here is lost; nothing is tried again until you say so.',
    none: 'No problems',
    noneText: 'Everything you did has reached the server, or waits for the network.',
    retry: 'Try again',
    dismiss: 'Dismiss',
    sendAgain: 'Send it again',
    wasSent: 'It was sent',
    openDraft: 'Open the mail',
    unsure: 'May have been sent',
    what: {
      read: (count: number) => `Mark ${plural(count, 'mail', 'mails')} as read`,
      unread: (count: number) => `Mark ${plural(count, 'mail', 'mails')} as unread`,
      flags: (count: number) => `Change the marks of ${plural(count, 'mail', 'mails')}`,
      move: (count: number, to: string) => `Move ${plural(count, 'mail', 'mails')} to ${to}`,
      copy: (count: number, folder: string) => `Copy ${plural(count, 'mail', 'mails')} to ${folder}`,
      forward: (address: string) => `Forward a mail to ${address}, as a filter asks`,
      expunge: (count: number) => `Delete ${plural(count, 'mail', 'mails')} for good`,
      readAll: (folder: string) => `Mark all of ${folder} as read`,
      createFolder: (folder: string) => `Make the folder ${folder}`,
      renameFolder: (folder: string, to: string) => `Rename the folder ${folder} to ${to}`,
      deleteFolder: (folder: string) => `Delete the folder ${folder}`,
      emptyFolder: (folder: string) => `Empty the folder ${folder}`,
      send: (subject: string) => `Send “${subject}”`,
      file: (subject: string) => `Keep a copy of “${subject}” in Sent`,
      publish: (subject: string) => `Show “${subject}” on its record`,
      saveDraft: (subject: string) => `Keep the draft “${subject}” on the server`,
      dropDraft: 'Take a draft off the server',
      noSubject: '(no subject)'
    }
  },
  about: {
    title: 'About',
    version: 'Version',
    shell: 'Runs in',
    shells: { electron: 'its own window', browser: 'a browser' },
    platform: 'System',
    platforms: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as Partial<Record<string, string>>,
    keychain: 'Passwords',
    keychains: {
      electron: 'In the keychain of this computer.',
      browser:
        'In a file on this computer that only your user may read, locked with a key beside it. Weaker than a keychain: whoever can read your files can read them.'
    },
    installation: 'Installation',
    licence: 'Licence',
    licenceText: 'Apache License 2.0',
    reports: 'Reports of faults',
    reportsText: 'Nothing is sent anywhere by itself. What went wrong is noted on this computer alone.',
    none: 'Nothing went wrong so far.',
    some: (crashes: number, faults: number) =>
      [
        crashes > 0 ? plural(crashes, 'crash', 'crashes') : '',
        faults > 0 ? plural(faults, 'fault', 'faults') : ''
      ]
        .filter(Boolean)
        .join(' and '),
    last: (when: string) => `The last one: ${when}`,
    openFolder: 'Open the folder',
    inFolder: (folder: string) => `They lie in ${folder}`,
    pack: 'Save a report',
    packHelp:
      'One text file of versions and the log, without addresses and without mail. Read it, and send it to whom you choose. What a crash kept of the memory may hold mail, so it is not in it.',
    packed: (name: string) => `Saved as ${name}`,
    clear: 'Delete all reports',
    clearQuestion: 'Delete all reports?',
    clearFacts: 'The log and what crashes left are deleted. Mail, settings and passwords stay.',
    clearVerb: 'Delete reports',
    cleared: 'Reports deleted'
  }
}
