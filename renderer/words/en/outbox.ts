import { plural } from '../plural.ts'

/** What the rep reads in the Outbox. */
export const outbox = {
  title: 'Outbox',
  list: 'Mail list',
  messages: 'Messages',
  waiting: (count: number) => plural(count, 'mail', 'mails'),
  emptyTitle: 'Nothing waits to be sent',
  emptyText: 'Mail stands here from Send until the server has it.',
  labels: {
    editing: 'Draft',
    sending: 'Sending',
    unsure: 'Perhaps sent',
    failed: 'Not sent',
    notToAll: 'Sent, not to all',
    paused: 'Paused',
    inactive: 'Deactivated',
    offline: 'Waiting for the network',
    waiting: 'Waiting to send',
    retrying: 'Trying again',
    in: (seconds: number) => `Sends in ${seconds} s`,
    retryIn: (seconds: number) => `Tries again in ${seconds} s`,
    retryAt: (time: string) => `Tries again ${time}`
  },
  texts: {
    refused: (address: string, reply: string) => `The server refused ${address}: ${reply}`,
    editing: 'This mailbox has no Drafts folder on the server, so it is kept on this computer only.',
    paused: 'This mailbox is paused. The mail goes once you resume it in Settings.',
    inactive: 'This mailbox is deactivated. The mail goes once you activate it in Settings.',
    offline: 'It goes by itself once the server can be reached.'
  },
  open: 'Open',
  send: 'Send now',
  tryAgain: 'Try again',
  callOff: 'Call off',
  wasSent: 'It was sent',
  sendAgain: 'Send again',
  sendToRest: 'Correct and send',
  leaveRest: 'Leave it',
  openLong: 'Open the mail',
  callOffLong: 'Call off',
  calledOff: 'Called off. It is in Drafts.',
  opened: 'Taken out of the Outbox. It goes when you send it again.',
  onItsWay: 'It is on its way already and cannot be called off.',
  noSubject: '(no subject)',
  nobody: 'Nobody yet',
  files: (count: number) => plural(count, 'attachment', 'attachments')
}
