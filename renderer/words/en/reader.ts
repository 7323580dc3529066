const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What the rep reads in the reader. */
export const reader = {
  mail: 'Mail',
  noSubject: '(no subject)',
  noSender: 'No sender',
  me: 'me',
  meName: 'Me',
  emptyTitle: 'No mail chosen',
  emptyText: 'Choose a mail on the left to read it here.',
  messageBody: 'Message body',
  quotedText: 'Quoted text',
  loading: 'Getting this mail from the server',
  // the acts
  actions: 'Mail actions',
  archive: 'Archive',
  moveTo: 'Move to folder',
  remove: 'Delete',
  personal: {
    by: {
      sender: 'Kept private: marked personal by its sender',
      subject: 'Kept private: its subject says that it is personal',
      folder: 'Kept private: it lies in a personal folder',
      past: 'Kept private: it was, or may have been, in a personal folder'
    },
    share: 'Share all the same',
    shared: 'This mail is shared like the others'
  },
  fileToCrm: 'File to CRM…',
  keepPrivate: 'Keep private',
  spam: 'Mark as spam',
  notSpam: 'Not spam',
  markUnread: 'Mark as unread',
  markRead: 'Mark as read',
  star: 'Star',
  unstar: 'Remove star',
  more: 'More actions',
  summarise: 'Summarise this conversation…',
  suggestReply: 'Suggest a reply…',
  reply: 'Reply',
  replyAll: 'Reply all',
  forward: 'Forward',
  print: 'Print',
  showSource: 'Show source',
  unfoldQuotes: 'Show or fold quoted text',
  fold: 'Fold this mail',
  nextMessage: 'Next message of the conversation',
  previousMessage: 'Previous message of the conversation',
  whitePaper: 'Show on white paper',
  themePaper: 'Show in the theme’s colours',
  unsubscribe: 'Unsubscribe',
  mailActions: (sender: string) => `Actions for the mail from ${sender}`,
  toNames: (names: string) => `to ${names}`,
  // who and when
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
  from: 'From',
  replyToLabel: 'Reply to',
  toLabel: 'To',
  ccLabel: 'Cc',
  bccLabel: 'Bcc',
  dateLabel: 'Date',
  subjectLabel: 'Subject',
  receivedLabel: 'Received',
  mailedBy: 'List',
  andMore: (count: number) => `and ${count} more`,
  showDetails: 'Show all addresses',
  hideDetails: 'Hide addresses',
  today: 'Today',
  yesterday: 'Yesterday',
  nameIsAddress: (shown: string, address: string) => `Calls itself “${shown}”, but was sent by ${address}.`,
  foreignDomain: (domain: string) =>
    `This domain uses letters of another alphabet. Its plain name is ${domain}.`,
  replyGoesTo: (address: string) => `Answers go to ${address}, not to the sender.`,
  // remote content
  blocked: (images: number, trackers: number) =>
    trackers === 0
      ? `${plural(images, 'remote image', 'remote images')} blocked`
      : `${plural(images, 'remote image', 'remote images')} blocked, ${trackers} of them hidden`,
  loadRemote: 'Load remote content',
  always: (sender: string) => `Always for ${sender}`,
  // folded mails
  earlier: (count: number) => plural(count, 'earlier message', 'earlier messages'),
  // attachments
  attachments: (count: number) => plural(count, 'attachment', 'attachments'),
  save: 'Save',
  saveAll: 'Save all',
  openWord: 'Open',
  saveNamed: (name: string) => `Save ${name}`,
  close: 'Close',
  previewNone: 'There is no preview for this kind of file. Save it to open it with another program.',
  previewFailed: 'This file cannot be shown here. You can still save it.',
  page: (at: number, of: number) => `Page ${at} of ${of}`,
  cutAt: (size: string) => `Only the first ${size} are shown. Save the file to see all of it.`,
  saved: (count: number, folder: string) => `${plural(count, 'file', 'files')} saved in ${folder}`,
  fetching: 'Getting the file',
  fetchFailed:
    'The file could not be fetched. The mail itself is still here. Try again when the server can be reached.',
  tryAgain: 'Try again',
  // bodies that are not whole
  truncated: 'This mail is very long. Its beginning is shown.',
  loadWhole: 'Load the whole mail',
  noText: 'This mail has no text.',
  failed: 'This mail cannot be read as it should. Nothing of it is lost: below is its source.',
  frameFailed: 'This mail could not be shown. It is still on this computer.',
  textFailed: 'The text of this mail is not on this computer yet, and the server cannot be reached.',
  // source
  source: 'Source',
  saveWhole: 'Save the whole source',
  copy: 'Copy',
  // links
  linkTitle: 'This link leads elsewhere',
  linkText: (shown: string, host: string) => `It reads ${shown}, but leads to ${host}.`,
  openHost: (host: string) => `Open ${host}`,
  cancel: 'Cancel'
}
