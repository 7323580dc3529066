/** What the system's own menus and boxes say. All else that the rep reads is in renderer/words/. */
export const words = {
  app: 'SalesInbox',
  open: 'Open SalesInbox',
  newMail: 'New mail',
  quit: 'Quit SalesInbox',
  file: 'File',
  mail: 'Mail',
  go: 'Go',
  records: 'Records',
  view: 'View',
  unreadIn: (unread: number): string => (unread > 0 ? `SalesInbox: ${unread} unread` : 'SalesInbox'),
  unread: (unread: number): string => `${unread} unread`,
  notOpenedTitle: 'This mail could not be opened',
  notOpened: (path: string): string =>
    `${path} is not there, cannot be read or is larger than 150 MB. Nothing was changed.`,
  elsewhere: (text: string): string =>
    `${text} is a link to another computer. SalesInbox opens files by their path only: save the file here, or open it from its folder. Nothing was opened.`,
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
