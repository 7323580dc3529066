import { plural } from '../plural.ts'

const kinds = [
  ['contact', 'contact', 'contacts'],
  ['lead', 'lead', 'leads'],
  ['account', 'account', 'accounts'],
  ['deal', 'deal', 'deals'],
  ['activity', 'activity', 'activities'],
  ['user', 'user', 'users']
] as const

/** What the rep reads on the settings page of the workspace. */
export const team = {
  title: 'Workspace',
  text: 'Where your records are, and with whom you share them.',
  where: 'Where it is',
  here: 'On this computer',
  hereText: 'Your records are in the data folder of SalesInbox, and nobody else sees them.',
  nameless: 'Your team',
  facts: { server: 'Server', database: 'Database', user: 'You are', news: 'Changes of others' },
  administrator: (name: string) => `${name}, administrator`,
  news: { live: 'At once', polling: 'Within a second', none: 'Not now' },
  connecting: 'Connecting to the team’s server',
  lost: 'The team’s server cannot be reached',
  lostText: 'Mail works as before. SalesInbox tries again by itself.',
  readOnly: 'This workspace can only be read',
  readOnlyText(administrator: boolean, older: boolean): string {
    if (!older) return 'It is of a newer version than this SalesInbox. Update SalesInbox.'
    return administrator
      ? 'It is of an older version than this SalesInbox. Update it here, or with whoever runs the server.'
      : 'It is of an older version than this SalesInbox. Ask your administrator to update the workspace.'
  },
  update: {
    title: 'Update the workspace',
    text: (from: number, to: number) =>
      `From version ${from} to version ${to}, which this SalesInbox writes. Apps of the older version can then only read until they are updated, so have your team’s apps updated, too.`,
    copy: 'Have a copy made first, by pg_dump. A step that fails is rolled back.',
    user: 'Owner of the workspace',
    userText: 'The user of the server that made its tables.',
    password: 'Password',
    passwordText: 'Used for this alone, and kept nowhere.',
    verb: 'Update workspace',
    step: (done: number, of: number) => `${done} of ${of} steps are done`,
    begun: 'The update has begun',
    done: (version: number) => `The workspace is of version ${version} now`
  },
  join: 'Join a team',
  joinText: 'With the invitation that your administrator gave you. It serves once.',
  field: 'Invitation',
  example: 'salesinbox:join#…',
  file: 'Choose file',
  into: (host: string, database: string) => `${host}, database ${database}`,
  invites: (by: string, user: string) =>
    by === '' ? `For ${user || 'you'}.` : `${by} invites ${user || 'you'}.`,
  certificate: 'Encrypted, and checked by the certificate in the invitation.',
  authorities: 'Encrypted, and checked by the authorities that this computer trusts.',
  open: 'Not encrypted: the server is on this computer.',
  kept: 'The records on this computer stay as they are, and are back when you leave.',
  joinDo: 'Join',
  joined: (name: string) => `You are in ${name}`,
  leave: 'Leave the team',
  leaveText: 'Goes back to the records on this computer. To join again you need a new invitation.',
  leaveQuestion: 'Leave the team?',
  leaveFacts: 'Its records are no longer shown here. They stay on the server, and so does what you shared.',
  left: 'You are back on this computer',
  members: 'People',
  membersText:
    'Who has a user of this workspace may join it with an invitation. A new one ends the one before, and with it the way in of whoever joined by that.',
  add: 'New user',
  invite: 'Invite',
  inviteName: (name: string) => `Invite ${name}`,
  you: 'You',
  made: (name: string) => `Invitation for ${name}`,
  madeText: 'It serves once. Whoever has it can join as this user: send it by a way that only they read.',
  link: 'Link',
  copy: 'Copy link',
  copied: 'Link copied',
  save: 'Save file',
  bring: 'Bring your records',
  bringText:
    'Copies the records that are on this computer into the team’s workspace, which is still empty. Those here stay as they are.',
  bringDo: 'Bring my records',
  brought(counts: Partial<Record<string, number>>): string {
    const parts = kinds.flatMap(([kind, one, many]) => {
      const count = counts[kind] ?? 0
      return count > 0 ? [plural(count, one, many)] : []
    })
    return parts.length > 0 ? `Copied: ${parts.join(', ')}.` : 'There was nothing to copy on this computer.'
  }
}
