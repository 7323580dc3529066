const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What the rep reads in the composer and the outbox. */
export const compose = {
  kinds: { new: 'New mail', reply: 'Reply', replyAll: 'Reply all', forward: 'Forward', edit: 'Edit draft' },
  from: 'From',
  to: 'To',
  cc: 'Cc',
  bcc: 'Bcc',
  subject: 'Subject',
  text: 'Message text',
  send: 'Send',
  sendAnyway: 'Send anyway',
  attach: 'Attach',
  discard: 'Discard draft',
  close: 'Close and keep as draft',
  saved: (time: string) => `Draft saved ${time}`,
  remove: (name: string) => `Remove ${name}`,
  unknown: 'New',
  kindsOf: { contact: 'Contact', lead: 'Lead', colleague: 'Colleague' },
  badAddress: (text: string) => `“${text}” is not an address. Write it as name@company.com.`,
  noRecipient: 'Nobody to send to yet. Add an address to To, Cc or Bcc.',
  noSubject: 'The subject is empty. Sent like this, it is easily missed.',
  noAttachment: 'The text speaks of an attachment, and there is none.',
  uploading: 'Getting the attachments of the mail',
  attachmentFailed:
    'An attachment of the mail could not be fetched. It is not forwarded; try again when you are online.',
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  bullets: 'Bulleted list',
  numbers: 'Numbered list',
  quote: 'Quote',
  formatting: 'Formatting',
  suggestions: 'Suggestions',
  wrote: (when: string, who: string) => `On ${when}, ${who} wrote:`,
  forwarded: 'Forwarded message',
  sending: (who: string, seconds: number) =>
    seconds > 0 ? `Sending to ${who} in ${seconds} s` : `Sending to ${who}`,
  onItsWay: 'It is on its way already and cannot be called off.',
  discarded: 'Draft discarded',
  notSaved: 'This draft could not be saved on this computer. Copy the text before you close.',
  outbox: 'Outbox',
  outboxEmpty: 'Nothing waits to be sent.',
  states: {
    editing: 'Draft',
    queued: 'Waiting to send',
    sending: 'Sending',
    sent: 'Sent',
    failed: 'Not sent',
    unsure: 'Perhaps sent'
  },
  unsureText:
    'The connection broke before the server answered. Look with the recipient before you send it again.',
  wasSent: 'It was sent',
  sendAgain: 'Send again',
  sendNow: 'Send now',
  change: 'Change',
  callOff: 'Call off',
  people: (count: number) => plural(count, 'person', 'people'),
  noText: '(no subject)'
}
