import type { ErrorCode } from '../../../shared/errors.ts'
import { host, text, type Words } from './error-parts.ts'

const asBefore = 'This version goes on as before. Nothing was installed.'
const again = 'It is looked for again within a day, or when you ask.'

const reasons: Record<string, string> = {
  ERR_INTERNET_DISCONNECTED: 'This computer has no network.',
  ENOTFOUND: 'The name of the update server was not found.',
  ERR_NAME_NOT_RESOLVED: 'The name of the update server was not found.'
}
const version = (value: unknown): string =>
  typeof value === 'string' ? `SalesInbox ${value}` : 'The new version'

/** What goes wrong with a newer version, and with data that one has written. */
export const ofUpdates = {
  'managed.locked': (params) => ({
    what:
      params.setting === 'accounts.onlyThese'
        ? 'Your organisation allows mailboxes of its own domains only.'
        : 'This is set by your organisation.',
    safe: 'Nothing was changed.',
    next: 'Ask who looks after SalesInbox where you work.'
  }),
  'update.unreachable': (params) => ({
    what:
      reasons[String(params.reason)] ??
      `The update server cannot be reached${typeof params.status === 'number' ? ` (error ${params.status})` : ''}.`,
    safe: asBefore,
    next: again
  }),
  'update.notFound': (params) => ({
    what: `${host(params)} has no updates for this system.`,
    safe: asBefore,
    next: again
  }),
  'update.unsigned': (params) => ({
    what: `The update on ${host(params)} is not signed, so nothing shows whose it is.`,
    safe: `${asBefore} Nothing was downloaded.`,
    next: `${again} If this stays, tell who looks after SalesInbox where you work.`
  }),
  'update.badSignature': {
    what: 'The update was not made by those who make SalesInbox: its signature is wrong.',
    safe: `${asBefore} Nothing was downloaded.`,
    next: `${again} If this stays, tell who looks after SalesInbox where you work.`
  },
  'update.unreadable': {
    what: 'The update server sent something that this version cannot read.',
    safe: asBefore,
    next: again
  },
  'update.older': (params) => ({
    what: `The update server offers ${version(params.version)}, and a newer one was here already.`,
    safe: 'An older version is never installed over a newer one.',
    next: again
  }),
  'update.notYet': (params) => ({
    what: `${version(params.version)} is handed out step by step, and the turn of this computer has not come.`,
    safe: 'This version goes on as before.',
    next: again
  }),
  'update.system': (params) => ({
    what: `${version(params.version)} needs a newer version of the system on this computer.`,
    safe: 'This version goes on as before.',
    next: 'Update the system to get it.'
  }),
  'update.damaged': (params) => ({
    what: `${version(params.version)} arrived damaged, or was changed on its way.`,
    safe: `${asBefore} The file was thrown away.`,
    next: again
  }),
  'update.late': (params) => ({
    what: `${params.host ? host(params) : 'The update server'} stopped answering.`,
    safe: asBefore,
    next: again
  }),
  'update.notHere': {
    what: 'This copy of SalesInbox cannot update itself.',
    safe: 'It goes on as it is.',
    next: 'Install SalesInbox by its installer to get updates.'
  },
  'update.none': {
    what: 'No new version is ready.',
    safe: 'This version goes on as before.',
    next: 'Look for updates in Settings > About.'
  },
  'update.failed': (params) => ({
    what: 'The new version could not be fetched or installed.',
    safe: asBefore,
    next: `${again} The reason was “${text(params.reason, 'unknown')}”.`
  }),
  'disk.newer': (params) => ({
    what: params.version
      ? `What is saved here was written by SalesInbox ${text(params.version, '')} or newer, and this is ${text(params.current, 'an older version')}.`
      : `What is saved here was written by a newer SalesInbox than this one${params.current ? ` (${text(params.current, '')})` : ''}.`,
    safe: 'Nothing was opened or changed: your mail, drafts and what waits to be sent are as they were.',
    next: params.version
      ? `Install SalesInbox ${text(params.version, '')} or newer.`
      : 'Install the newest SalesInbox.'
  })
} satisfies Partial<Record<ErrorCode, Words>>
