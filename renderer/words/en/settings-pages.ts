export interface SettingsPlace {
  id: string
  title: string
  words: string[]
  /** A section of that page: its title is its heading. */
  part?: true
}

/** Settings' pages and their sections, found also by what the help page and other programs call them. */
export const settingsPages: SettingsPlace[] = [
  {
    id: 'intelligence',
    title: 'Email intelligence',
    words: [
      'Zia',
      'Sentiment',
      'Intent',
      'Custom intents',
      'Emotion',
      'Mood',
      'Negative mails',
      'Artificial intelligence',
      'Data enrichment',
      'Signatures',
      'Activities',
      'Drafting help',
      'Ollama',
      'Suggested reply',
      'Summary'
    ]
  },
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
      'Sample mailbox'
    ]
  },
  {
    id: 'accounts',
    title: 'Server Details',
    part: true,
    words: [
      'Incoming server',
      'Outgoing server',
      'Port',
      'SSL',
      'Store sent messages on the server',
      'Test again'
    ]
  },
  {
    id: 'accounts',
    title: 'Email Sharing Settings',
    part: true,
    words: ['Sharing permission', 'Private', 'Public', 'Custom', 'Email visibility']
  },
  { id: 'accounts', title: 'Signature', part: true, words: ['Further addresses of yours', 'Aliases'] },
  {
    id: 'accounts',
    title: 'More From Address',
    part: true,
    words: ['Default Address', 'Add Email Address', 'Send as', 'Sender', 'Reply to', 'Verification code']
  },
  {
    id: 'accounts',
    title: 'Folder Mapping',
    part: true,
    words: [
      'Sent folder',
      'Drafts folder',
      'Trash folder',
      'Spam folder',
      'Archive folder',
      'Special folders'
    ]
  },
  {
    id: 'accounts',
    title: 'Email Sync Preferences',
    part: true,
    words: ['Sync emails from', 'Period', 'From the beginning', 'Older mail']
  },
  {
    id: 'accounts',
    title: 'Import Filter',
    part: true,
    words: ['Rules', 'mailFilters.xml', 'msgFilterRules.dat']
  },
  { id: 'accounts', title: 'Getting mail', part: true, words: ['Pause'] },
  { id: 'accounts', title: 'Deactivate', part: true, words: ['Activate', 'Deactivated', 'Leave'] },
  { id: 'accounts', title: 'Remove this mailbox', part: true, words: ['Delete account', 'Disconnect'] },
  {
    id: 'filters',
    title: 'Filters',
    words: ['Import Filter', 'Rules', 'Labels', 'mailFilters.xml', 'msgFilterRules.dat', 'Forward', 'Export']
  },
  { id: 'appearance', title: 'Appearance', words: ['Theme', 'Dark', 'Light', 'Density', 'Compact rows'] },
  { id: 'keyboard', title: 'Keyboard', words: ['Keys', 'Shortcuts'] },
  {
    id: 'notifications',
    title: 'Notifications',
    words: ['New mail', 'Sound', 'Undo send', 'Quiet hours', 'Do not disturb', 'Alerts']
  },
  {
    id: 'computer',
    title: 'This computer',
    words: ['Start at login', 'Autostart', 'Default mail app', 'mailto', 'eml', 'Tray', 'Desktop']
  },
  {
    id: 'network',
    title: 'Network',
    words: ['Proxy', 'SOCKS', 'HTTP proxy', 'Certificates', 'Firewall', 'VPN']
  },
  { id: 'problems', title: 'Problems', words: ['Errors', 'Refused', 'Not sent'] },
  {
    id: 'workspace',
    title: 'Workspace',
    words: ['Team', 'PostgreSQL', 'Server', 'Database', 'Shared records', 'Read only']
  },
  { id: 'workspace', title: 'Join a team', part: true, words: ['Invitation', 'Invitation link'] },
  { id: 'workspace', title: 'People', part: true, words: ['Invite', 'Users', 'Invite a colleague'] },
  { id: 'workspace', title: 'Leave the team', part: true, words: ['Disconnect'] },
  {
    id: 'organisation',
    title: 'Organisation',
    words: [
      'Own domains',
      'Colleagues',
      'Currency',
      'Deal stages',
      'Pipeline',
      'Company',
      'Sign-in services',
      'OAuth',
      'Client ID',
      'Google',
      'Microsoft'
    ]
  },
  {
    id: 'sharing',
    title: 'Email sharing',
    words: [
      'Who decides on email sharing',
      'User Choice',
      'Zoho Mail add-on users',
      'Administrator',
      'Users and their mail',
      'Lock',
      'Deactivate a user',
      'Leavers'
    ]
  },
  {
    id: 'sharing',
    title: 'Profiles',
    part: true,
    words: ['Email & Chat Settings', 'Standard', 'Administrator', 'Permissions', 'Who may connect a mailbox']
  },
  {
    id: 'sharing',
    title: 'Excluded domains',
    part: true,
    words: ['Exclude domains', 'Never share', 'Confidential']
  },
  { id: 'sharing', title: 'Whose records', part: true, words: ['Record access', 'Own records'] },
  {
    id: 'backup',
    title: 'Backup Emails',
    words: ['Back up', 'Leavers', 'Six months', 'Restore emails', 'Delete a user']
  },
  {
    id: 'audit',
    title: 'Audit trail',
    words: ['Audit log', 'History', 'Who read a mail', 'Who changed what']
  },
  {
    id: 'about',
    title: 'About',
    words: ['Version', 'Data folder', 'Keychain', 'Licence', 'Crash reports', 'Telemetry', 'Log']
  },
  {
    id: 'about',
    title: 'Organisation’s settings',
    part: true,
    words: ['Managed settings', 'Policies', 'Set by your organisation']
  },
  { id: 'about', title: 'Updates', part: true, words: ['New version', 'Upgrade', 'Update SalesInbox'] }
]
