import { sql } from 'kysely'
import type { Policy } from '../../shared/contract/accounts.ts'
import type { CallContext, CallName, Checked, Output } from '../../shared/contract/index.ts'
import type { Directory, RecordDraft } from '../../shared/contract/workspace.ts'
import { indexDirectory, type DirectoryIndex } from '../../shared/context/context-of.ts'
import { AppError } from '../../shared/errors.ts'
import type { LeaverCalls } from '../../shared/leavers.ts'
import { mailboxSeen, noteRead, readAudit } from './admin/audit.ts'
import { decideSharing, removeProfile, saveProfile, setExcluded, setRecordAccess } from './admin/decide.ts'
import { readIntents, removeIntent, saveIntent } from './admin/intents.ts'
import { activateMail, backUp, deactivateMail, forgetLeavers, readBackups } from './admin/leavers.ts'
import { leaverCalls } from './admin/rest.ts'
import { readTeam } from './admin/team.ts'
import { readDirectory, readVersion } from './directory.ts'
import type { Engine } from './engine.ts'
import { becomeLocal, enterWorkspace, localLogin, prepareWorkspace } from './found.ts'
import { preview } from './import/preview.ts'
import { runImport } from './import/run.ts'
import { list, search } from './list.ts'
import { organisation, setOrganisation } from './organisation.ts'
import { readPolicy } from './policy.ts'
import { loadOne } from './read.ts'
import { guarded } from './guarded.ts'
import { bin, emptyBin, restore } from './remove.ts'
import { insertSample, removeSample, type SampleRecords } from './sample.ts'
import { linkDeal, undoLink } from './link-deal.ts'
import { customerMoods, recordMoods, setMoods } from './moods.ts'
import { recordMail, sharedMail, sharers, visible } from './record-mail.ts'
import { change, tables, within, type Scope } from './scope.ts'
import { createFromSender } from './sender.ts'
import { isOther, readAbout, type About } from './team/about.ts'
import { inviteMember } from './team/invite.ts'
import {
  askFile,
  bringFile,
  callOffFile,
  filePiece,
  fileRequests,
  fileStates,
  refuseFile
} from './shared-files.ts'
import { fileMails, publish, wouldTake, published, share, sharing, unpublish, unshare } from './sharing.ts'
import { person, view } from './view.ts'
import { checked, insert, replace } from './write.ts'

export type WorkspaceCall = Extract<CallName, `workspace.${string}`>
/** The contract's calls of this area, without what only the router knows. */
export type WorkspaceCalls = { [N in WorkspaceCall]: (input: Checked<N>) => Promise<Output<N>> }
export type { CallContext }

export interface Store {
  readonly scope: Scope
  calls: WorkspaceCalls
  about(): Promise<About>
  /** Gives a user a login with this password's verifier, or another password. Throws workspace.notAllowed, workspace.notFound. */
  invite(user: string, verifier: string): Promise<{ login: string; user: string }>
  insertSample(sample: SampleRecords): Promise<void>
  removeSample(): Promise<void>
  /** What the administrator lets the rep of these addresses do. */
  policy(addresses: readonly string[]): Promise<Policy>
  /** The backup of a leaver's mailbox. Throws workspace.readOnly. */
  leaver(ask: LeaverAsk): Promise<unknown>
  close(): Promise<void>
}
/** One of `LeaverCalls`, with its input. */
export type LeaverAsk = { [N in keyof LeaverCalls]: { call: N; input: LeaverCalls[N][0] } }[keyof LeaverCalls]
export interface StoreEvents {
  /** After a change was committed. */
  changed(version: number): void
  importProgress(done: number, total: number): void
  backUpProgress?(user: string, done: number, total: number): void
}

