import { AppError } from '../../shared/errors.ts'
import { sqlState, type Engine } from './engine.ts'
import type { WorkspaceCalls } from './store.ts'
import { isOther } from './team/about.ts'
import { isLost } from './team/lost.ts'

/** Whether a call changes anything: it may then be done but once, and only on the schema that this app writes. */
const changes: Record<keyof WorkspaceCalls, boolean> = {
  'workspace.directory': false,
  'workspace.list': false,
  'workspace.search': false,
  'workspace.record': false,
  'workspace.person': false,
  'workspace.create': true,
  'workspace.update': true,
  'workspace.delete': true,
  'workspace.restore': true,
  'workspace.createFromSender': true,
  'workspace.importPreview': false,
  'workspace.importRun': true,
  'workspace.organisation': false,
  'workspace.setOrganisation': true,
  'workspace.sharing': false,
  'workspace.share': true,
  'workspace.unshare': true,
  'workspace.published': false,
  'workspace.publish': true,
  'workspace.wouldTake': true,
  'workspace.fileMails': true,
  'workspace.unpublish': true,
  'workspace.setMoods': true,
  'workspace.customerMoods': false,
  'workspace.recordMoods': false,
  'workspace.recordMail': false,
  'workspace.sharedMail': false,
  'workspace.visible': false,
  'workspace.linkDeal': true,
  'workspace.undoLink': true,
  'workspace.sharers': false,
  'workspace.fileStates': false,
  'workspace.askFile': true,
  'workspace.callOffFile': true,
  'workspace.filePiece': false,
  'workspace.fileRequests': true,
  'workspace.bringFile': true,
  'workspace.refuseFile': true,
  'workspace.team': false,
  'workspace.decideSharing': true,
  'workspace.setExcluded': true,
  'workspace.setRecordAccess': true,
  'workspace.saveProfile': true,
  'workspace.removeProfile': true,
  'workspace.deactivateMail': true,
  'workspace.activateMail': true,
  'workspace.backUp': true,
  'workspace.backups': false,
  'workspace.audit': false,
  'workspace.intents': false,
  'workspace.saveIntent': true,
  'workspace.removeIntent': true,
  'workspace.mailboxSeen': true
}

/** A table, a column or a function that this schema has not. */
const missing = new Set(['42P01', '42703', '42883'])

/**
 * The calls of a workspace that others migrate, whenever they like. Where the schema is not this app's, a change throws
 * workspace.readOnly, and so does a read of what the schema has not. A read whose connection died is asked once more.
 */
export function guarded({ db }: Engine, calls: WorkspaceCalls): WorkspaceCalls {
  const other = async (): Promise<boolean> =>
    isOther((await db.selectFrom('schema_version').select('version').executeTakeFirstOrThrow()).version)

  const change =
    (call: Call): Call =>
    async (input) => {
      if (await retried(other)) throw new AppError('workspace.readOnly')
      return call(input)
    }
  const read =
    (call: Call): Call =>
    async (input) => {
      try {
        return await retried(() => call(input))
      } catch (error) {
        if (missing.has(sqlState(error)) && (await other())) {
          throw new AppError('workspace.readOnly', {}, { cause: error })
        }
        throw error
      }
    }
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => {
      const guard = changes[name as keyof WorkspaceCalls] ? change : read
      return [name, guard(call as Call)]
    })
  ) as WorkspaceCalls
}
type Call = (input: unknown) => Promise<unknown>

async function retried<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isLost(error)) return work()
    throw error
  }
}
