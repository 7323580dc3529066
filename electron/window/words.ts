/** What the system's own menus and boxes say. All else that the rep reads is in renderer/words/. */
export const words = {
  app: 'SalesInbox',
  open: 'Open SalesInbox',
  newMail: 'New mail',
  settings: 'Settings…',
  search: 'Search mail',
  quit: 'Quit SalesInbox',
  file: 'File',
  help: 'Help',
  keys: 'Keyboard shortcuts',
  lockedTitle: 'SalesInbox is already running on this folder',
  locked: (folder: string, pid: number): string =>
    `${folder} is in use by process ${pid}. Close SalesInbox there first, or start it with --data and another folder. Nothing was changed.`,
  newerTitle: 'This SalesInbox is too old for what is saved here',
  newer: (folder: string, version: string): string =>
    `${folder} was written by SalesInbox ${version} or newer. Install that, or start this one with --data and another folder. Nothing was opened or changed.`,
  notStartedTitle: 'SalesInbox could not start',
  notStarted: (code: string): string =>
    `The reason is "${code}". Your mail on this computer was not changed. The file logs/salesinbox.log in the data folder says more.`,
  keeperTitle: 'New mail is no longer fetched',
  keeper:
    'The part of SalesInbox that fetches and sends mail stopped several times. What is on this computer is safe, and what you sent waits. Start it again?',
  restart: 'Start again',
  later: 'Not now'
}
