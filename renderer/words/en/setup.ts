/** What the rep reads at the first run and in the account form. */
export const setup = {
  title: 'Add your mailbox',
  subtitle: 'SalesInbox sorts your mail by the deals and people behind it.',
  address: 'Email address',
  continue: 'Add your mailbox',
  or: 'or choose your service',
  other: 'Other Mail',
  otherHint: 'IMAP, with your own server',
  sampleTitle: 'Just looking?',
  sampleText: '1,200 invented mails and 12 deals.',
  sample: 'Try with a sample mailbox',
  sampleStarting: 'Starting the sample mailbox',
  privacy: "Passwords stay in this computer's keychain. Mail goes straight to your server.",
  privacyBrowser:
    'Passwords stay on this computer, locked with a key of their own. Mail goes straight to your server.',
  back: 'Back',
  openOrganisation: 'Open Organisation',
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
    appPasswordHow: 'How to make one',
    oauthOnly: (service: string) =>
      `${service} lets mail programs in only by signing in on its own page. SalesInbox cannot do that yet.`,
    protocol: 'Choose the protocol to configure',
    imap: 'IMAP',
    pop: 'POP',
    popLater: 'POP is not built yet. With IMAP all folders come along.',
    period: 'Sync emails from',
    periodHelp: 'A later date removes older mail from this computer, never from the server.',
    periods: {
      '6': 'Last 6 months',
      '12': 'Last 1 year',
      '24': 'Last 2 years',
      all: 'From the beginning',
      date: 'From a specific date'
    },
    date: 'Earliest date',
    incoming: 'Incoming Server Details',
    incomingServer: 'Incoming server',
    port: 'Port',
    useSsl: 'Use SSL',
    useSslHelp: 'Off: the connection begins open and turns secure before anything is sent (STARTTLS).',
    open: 'Connect without encryption',
    openHelp: 'Everything, your password too, can be read on the way to the server.',
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
    badPort: 'A port is a number from 1 to 65535.',
    badDate: 'Choose a day that has passed.'
  },
  report: {
    incoming: 'Mail that comes in',
    outgoing: 'Mail that goes out',
    works: 'This server works.',
    copy: 'Copy details'
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
