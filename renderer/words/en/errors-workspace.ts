import type { ErrorCode } from '../../../shared/errors.ts'
import { text, nothingChanged, type Words } from './error-parts.ts'

/** Of the team's records, the way to them, what is shared, and who leaves. */
export const ofWorkspace = {
  'workspace.unavailable': {
    what: "The team's records cannot be reached.",
    safe: 'Mail works as before, what you share waits, and what you typed stays here.',
    next: 'SalesInbox tries again by itself. Look at your network, and restart SalesInbox if this stays.'
  },
  'workspace.notFound': {
    what: 'This record is not there any more.',
    safe: 'Mail with this person is not touched.',
    next: 'Go back to the list.'
  },
  'workspace.conflict': {
    what: 'Somebody else changed this record while you did.',
    safe: 'Neither change was lost: theirs is saved, yours is still in the form.',
    next: 'Look at their change, then save yours again.'
  },
  'workspace.invalid': (params) => ({
    what: `The field ${text(params.field, 'in question')} cannot hold ${text(params.value, 'this')}.`,
    safe: 'What you typed is kept.',
    next: 'Correct the field and save again.'
  }),
  'workspace.newer': {
    what: "The team's records were written by a newer SalesInbox.",
    safe: nothingChanged,
    next: 'Update SalesInbox to open them.'
  },
  'workspace.notMigrated': (params) => ({
    what: `The workspace could not be brought from version ${text(params.from, 'its own')} to version ${text(params.to, 'this one')}.`,
    safe: params.copy
      ? `What was changed was rolled back, and a copy from before it is kept in ${text(params.copy, '')}.`
      : 'What was changed was rolled back: everything is as it was, and this app can read it.',
    next: params.copy
      ? 'Start SalesInbox again. If this comes back, start the version that you had before, and send us the details.'
      : 'Send us the details. Whoever runs the server should have a copy by pg_dump before the next try.'
  }),
  'workspace.readOnly': {
    what: "This SalesInbox and the team's workspace are of different versions.",
    safe: 'Everything can be read, and nothing is changed.',
    next: 'Update SalesInbox, or ask your administrator to update the workspace.'
  },
  'workspace.notMember': {
    what: 'Your login is not one of a user of this workspace.',
    safe: 'Your mail is not touched.',
    next: 'Ask your administrator for an invitation.'
  },
  'workspace.notAllowed': {
    what: 'Your profile does not allow this.',
    safe: nothingChanged,
    next: 'Ask your administrator.'
  },
  'team.badInvitation': {
    what: 'This is not an invitation to a team.',
    safe: nothingChanged,
    next: 'Paste the whole link, or choose the file that your administrator gave you.'
  },
  'team.usedInvitation': {
    what: 'The team’s server does not accept this invitation any more: each serves once, and a new one ends the one before.',
    safe: nothingChanged,
    next: 'Ask your administrator for a new invitation.'
  },
  'team.notOwner': (params) => ({
    what: `Only the owner of the workspace’s tables updates it, ${text(params.owner, 'who is another one')}.`,
    safe: nothingChanged,
    next: 'Sign in as that user of the server, or ask whoever runs the server.'
  }),
  'team.ownerRefused': {
    what: 'The server did not accept this user and password.',
    safe: nothingChanged,
    next: 'Type them again, or ask whoever runs the server.'
  },
  'team.notEmpty': {
    what: 'The team’s workspace has records already.',
    safe: 'Nothing was copied. Your records are still on this computer.',
    next: 'Make what is missing there anew, or import it as a CSV file.'
  },
  'sharing.decided': {
    what: 'Your administrator decides what is shared.',
    safe: nothingChanged,
    next: 'Ask your administrator for "User Choice".'
  },
  'sharing.locked': {
    what: 'Your administrator locked what is shared: it is not taken back.',
    safe: nothingChanged,
    next: 'Ask your administrator to unlock it.'
  },
  'sharing.stale': {
    what: 'What is shared was changed in between.',
    safe: 'Nothing was published that is no longer shared.',
    next: 'It is held against the new choice by itself.'
  },
  'leaver.deactivateFirst': {
    what: 'The email integration of this user is still active.',
    safe: nothingChanged,
    next: 'Deactivate it, back up the emails, then delete the user.'
  },
  'leaver.backUpFirst': {
    what: 'The shared emails of this user are not backed up.',
    safe: nothingChanged,
    next: 'Back up the emails first: deleting the user would take them from every record.'
  },
  'leaver.private': (params) => ({
    what: `Nothing of ${text(params.name, 'this user')} can be backed up: the mailbox was private.`,
    safe: nothingChanged,
    next: 'Only what was shared, publicly or by custom rules, can be backed up.'
  }),
  'leaver.nothing': (params) => ({
    what: `${text(params.name, 'This user')} shares no mail: there is nothing to back up.`,
    safe: nothingChanged,
    next: 'The user can be deleted without a backup.'
  }),
  'leaver.tooLate': (params) => ({
    what: `The email integration of ${text(params.name, 'this user')} was deactivated more than six months ago.`,
    safe: nothingChanged,
    next: 'What was not backed up within six months is gone.'
  }),
  'leaver.changed': {
    what: 'The shared emails changed while they were backed up.',
    safe: 'Nothing was lost, and the backup does not count yet.',
    next: 'Back up again: it goes on by itself.'
  },
  'leaver.unfinished': {
    what: 'A mailbox of this user is not read to its end.',
    safe: 'What was read is kept, and nothing is read twice.',
    next: 'Sign in to the mailbox again and continue, or finish without the rest.'
  },
  'leaver.connectionLost': {
    what: 'The connection to the mailbox was lost before it was read to its end.',
    safe: 'What was read is kept, and nothing is read twice.',
    next: 'Sign in to the mailbox again and continue.'
  },
  'leaver.running': {
    what: 'A backup is running in this SalesInbox already.',
    safe: nothingChanged,
    next: 'Wait until it is done, or stop it.'
  }
} satisfies Partial<Record<ErrorCode, Words>>
