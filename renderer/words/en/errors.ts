import type { ErrorCode } from '../../../shared/errors.ts'
import { fileSize } from '../format.ts'
import { plural } from '../plural.ts'
import { text, mailIsHere, nothingSent, nothingChanged, type Words } from './error-parts.ts'
import { connecting } from './errors-connecting.ts'
import { ofDrafting } from './errors-drafting.ts'
import { ofUpdates } from './errors-update.ts'
import { ofWorkspace } from './errors-workspace.ts'

const noFilterTaken = 'No filter was taken over, and yours are as they were.'

/** What happened, what is still safe, what to do next. One entry for every code, by type. */
export const errors: Record<ErrorCode, Words> = {
  'contract.unknownCall': {
    what: 'This window asked for something that SalesInbox does not know.',
    safe: mailIsHere,
    next: 'Reload this window. If it comes back, restart SalesInbox.'
  },
  'contract.badInput': {
    what: 'SalesInbox did not accept what this window sent.',
    safe: nothingChanged,
    next: 'Check what you typed and try again.'
  },
  'contract.badOutput': {
    what: 'SalesInbox gave an answer that this window cannot read.',
    safe: mailIsHere,
    next: 'Restart SalesInbox.'
  },
  'contract.notAllowed': {
    what: 'This window may not do that.',
    safe: nothingChanged,
    next: 'Open SalesInbox by the address that its start printed.'
  },
  'contract.newerApp': {
    what: 'SalesInbox was updated while this window was open.',
    safe: 'Your mail and drafts are saved.',
    next: 'Reload this window to go on.'
  },
  'contract.staleLease': {
    what: 'Another window keeps the mail up to date now.',
    safe: mailIsHere,
    next: 'Nothing to do: this window shows what the other one gets.'
  },
  'contract.cancelled': {
    what: 'This was called off.',
    safe: nothingChanged,
    next: 'Start it again when you want it.'
  },
  'contract.disconnected': {
    what: 'This window has lost its connection to SalesInbox on this computer.',
    safe: 'All mail that was read is still here, and what you do now waits.',
    next: 'It connects again by itself. If it does not, start SalesInbox again.'
  },
  ...connecting,
  'mail.folderGone': (params) => ({
    what: `The folder ${text(params.folder ?? params.path, 'in question')} is not on the server any more.`,
    safe: 'Mail in other folders is not touched.',
    next: 'Choose another folder.'
  }),
  'mail.messageGone': {
    what: 'This mail is not on the server any more. It was moved or deleted elsewhere.',
    safe: 'No other mail was touched.',
    next: 'Nothing to do: the list shows it as soon as the server says where it went.'
  },
  'mail.readOnly': (params) => ({
    what: `You may read the folder ${text(params.folder, 'in question')} but not change it.`,
    safe: nothingChanged,
    next: 'Ask whoever shares this folder, or choose another one.'
  }),
  'mail.overQuota': {
    what: 'Your mailbox on the server is full.',
    safe: `Nothing was lost. ${mailIsHere}`,
    next: 'Delete large mails or empty the Trash, then try again.'
  },
  'mail.busy': {
    what: 'The server is busy with this mailbox.',
    safe: mailIsHere,
    next: 'SalesInbox tries again in a moment by itself.'
  },
  'mail.limit': {
    what: 'The server allows no further connections to this mailbox now.',
    safe: mailIsHere,
    next: 'Close other mail programs that use this account. SalesInbox tries again by itself.'
  },
  'mail.refused': {
    what: 'The server refused this.',
    safe: 'Nothing was changed, and no mail was lost.',
    next: 'Look at Details for the reason that the server gave.'
  },
  'mail.protocol': {
    what: 'The server answered in a way that SalesInbox does not understand.',
    safe: mailIsHere,
    next: 'Try again. If it comes back, send us the text under Details.'
  },
  'mail.noTrash': {
    what: 'This account has no Trash folder.',
    safe: 'Nothing was deleted.',
    next: 'Choose one in Settings > Folder Mapping.'
  },
  'mail.uidValidity': (params) => ({
    what: `The server has numbered the folder ${text(params.folder, 'in question')} anew.`,
    safe: 'Nothing was lost, and nothing was done to a wrong mail.',
    next: 'SalesInbox reads the folder again by itself. Then do it once more.'
  }),
  'mail.tooLarge': (params) => ({
    what: `This mail is larger than the server takes${typeof params.limit === 'number' ? ` (${fileSize(params.limit)})` : ''}.`,
    safe: 'It is still on this computer.',
    next: 'Take out or shrink an attachment.'
  }),
  'mail.unparsable': {
    what: 'This mail is not written as mail should be, and cannot be shown.',
    safe: 'Nothing of it is lost.',
    next: 'Show its source instead.'
  },
  'mail.folderExists': (params) => ({
    what: `There is a folder ${text(params.name, 'of this name')} already.`,
    safe: nothingChanged,
    next: 'Choose another name.'
  }),
  'mail.badFolderName': (params) => ({
    what: `The server does not allow the folder name ${text(params.name, 'you gave')}.`,
    safe: nothingChanged,
    next: 'Leave out special characters, such as / or *.'
  }),
  'send.recipientRefused': (params) => ({
    what: `The server does not deliver to ${text(params.address, 'one of the recipients')}.`,
    safe: nothingSent,
    next: 'Correct the address or remove it, then send again.'
  }),
  'send.senderRefused': (params) => ({
    what: `The server does not let you send as ${text(params.address, 'this address')}.`,
    safe: nothingSent,
    next: 'Choose another address in From.'
  }),
  'send.badAddress': (params) => ({
    what: `${text(params.address, 'This')} is not an address that mail can be sent to.`,
    safe: 'Nothing was sent, and what you typed is kept.',
    next: 'Check it for a typing mistake.'
  }),
  'send.tooLarge': (params) => ({
    what: `This mail is larger than your provider sends${typeof params.limit === 'number' ? ` (${fileSize(params.limit)})` : ''}.`,
    safe: nothingSent,
    next: 'Take out or shrink an attachment, then send again.'
  }),
  'send.temporary': {
    what: 'The server cannot take this mail now.',
    safe: nothingSent,
    next: 'SalesInbox tries again by itself.'
  },
  'send.refused': {
    what: 'The server refused to send this mail.',
    safe: nothingSent,
    next: 'Look at Details for the reason that the server gave.'
  },
  'send.unsure': {
    what: 'The connection broke just as this mail was handed over. It may have been sent.',
    safe: 'It was not sent a second time, and the mail is still here.',
    next: 'Look into Sent, or ask a recipient. Then choose whether to send it again.'
  },
  'send.noRecipient': {
    what: 'This mail has no recipient.',
    safe: 'Nothing was sent, and your draft is saved.',
    next: 'Fill in To, Cc or Bcc.'
  },
  'send.notYours': (params) => ({
    what: `${text(params.address, 'The From of this mail')} is not an address that this mailbox may send from.`,
    safe: nothingSent,
    next: 'Choose another From, or add this one in Settings > Email Configuration > More From Address.'
  }),
  'disk.full': {
    what: 'The disk of this computer is full.',
    safe: 'Nothing was lost. Getting mail stopped where it was.',
    next: 'Make space on the disk. SalesInbox goes on by itself.'
  },
  'disk.failed': {
    what: 'The disk of this computer refused to read or write.',
    safe: 'Your mail on the server is not touched.',
    next: 'Check that the data folder can be written to, then restart SalesInbox.'
  },
  'disk.locked': {
    what: 'SalesInbox is running already with this data folder.',
    safe: nothingChanged,
    next: 'Use the window that is open, or close it first.'
  },
  'secrets.unavailable': {
    what: 'The keychain of this computer cannot be opened.',
    safe: `Your passwords are not lost. ${mailIsHere}`,
    next: 'Unlock the keychain, or type the password again.'
  },
  'accounts.unknown': {
    what: 'This account is not set up here any more.',
    safe: nothingChanged,
    next: 'Add the mailbox again to go on.'
  },
  'accounts.duplicate': (params) =>
    params.removing === true
      ? {
          what: `The mail of ${text(params.address, 'this mailbox')} is still being removed from this computer.`,
          safe: 'What you typed is kept.',
          next: 'Wait a moment, then try again.'
        }
      : {
          what: `${text(params.address, 'This mailbox')} is set up here already.`,
          safe: nothingChanged,
          next: 'Change it in Settings > Email Configuration.'
        },
  'accounts.notAllowed': (params) => ({
    what:
      params.why === 'sharing'
        ? 'Who may see your mail is decided by your administrator.'
        : `“Email & Chat Settings” is off for the profile ${text(params.profile, 'that you have')}, so you may not connect a mailbox or change its servers.`,
    safe: params.why === 'sharing' ? nothingChanged : 'Mailboxes that are here go on as they are.',
    next:
      params.why === 'sharing'
        ? 'An administrator can change it in Settings > Email sharing.'
        : 'An administrator can change it in Settings > Email sharing > Profiles.'
  }),
  'accounts.wrongCode': (params) => ({
    what: 'This is not the code that was sent.',
    safe: nothingChanged,
    next: `Look at the newest mail with a code; ${plural(Number(params.left ?? 0), 'try is', 'tries are')} left.`
  }),
  'accounts.codeExpired': {
    what: 'This code serves no more: it was typed wrong five times, or half an hour has passed.',
    safe: nothingChanged,
    next: 'Have a new code sent.'
  },
  'accounts.inactive': {
    what: 'This mailbox is deactivated, so nothing is fetched or sent.',
    safe: 'What was kept of it is here, and what you do waits.',
    next: 'Activate it in Settings.'
  },
  'file.notFound': {
    what: 'This file is not on this computer any more.',
    safe: 'The mail it came with is still on the server.',
    next: 'Open the mail again to get the file once more.'
  },
  'file.refused': {
    what: 'SalesInbox does not open this kind of file or link.',
    safe: 'Nothing was opened.',
    next: 'Save the file, or copy the link, if you know where it comes from.'
  },
  ...ofWorkspace,
  'import.unreadable': {
    what: 'This file is not a table that SalesInbox can read.',
    safe: 'No record was changed.',
    next: 'Save it as CSV with a heading in the first line, and try again.'
  },
  'filters.empty': {
    what: 'This file is empty.',
    safe: noFilterTaken,
    next: 'Export the filters again and choose the new file.'
  },
  'filters.tooLarge': (params) => ({
    what: `This file is larger than ${fileSize(Number(params.limit) || 0)}: no mail program writes filters of that size.`,
    safe: noFilterTaken,
    next: 'Choose mailFilters.xml from Gmail or msgFilterRules.dat from Thunderbird.'
  }),
  'filters.tooMany': (params) => ({
    what: `This file holds more than SalesInbox reads: the limit is ${text(params.limit, '20,000')}.`,
    safe: noFilterTaken,
    next: 'Divide the filters over several files and import them one by one.'
  }),
  'filters.encoding': (params) => ({
    what: `This file is not text in ${text(params.encoding, 'UTF-8')}, as it should be.`,
    safe: noFilterTaken,
    next: 'Export the filters again; do not open and save the file in between.'
  }),
  'filters.entities': {
    what: 'This file declares a document type, which Gmail never writes and which can hide harmful instructions.',
    safe: noFilterTaken,
    next: 'Export the filters again from Gmail: Settings, Filters and Blocked Addresses, Export.'
  },
  'filters.unreadable': (params) => ({
    what: params.line
      ? `This file breaks off or is damaged at line ${text(params.line, '')}, column ${text(params.column, '1')}.`
      : 'This file could not be read to its end.',
    safe: noFilterTaken,
    next: 'Export the filters again and choose the new file.'
  }),
  'filters.notFilters': {
    what: 'There are no filters in this file that SalesInbox knows.',
    safe: noFilterTaken,
    next: 'Choose mailFilters.xml from Gmail or msgFilterRules.dat from Thunderbird.'
  },
  'filters.conflict': {
    what: 'The filters were changed in another window meanwhile.',
    safe: 'Those changes are kept, and yours are not saved.',
    next: 'Look at the list as it is now and make your change again.'
  },
  'filters.unavailable': {
    what: 'The file in which your filters are kept cannot be read.',
    safe: 'It was left as it is. No filter runs, and new mail stays in the inbox.',
    next: 'Update SalesInbox, or put filters.json back into its data folder from a backup, and restart.'
  },
  ...ofDrafting,
  ...ofUpdates,
  'sample.failed': {
    what: 'The sample mailbox could not be started.',
    safe: 'Your own mailboxes are not touched.',
    next: 'Try again, or add your own mailbox.'
  },
  'app.internal': {
    what: 'Something in SalesInbox went wrong.',
    safe: mailIsHere,
    next: 'Try again. If it comes back, restart SalesInbox.'
  }
}
