import type { OwnWindow } from '../../shared/contract/desktop.ts'
import type { RecordKind } from '../../shared/contract/records.ts'

/** Mails by our own number; none given: those the list stands at or has checked. */
interface Mails {
  ids: number[]
}
export type RecordPlace = { kind: RecordKind; id: string }

/** Every command and what it may be given. A feature asks another for something by these names only. */
export interface CommandArguments {
  'mail.archive': Mails
  'mail.delete': Mails
  'mail.spam': Mails
  'mail.notSpam': Mails
  'mail.move': Mails & { folder?: number }
  'mail.markRead': Mails
  'mail.markUnread': Mails
  'mail.star': Mails
  /** Never shared with the team, whatever the rule of its mailbox. */
  'mail.keepPrivate': Mails
  /** Asks what a mail says, in place of what was read of it. */
  'mail.correct': Mails
  /** One sentence of it becomes an example of a custom intent. */
  'intent.example': Mails
  /** On a record of the team's, by hand. */
  'mail.file': Mails
  'mail.readAll': { folder: number }
  'mail.undo': undefined
  'mail.next': undefined
  'mail.previous': undefined
  'mail.open': Mails
  /** From any page. */
  'mail.show': Mails
  'mail.back': undefined
  'mail.select': Mails
  'mail.selectAll': undefined
  /** `text`: what stands above the quote, until the rep changes it. */
  'mail.reply': Mails & { text?: string }
  'mail.replyAll': Mails
  'mail.forward': Mails
  'mail.search': { text: string }
  'compose.new': { to?: string; subject?: string; body?: string; mailto?: string; onRecord?: boolean }
  'compose.open': { draft: string }
  'compose.send': undefined
  /** The mail that the Outbox stands at. */
  'outbox.open': undefined
  /** While drafting help is on: shows what would be sent to the model server, and sends nothing. */
  'drafting.summarise': undefined
  'drafting.reply': undefined
  'reader.unfold': undefined
  'reader.loadRemote': undefined
  /** The mail that is shown. */
  'reader.correct': undefined
  'reader.nextMessage': undefined
  'reader.previousMessage': undefined
  /** On its service's own page. */
  'account.signIn': { account: string }
  'record.open': RecordPlace
  /** A mail that a colleague shares, on the page of the record. */
  'record.mail': RecordPlace & { mail: string }
  'record.list': { kind: RecordKind }
  /** Makes a record of a person in a mail. */
  'record.create': { kind: RecordKind; address?: string; name?: string }
  /** Asks on which record these mails are to be filed. */
  'record.file': Mails
  /** From a file into the list of this kind. */
  'record.import': { kind: RecordKind }
  'record.panel': undefined
  'go.deals': undefined
  'go.contacts': undefined
  'go.leads': undefined
  'go.colleagues': undefined
  'go.others': undefined
  'go.inbox': undefined
  'go.sent': undefined
  'go.drafts': undefined
  'go.outbox': undefined
  /** What the rep promised. */
  'go.promises': undefined
  'go.mail': undefined
  'go.dealRecords': undefined
  'go.contactRecords': undefined
  'go.leadRecords': undefined
  'go.accountRecords': undefined
  'go.settings': { page?: string; part?: string }
  'go.problems': undefined
  'go.addMailbox': undefined
  /** An invitation's link, as the system handed it over. */
  'team.join': { link: string }
  'app.search': undefined
  'app.palette': { text?: string }
  'app.keys': undefined
  'app.nextPane': undefined
  'app.previousPane': undefined
  'app.theme': undefined
  /** What this window shows, in a window of its own. */
  'app.newWindow': undefined
  'app.openWindow': OwnWindow
  /** An .eml file; without one the rep is asked which. */
  'app.openFile': { file: File }
}
export type CommandId = keyof CommandArguments
