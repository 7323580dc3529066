/** What the rep and the administrator read about signing in on a service's own page. */
export const signIn = {
  with: (service: string) => `Sign in with ${service}`,
  again: 'Sign in again',
  note: (service: string) =>
    `You sign in on ${service}'s own page, in your browser. SalesInbox never sees your password.`,
  signedIn: (service: string) => `Signed in with ${service}. No password is saved here.`,
  usePassword: 'Use an app password instead',
  usePage: (service: string) => `Sign in with ${service} instead`,
  waiting: 'Waiting for your browser…',
  waitingText: (service: string) =>
    `Sign in on the page of ${service} that has opened there. This window goes on by itself.`,
  openAgain: 'Open the page again',
  cancel: 'Cancel',
  missing: (service: string) => `Signing in with ${service} is not set up in this SalesInbox.`,
  missingPassword: (service: string) =>
    `An app password works without it. To sign in instead, your administrator registers SalesInbox at ${service} and enters its client id here.`,
  missingOnly: (service: string) =>
    `${service} lets mail programs in only by signing in on its own page: a password will not work. Your administrator registers SalesInbox at ${service} and enters its client id here.`,
  toSettings: 'Sign-in services',
  tileReady: (service: string) => `Sign in with ${service}`,
  tileMissing: 'Sign-in not set up yet',
  dialog: (address: string) => `Sign in to ${address} again`,
  done: (address: string) => `Signed in to ${address}`,
  settings: {
    title: 'Sign-in services',
    text: 'Google and Microsoft let mail programs in by their own sign-in page. Your organisation registers SalesInbox there once and enters here who it is.',
    how: (service: string) =>
      ({
        google:
          'In the Google Cloud console: enable the Gmail API, set up the consent screen with the scope https://mail.google.com/, then create an OAuth client id of the type Desktop app.',
        microsoft:
          'In the Microsoft Entra admin centre: register an application, add the platform Mobile and desktop applications with the redirect address http://127.0.0.1, and the delegated permissions IMAP.AccessAsUser.All, POP.AccessAsUser.All, SMTP.Send and offline_access.'
      })[service] ?? '',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    secretHelp: 'Google gives one with the id and wants it sent along.',
    secretKept: 'Leave empty to keep the saved one',
    fromBuild: 'This SalesInbox came with a client id. One of your own takes its place.',
    save: 'Save',
    saved: (service: string) => `${service} saved`,
    removed: (service: string) => `${service} removed`
  }
}