/** Opens the workspace of a database: schema, workspace, bin. The engine is the store's from here on. */
export async function openStore(
  engine: Engine,
  events: StoreEvents,
  clock: () => number = Date.now
): Promise<Store> {
  const { workspace, other } = await workspaceOf(engine)
  const scope = { db: engine.db, workspace }
  // a schema that another version of the app made is read as far as it goes, and never written
  if (!other) {
    await emptyBin(scope, clock())
    await forgetLeavers(scope, clock())
  }

  const gather = statistics(engine)
  /** Does the work in a transaction and tells it once it is committed. */
  const tell = async <T>(work: (scope: Scope) => Promise<T>, many = false): Promise<T> => {
    const { result, version } = await change(scope, work)
    events.changed(version)
    await gather(many)
    return result
  }
  const directory = cachedDirectory(scope)

  const calls: WorkspaceCalls = {
    'workspace.directory': async ({ known }) => {
      const found = await directory()
      return found.directory.version === known ? null : found.directory
    },
    'workspace.list': (ask) => list(scope, ask),
    'workspace.search': (ask) => search(scope, ask),
    'workspace.record': ({ kind, id }) => view(scope, kind, id),
    'workspace.person': async ({ address }) => person(scope, address, (await directory()).index),
    'workspace.create': (draft) =>
      tell(async (inside) => {
        const id = await insert(inside, checked(draft), { origin: 'rep', now: clock() })
        return loadOne(inside, draft.kind, id)
      }),
    'workspace.update': ({ id, rev, draft }) =>
      tell(async (inside) => {
        await replace(inside, id, rev, checked(draft as RecordDraft), clock())
        return loadOne(inside, draft.kind, id)
      }),
    'workspace.delete': (target) =>
      tell(async (inside) => {
        await bin(inside, target, clock())
        return {}
      }),
    'workspace.restore': (target) =>
      tell(async (inside) => {
        await restore(inside, target)
        return loadOne(inside, target.kind, target.id)
      }),
    'workspace.createFromSender': (ask) => tell((inside) => createFromSender(inside, ask, clock())),
    'workspace.importPreview': async (ask) => preview(ask),
    'workspace.importRun': async (ask) => {
      try {
        return await runImport(scope, ask, clock(), events.importProgress)
      } finally {
        await gather(true)
        // Once at the end, also of an import that broke off: sorting all mail anew for each chunk would be waste.
        events.changed(await readVersion(scope))
      }
    },
    'workspace.organisation': () => organisation(scope),
    'workspace.setOrganisation': (wanted) =>
      tell(async (inside) => {
        await setOrganisation(inside, wanted, clock())
        return organisation(inside)
      }),

    'workspace.sharing': () => sharing(scope),
    'workspace.share': (ask) => within(scope, (inside) => share(inside, ask, clock())),
    'workspace.unshare': ({ id }) => none(within(scope, (inside) => unshare(inside, id))),
    'workspace.published': ({ mailbox }) => published(scope, mailbox),
    'workspace.publish': (ask) => within(scope, (inside) => publish(inside, ask)),
    'workspace.wouldTake': (ask) => wouldTake(scope, ask),
    'workspace.fileMails': (ask) => none(within(scope, (inside) => fileMails(inside, ask))),
    'workspace.unpublish': (ask) => none(within(scope, (inside) => unpublish(inside, ask))),
    'workspace.setMoods': (ask) => none(within(scope, (inside) => setMoods(inside, ask))),
    'workspace.customerMoods': () => customerMoods(scope, clock()),
    'workspace.recordMoods': ({ record }) => recordMoods(scope, record),
    'workspace.recordMail': (ask) => within(scope, (inside) => recordMail(inside, ask)),
    'workspace.sharedMail': async ({ id }) => {
      const mail = await sharedMail(scope, id)
      await noteRead(scope, id)
      return mail
    },
    'workspace.visible': ({ mails }) => visible(scope, mails),
    'workspace.linkDeal': (ask) => within(scope, (inside) => linkDeal(inside, ask, clock())),
    'workspace.undoLink': (ask) => none(within(scope, (inside) => undoLink(inside, ask, clock()))),
    'workspace.sharers': ({ record }) => sharers(scope, record),
    'workspace.fileStates': (ask) => fileStates(scope, ask),
    'workspace.askFile': (ask) => none(within(scope, (inside) => askFile(inside, ask, clock()))),
    'workspace.callOffFile': (ask) => none(within(scope, (inside) => callOffFile(inside, ask))),
    'workspace.filePiece': (ask) => filePiece(scope, ask),
    'workspace.fileRequests': (ask) => within(scope, (inside) => fileRequests(inside, ask, clock())),
    'workspace.bringFile': (ask) => none(within(scope, (inside) => bringFile(inside, ask))),
    'workspace.refuseFile': (ask) => none(within(scope, (inside) => refuseFile(inside, ask))),

    'workspace.team': () => readTeam(scope, clock()),
    'workspace.decideSharing': (ask) => none(tell((inside) => decideSharing(inside, ask))),
    'workspace.setExcluded': ({ entries }) => none(tell((inside) => setExcluded(inside, entries))),
    'workspace.setRecordAccess': ({ records }) => none(tell((inside) => setRecordAccess(inside, records))),
    'workspace.saveProfile': (ask) => tell((inside) => saveProfile(inside, ask)),
    'workspace.removeProfile': ({ id }) => none(tell((inside) => removeProfile(inside, id))),
    'workspace.deactivateMail': (ask) => none(tell((inside) => deactivateMail(inside, ask, clock()))),
    'workspace.activateMail': ({ user }) => none(tell((inside) => activateMail(inside, user))),
    'workspace.backUp': async (ask) => {
      try {
        return await backUp(scope, ask, clock(), (done, total) =>
          events.backUpProgress?.(ask.user, done, total)
        )
      } finally {
        // its mail is seen again
        events.changed((await change(scope, async () => undefined)).version)
      }
    },
    'workspace.backups': () => readBackups(scope),
    'workspace.audit': (ask) => readAudit(scope, ask),
    'workspace.intents': () => readIntents(scope),
    'workspace.saveIntent': (ask) => tell((inside) => saveIntent(inside, ask, clock())),
    'workspace.removeIntent': ({ id }) => none(tell((inside) => removeIntent(inside, id))),
    'workspace.mailboxSeen': (ask) => none(within(scope, (inside) => mailboxSeen(inside, ask)))
  }
  const alone = engine.as === 'owner'
  return {
    scope,
    calls: alone ? calls : guarded(engine, calls),
    about: () => readAbout(scope.db),
    invite: (user, verifier) => within(scope, (inside) => inviteMember(inside, user, verifier)),
    // invented people have no place among a team's records
    insertSample: async (sample) => {
      if (alone) await tell((inside) => insertSample(inside, sample, clock()), true)
    },
    removeSample: async () => {
      if (alone) await tell(removeSample, true)
    },
    policy: (addresses) => readPolicy(scope, addresses),
    async leaver({ call, input }) {
      if (!alone && (await readAbout(scope.db)).readOnly) throw new AppError('workspace.readOnly')
      return within(scope, (inside) =>
        (leaverCalls(inside)[call] as (input: unknown) => Promise<unknown>)(input)
      )
    },
    close: () => engine.close()
  }
}

