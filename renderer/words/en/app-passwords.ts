/** How an app password is made, by the name that resources/providers.json gives to a service's way. */
export const appPasswords: Record<string, { steps: string[] }> = {
  zoho: {
    steps: [
      'Sign in at accounts.zoho.com with your Zoho Mail address.',
      'Open Security in the menu at the left.',
      'Open App Passwords.',
      'Press Generate New Password.',
      'Give it a name that you know again, such as SalesInbox, and press Generate.',
      'Copy the password and paste it here.'
    ]
  },
  google: {
    steps: [
      'Switch on 2-Step Verification in the Security page of your Google account, if it is off.',
      'Open App passwords there (the link below leads to it).',
      'Give it a name, such as SalesInbox, and press Create.',
      'Copy the 16 letters and paste them here.'
    ]
  },
  yahoo: {
    steps: [
      'Sign in and open Account security.',
      'Open Generate app password.',
      'Give it a name, such as SalesInbox, and press Generate password.',
      'Copy the 16 letters and paste them here.'
    ]
  },
  icloud: {
    steps: [
      'Sign in to your Apple account in the browser.',
      'Open Sign-In and Security, then App-Specific Passwords.',
      'Generate one, and give it a name, such as SalesInbox.',
      'Copy the password with its dashes and paste it here.'
    ]
  },
  fastmail: {
    steps: [
      'Open Settings, then Privacy & Security, and there the app passwords.',
      'Press New App Password and give it a name, such as SalesInbox.',
      'Let it have Mail (IMAP, POP, SMTP) and press Generate Password.',
      'Copy the password and paste it here.'
    ]
  },
  other: {
    steps: [
      'Sign in at your mail service in the browser and open its security settings.',
      'Make an app password there. Some call it an application password or authorisation code.',
      'Copy it and paste it here.'
    ]
  }
}

export const appPasswordNotes = [
  'It is shown once. If it is lost, make another.',
  'It is entered without spaces.',
  'Revoke it there when a device goes, or is lost.'
]
