import { asked, own, policy, repRole } from './0003-team.ts'

/** Why: a mail that was published before its text could be had is completed once it is here; what has a text keeps it. */
const mine = `b.owner = ${asked.user} and b.level = 'full'`

export const texts: readonly string[] = [
  `grant update (text, html) on mail_bodies to ${repRole}`,
  policy(
    'mail_bodies',
    'completed',
    'update',
    `${own} and text is null and html is null and exists (select from mails m
      join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox
      where m.workspace = mail_bodies.workspace and m.id = mail and m.owner = ${asked.user} and ${mine})`,
    own
  ),
  `grant update (snippet, files) on mails to ${repRole}`,
  policy(
    'mails',
    'completed',
    'update',
    `${own} and owner = ${asked.user} and snippet = '' and exists (select from mailboxes b
      where b.workspace = mails.workspace and b.id = mails.mailbox and ${mine})`,
    `${own} and owner = ${asked.user}`
  )
]