const none = async (work: Promise<void>): Promise<Record<string, never>> => {
  await work
  return {}
}

async function workspaceOf({ name, as, db }: Engine): Promise<{ workspace: string; other: boolean }> {
  if (as === 'rep') {
    const { workspace, version } = await enterWorkspace(db)
    return { workspace, other: isOther(version) }
  }
  if (name === 'pglite') await sql`reset role`.execute(db)
  const workspace = await prepareWorkspace(db)
  if (name === 'pglite') await becomeLocal(db, workspace)
  return { workspace, other: false }
}

/** The directory of the present version, read anew only when the version has grown. */
function cachedDirectory(scope: Scope): () => Promise<{ directory: Directory; index: DirectoryIndex }> {
  let kept: { directory: Directory; index: DirectoryIndex } | undefined
  return async () => {
    const version = await readVersion(scope)
    if (kept?.directory.version !== version) {
      const directory = await readDirectory(scope)
      kept = { directory, index: indexDirectory(directory) }
    }
    return kept
  }
}

/** Not the catalogues: they are most of what a bare `vacuum` reads. */
const measured = [...Object.values(tables), 'addresses', 'account_domains', 'deal_contacts', 'workspaces']

/**
 * A server gathers its planner's statistics by itself; PGlite has nothing that does, and without them plans made for
 * empty tables stay in use (a search over 10,000 people: 1.4 s). So after many changes, and after every 500th single one.
 */
function statistics(engine: Engine): (many: boolean) => Promise<void> {
  let changes = 0
  return async (many) => {
    changes++
    if (engine.name !== 'pglite' || (!many && changes < 500)) return
    changes = 0
    // one connection, lent to one at a time: nobody asks anything in between
    await engine.db.connection().execute(async (db) => {
      await sql`reset role`.execute(db)
      await sql`vacuum analyze ${sql.join(measured.map((table) => sql.table(table)))}`.execute(db)
      await sql`set role ${sql.id(localLogin)}`.execute(db)
    })
  }
}
