/** Settings' pages, found also by what the help page and other programs call them. */
export const settingsPages: { id: string; title: string; words: string[] }[] = [
  {
    id: 'accounts',
    title: 'Email Configuration',
    words: [
      'Email Integration',
      'Get Started',
      'Mailboxes',
      'Accounts',
      'Password',
      'IMAP',
      'POP3',
      'Zoho Mail add-on users',
      'Email Sync Preferences',
      'Server Details',
      'Signature',
      'Sample mailbox'
    ]
  },
  { id: 'appearance', title: 'Appearance', words: ['Theme', 'Dark', 'Light', 'Density', 'Compact rows'] },
  { id: 'keyboard', title: 'Keyboard', words: ['Keys', 'Shortcuts'] },
  { id: 'notifications', title: 'Notifications', words: ['New mail', 'Sound', 'Undo send'] },
  {
    id: 'network',
    title: 'Network',
    words: ['Proxy', 'SOCKS', 'HTTP proxy', 'Certificates', 'Firewall', 'VPN']
  },
  { id: 'problems', title: 'Problems', words: ['Errors', 'Refused', 'Not sent'] },
  {
    id: 'organisation',
    title: 'Organisation',
    words: ['Own domains', 'Colleagues', 'Currency', 'Deal stages', 'Pipeline', 'Company']
  },
  { id: 'about', title: 'About', words: ['Version', 'Data folder', 'Keychain', 'Licence'] }
]
