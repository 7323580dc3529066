/** What the rep reads at the first run and in the account form. */
export const setup = {
  title: 'Add your mailbox',
  subtitle: 'SalesInbox sorts your mail by the deals and people behind it.',
  address: 'Email address',
  continue: 'Add your mailbox',
  or: 'Popular Email Service',
  lookup: {
    title: (domain: string) => `Looking for the servers of ${domain}`,
    text: 'SalesInbox asks the name servers and the configuration page of the domain. Only the domain goes out: no name, no password.',
    skip: 'Skip',
    how: {
      srv: (domain: string) => `Found by ${domain}'s own DNS records (SRV)`,
      mx: (domain: string, service: string) =>
        `${service} takes in the mail of ${domain}, as its DNS records say (MX)`,
      autoconfig: (domain: string) => `Found in ${domain}'s own configuration file (autoconfig)`,
      names: (domain: string) => `${domain} has servers by the usual names`
    },
    namesText: 'Nobody said so: Configure tries whether they are the right ones.',
    elsewhere: (hosts: string, domain: string) =>
      `${hosts} is not under ${domain}. Go on only if you know who runs it.`,
    none: (domain: string) => `Nothing is known of the servers of ${domain}`,
    noneText: 'Type them below. Who looks after your mail knows their names.',
    offline: 'No network answered, so nothing was looked up.',
    offlineText: 'Type your servers below; they can be tried when there is a network again.',
    server: (host: string, port: number, security: string) => `${host}, port ${port}, ${security}`,
    securities: { ssl: 'SSL', tls: 'TLS', never: 'not encrypted' },
    incoming: 'Incoming',
    pop: 'Incoming by POP',
    outgoing: 'Outgoing'
  },
  protocol: {
    title: 'Choose the protocol to configure',
    imap: 'IMAP',
    imapHelp:
      'Recommended. All folders, the same here and on the server. Email intelligence, folder mapping and storing sent mail need it.',
    pop: 'POP',
    popHelp: 'For servers without IMAP. It brings the Inbox alone; folders are made on this computer.',
    noPop: (service: string) => `${service} does not offer POP.`,
    stays: 'The protocol of a mailbox stays. For the other one, remove this mailbox and add it anew.',
    keep: 'Keep messages on the server',
    keepHelp: 'Other devices find them there too.',
    deleteHelp: 'Off: mail is deleted on the server once it is safe on this computer, and only here then.',
    deleteTitle: 'Delete them on the server',
    deleteDays: 'Some days after they came here',
    days: 'Days',
    deleteOnce: 'As soon as they are here',
    noStore: 'Storing sent messages on the server needs IMAP. With POP they are kept on this computer.'
  },
  other: 'Other Mail',
  onlyDomains: (domains: readonly string[]) =>
    `Your organisation allows mailboxes ${domains.length > 4 ? 'of its own domains' : `at ${domains.join(', ')}`} only.`,
  otherHint: 'IMAP or POP, your own server',
  sampleTitle: 'Just looking?',
  sampleText: '1,300 invented mails and 12 deals.',
  sample: 'Try with a sample mailbox',
  sampleStarting: 'Starting the sample mailbox',
  privacy: "Passwords stay in this computer's keychain. Mail goes straight to your server.",
  privacyBrowser:
    'Passwords stay on this computer, locked with a key of their own. Mail goes straight to your server.',
  back: 'Back',
  openOrganisation: 'Open Organisation',
  openSharing: 'Open Email sharing',
  backToMail: 'Back to mail',
  whyTitle: 'What needs you first, comes first',
  whyText: 'Deals, contacts, leads, colleagues. Newsletters wait last.',
  preview: [
    {
      name: 'Deals',
      count: 6,
      mails: [
        ['Dana Whitfield', 'Renewal terms for 2027'],
        ['Jonas Weiler', 'Quote 4471, 60 flow sensors']
      ]
    },
    { name: 'Contacts', count: 9, mails: [['Ruth Okafor', 'Third late delivery this quarter']] },
    { name: 'Leads', count: 4, mails: [['Leon Fischer', 'Prices for 200 flow sensors']] },
    { name: 'Colleagues', count: 3, mails: [['Bo Andersson', 'Kestrel security questionnaire']] },
    { name: 'Others', count: 27, mails: [] }
  ] as const,
  previewKeys: [
    ['J', 'Next mail'],
    ['E', 'Archive'],
    ['Mod+k', 'Everything else']
  ] as const,
  form: {
    title: (service: string) => `Add your ${service} mailbox`,
    otherTitle: 'Add a mailbox of your own server',
    displayName: 'Display Name',
    displayNameHelp: 'How your name stands in the mail you send.',
    email: 'Email address',
    emailOrUser: 'Email address/User Name',
    password: 'Password',
    passwordKept: 'Leave empty to keep the saved password',
    appPassword: (service: string) =>
      `${service} lets mail programs in with an app password, not with the password you sign in with.`,
    appPasswordIf: 'Is two-factor sign-in on? Then an app password goes here, not the one you sign in with.',
    appPasswordHow: 'How to make one',
    appPasswordOpen: (service: string) => `Open the page of ${service}`,
    incoming: 'Incoming Server Details',
    incomingServer: 'Incoming server',
    port: 'Port',
    useSsl: 'Use SSL',
    useSslHelp: 'Off: the connection begins open and turns secure before anything is sent (STARTTLS).',
    open: 'Send my password without encryption',
    openHelp:
      'Everything, your password too, can be read on the way to the server. Without this tick nothing is sent to a server that cannot turn secure.',
    openHere: 'This server is on this computer: nothing crosses a wire.',
    outgoing: 'Outgoing Server Details',
    outgoingUser: 'Email Address',
    outgoingServer: 'Outgoing Server',
    secure: 'Use Secure Connection',
    ssl: 'SSL',
    tls: 'TLS',
    never: 'Never',
    neverHelp: 'Everything, your password too, can be read on the way to the server.',
    authentication: 'Authentication Required',
    yes: 'Yes',
    no: 'No',
    configure: 'Configure',
    update: 'Update',
    showServers: 'Server Details',
    testing: 'Trying both servers',
    needed: 'This is needed.',
    badAddress: 'An address looks like name@company.com.',
    badHost: 'A server name looks like imap.company.com.',
    badDays: 'From 1 to 3650 days.',
    badPort: 'A port is a number from 1 to 65535.'
  },
  report: {
    incoming: 'Mail that comes in',
    outgoing: 'Mail that goes out',
    works: 'This server works.',
    testAgain: 'Test again',
    can: {
      idle: 'Tells of new mail at once (IDLE)',
      resync: 'Tells what changed and what went since last time (QRESYNC)',
      changes: 'Tells what changed since last time (CONDSTORE)',
      move: 'Moves mail in one step (MOVE)',
      uids: 'Says where a moved mail went (UIDPLUS)',
      roles: 'Says which folder is Sent, Drafts, Trash (SPECIAL-USE)',
      labels: 'Has labels in place of folders (Gmail)',
      compress: 'Packs what it sends (COMPRESS)',
      quota: 'Says how full the mailbox is (QUOTA)',
      scripts: 'Takes addresses in every script (SMTPUTF8)',
      receipts: 'Reports on delivery (DSN)',
      size: (size: string) => `Largest mail: ${size}`
    },
    cannot: {
      idle: 'Does not tell of new mail at once: it is asked now and then',
      changes: 'Does not tell what changed: flags are compared'
    },
    copy: 'Copy details'
  },
  another: {
    title: 'Is this still the same mailbox?',
    verb: 'Update',
    change: (before: string, after: string) => `It was ${before}, and will be ${after}.`,
    text: 'Where the server numbers the mail of a folder as before, nothing is fetched again. Where it does not, that folder is emptied on this computer and filled from the server anew. No mail is deleted on either server, and drafts and what waits in the Outbox stay.'
  },
  certificate: {
    title: (host: string) => `${host} may not be your server`,
    otherName: 'Its certificate belongs to another name.',
    expired: 'Its certificate has run out or is not valid yet.',
    selfSigned: 'Its certificate was made by the server itself, and nobody else vouches for it.',
    unknown: 'Nobody whom this computer trusts vouches for its certificate.',
    nothingSent: 'Nothing was sent, not even your password.',
    expected: 'Expected',
    presented: 'Presented',
    issuer: 'Issued by',
    validUntil: 'Valid until',
    fingerprint: 'SHA-256',
    doNot: 'Do not connect',
    trust: 'Trust this certificate',
    trustHelp: 'Only this one certificate, and only for this account.'
  }
}
