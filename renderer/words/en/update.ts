import { fileSize, fullDate } from '../format.ts'

const after: Record<'browser' | 'folder' | 'package' | 'unconfigured', string> = {
  browser:
    'Only the installed app gets new versions by itself. In a browser, whoever started SalesInbox brings them.',
  folder: 'SalesInbox was started from a folder, not installed. Whoever put it there brings new versions.',
  package: 'The store that SalesInbox was installed from keeps it up to date.',
  unconfigured: 'This SalesInbox was built without an update server. Whoever built it brings new versions.'
}

/** What the rep reads of newer versions. */
export const update = {
  name: 'Update',
  title: 'Updates',
  text: 'Each one is checked against the makers’ signature before it is fetched.',
  unavailable: (why: keyof typeof after) => after[why],
  current: 'This is the newest version that is offered.',
  notYet: 'Not looked for yet.',
  notFound: 'Looked for, and nothing to rely on was found.',
  never: 'SalesInbox does not look for newer versions here.',
  checked: (at: number) => `Last looked for: ${fullDate(at)}.`,
  check: 'Look for updates',
  checking: 'Looking for a newer version',
  downloading: (version: string) => `Getting SalesInbox ${version}`,
  progress: (done: number, of: number) => `${fileSize(done)} of ${fileSize(of)}`,
  cancel: 'Cancel',
  ready: (version: string) => `SalesInbox ${version} is ready`,
  atQuit: 'It is installed when you close SalesInbox.',
  byRestart: 'It is installed when you restart from here.',
  restart: 'Restart now',
  later: 'Later',
  waiting: 'A mail is being sent. SalesInbox restarts right after.',
  stay: 'Do not restart',
  restarting: 'SalesInbox restarts',
  by: 'Get new versions by itself',
  byText:
    'Asks the update server once a day. Nothing about you or your mail is sent. You are asked once before a restart.'
}
