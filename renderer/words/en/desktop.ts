/** What the rep reads of windows of their own, opened files, and what the desktop lends. */
export const desktop = {
  newWindow: 'Open in a new window',
  openFile: 'Open a mail file',
  joinTeam: 'Join a team',
  blocked: 'The browser keeps new windows back. Allow them for this page, and try again.',
  gone: 'This mail is not here any more',
  goneText: 'It was moved or deleted since this window was opened.',
  closeWindow: 'Close this window',
  draftGone: 'This mail is not a draft any more',
  draftGoneText: 'It was sent or discarded.',
  sent: 'This mail is on its way',
  sentText: 'Undo takes it back. This window closes by itself.',
  elsewhere: 'This mail is being written in another window',
  elsewhereText: 'Close it there to write on here. What was typed is saved.',
  showElsewhere: 'Show that window',
  file: {
    reading: 'Opening the mail',
    failed: 'This file could not be opened as a mail',
    failedText: 'It may not be a mail, or be damaged. The file was not changed.',
    gone: 'This file was opened before SalesInbox started anew',
    goneText: 'Open it again from where it lies.',
    onlyHeaders: 'Only the head of this mail could be read.',
    note: 'From a file. It is in none of your mailboxes.',
    notMail: 'Only mail files, whose name ends in .eml, open here.'
  },
  title: {
    record: 'Record',
    compose: 'New mail'
  },
  unreadIn: (unread: number, name: string) => (unread > 0 ? `(${unread}) ${name}` : name)
}

/** Settings: what the desktop lends. */
export const thisComputer = {
  title: 'This computer',
  text: 'How SalesInbox stands in your system.',
  start: 'Start',
  startText: 'Mail comes, and what you sent goes, from the moment you log in.',
  startLabel: 'Start SalesInbox when I log in',
  startHelp: 'Without a window. It stands beside the clock, or in the dock.',
  links: 'Mail addresses',
  linksText: 'What opens when you click an address on a web page.',
  linksMine: 'Addresses open in SalesInbox.',
  linksOther: 'Addresses open in another program.',
  linksTake: 'Open them in SalesInbox',
  linksAsk: 'Some systems ask you in their own settings.',
  files: 'Mail files',
  filesText: 'Files whose name ends in .eml, such as mail that was saved or attached.',
  filesOpen: 'Open a mail file',
  filesHelp: 'Or drop one on the window. It is shown, and put into no mailbox.',
  browser: 'Not in a browser',
  browserText:
    'SalesInbox runs in a browser here. Installed as a program it can start when you log in, and open mail addresses and mail files from elsewhere.',
  notInstalled: 'This copy is not installed, so the system cannot start it.'
}
