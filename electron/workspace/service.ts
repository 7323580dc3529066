import { join } from 'node:path'
import type { Policy } from '../../shared/contract/accounts.ts'
import type { CallContext, Checked, Emit, Output, Services } from '../../shared/contract/index.ts'
import type { LeaverDoor } from '../../shared/leavers.ts'
import type { Host } from '../host/host.ts'
import { AppError } from '../../shared/errors.ts'
import { createClient, type Client } from './client.ts'
import type { SampleRecords } from './sample.ts'
import type { LeaverAsk, WorkspaceCall } from './store.ts'
import { createTeam, type TeamCall } from './team/service.ts'

export type { SampleRecords } from './sample.ts'

/** A start takes a processor for a second, the first one, which makes the database, for six: the window comes first. */
const startAfter = 3_000
/** Once it runs. */
const deadline = 20_000
/** A rule may take back a hundred thousand mails. */
const shareDeadline = 2 * 60_000
const importDeadline = 10 * 60_000
/** Set until the keeper has read the directory of a workspace that it was not in before. */
const movedKey = 'workspace.moved'

export interface WorkspaceService {
  handlers: Pick<Services, WorkspaceCall | TeamCall>
  /** Opens it before anybody asks for it. */
  warm(): void
  /** Adds the sample's records, marked as its own. Done twice, changes nothing. */
  insertSample(sample: SampleRecords): Promise<void>
  /** Takes away what `insertSample` added, and only that. */
  removeSample(): Promise<void>
  /** What the administrator lets the rep of these addresses do. Throws workspace.unavailable. */
  policy(addresses: readonly string[]): Promise<Policy>
  /** What the backup of a leaver's mailbox asks of the workspace. */
  leaver: LeaverDoor
  close(): Promise<void>
}

/** The team's records, in a thread of their own. Nothing starts before it is asked for or the window had its time. */
export function createWorkspace({ host, emit }: { host: Host; emit: Emit }): WorkspaceService {
  let opened: Promise<Client> | undefined
  const call: Client['call'] = async (...message) => (await client()).call(...message)
  const team = createTeam({ host, emit, call, moved })

  function client(): Promise<Client> {
    if (opened) return opened
    const opening = open()
    opened = opening
    // the keychain was locked: the next call asks it anew
    opening.catch(() => {
      if (opened === opening) opened = undefined
    })
    return opening
  }
  async function open(): Promise<Client> {
    const login = await team.login()
    const folder = join(host.dataFolder, 'workspace')
    return createClient(
      { folder, ...(login ? { login } : {}) },
      {
        changed(version) {
          emit('workspace.changed', { version })
          if (login) team.stale()
        },
        progress: (done, total) => emit('workspace.importProgress', { done, total }),
        backUp: (user, done, total) =>
          emit('workspace.backUpProgress', {
            user,
            stage: 'counting',
            mailbox: null,
            folder: '',
            done,
            total
          }),
        mail: (buckets) => emit('workspace.mailChanged', { buckets }),
        reach: (reach, problem) => team.reach(reach, problem),
        news: (news) => team.news(news)
      },
      host.log
    )
  }
  const start = (): void =>
    void client().then(
      (one) => one.start(),
      () => undefined
    )
  /** What is known of the old workspace says nothing of the new one, whose version may be the same number. */
  async function moved(): Promise<void> {
    const old = opened
    opened = undefined
    host.settings.set(movedKey, true)
    await (await old?.catch(() => undefined))?.close()
    start()
    emit('workspace.changed', { version: 0 })
    emit('workspace.mailChanged', { buckets: null })
  }
  const timer = setTimeout(start, startAfter)
  timer.unref()

  const handler =
    <N extends WorkspaceCall>(name: N, limit = deadline) =>
    async (input: Checked<N>, { signal }: CallContext): Promise<Output<N>> => {
      try {
        return (await call({ name, input }, limit, signal)) as Output<N>
      } catch (error) {
        if (error instanceof AppError && error.code === 'workspace.readOnly') team.stale()
        throw error
      }
    }
  const directory = handler('workspace.directory')

  return {
    handlers: {
      ...team.handlers,
      'workspace.directory': async ({ known }, context) => {
        const first = host.settings.get<boolean>(movedKey) === true
        const answer = await directory({ known: first ? -1 : known }, context)
        if (first) host.settings.delete(movedKey)
        return answer
      },
      'workspace.list': handler('workspace.list'),
      'workspace.search': handler('workspace.search'),
      'workspace.record': handler('workspace.record'),
      'workspace.person': handler('workspace.person'),
      'workspace.create': handler('workspace.create'),
      'workspace.update': handler('workspace.update'),
      'workspace.delete': handler('workspace.delete'),
      'workspace.restore': handler('workspace.restore'),
      'workspace.createFromSender': handler('workspace.createFromSender'),
      'workspace.importPreview': handler('workspace.importPreview'),
      'workspace.importRun': handler('workspace.importRun', importDeadline),
      'workspace.organisation': handler('workspace.organisation'),
      'workspace.setOrganisation': handler('workspace.setOrganisation'),
      'workspace.sharing': handler('workspace.sharing'),
      'workspace.share': handler('workspace.share', shareDeadline),
      'workspace.unshare': handler('workspace.unshare', shareDeadline),
      'workspace.published': handler('workspace.published'),
      'workspace.publish': handler('workspace.publish'),
      'workspace.wouldTake': handler('workspace.wouldTake'),
      'workspace.fileMails': handler('workspace.fileMails'),
      'workspace.unpublish': handler('workspace.unpublish'),
      'workspace.setMoods': handler('workspace.setMoods'),
      'workspace.customerMoods': handler('workspace.customerMoods'),
      'workspace.recordMoods': handler('workspace.recordMoods'),
      'workspace.recordMail': handler('workspace.recordMail'),
      'workspace.sharedMail': handler('workspace.sharedMail'),
      'workspace.visible': handler('workspace.visible'),
      'workspace.linkDeal': handler('workspace.linkDeal'),
      'workspace.undoLink': handler('workspace.undoLink'),
      'workspace.sharers': handler('workspace.sharers'),
      'workspace.fileStates': handler('workspace.fileStates'),
      'workspace.askFile': handler('workspace.askFile'),
      'workspace.callOffFile': handler('workspace.callOffFile'),
      'workspace.filePiece': handler('workspace.filePiece'),
      'workspace.fileRequests': handler('workspace.fileRequests'),
      'workspace.bringFile': handler('workspace.bringFile'),
      'workspace.refuseFile': handler('workspace.refuseFile'),
      'workspace.team': handler('workspace.team'),
      'workspace.decideSharing': handler('workspace.decideSharing', shareDeadline),
      'workspace.setExcluded': handler('workspace.setExcluded', shareDeadline),
      'workspace.setRecordAccess': handler('workspace.setRecordAccess'),
      'workspace.saveProfile': handler('workspace.saveProfile'),
      'workspace.removeProfile': handler('workspace.removeProfile'),
      'workspace.deactivateMail': handler('workspace.deactivateMail'),
      'workspace.activateMail': handler('workspace.activateMail'),
      'workspace.backUp': handler('workspace.backUp', importDeadline),
      'workspace.backups': handler('workspace.backups'),
      'workspace.audit': handler('workspace.audit'),
      'workspace.intents': handler('workspace.intents'),
      'workspace.saveIntent': handler('workspace.saveIntent'),
      'workspace.removeIntent': handler('workspace.removeIntent'),
      'workspace.mailboxSeen': handler('workspace.mailboxSeen')
    },
    warm: start,
    insertSample: async (sample) => {
      await call({ name: 'sample.insert', input: sample }, deadline)
    },
    removeSample: async () => {
      await call({ name: 'sample.remove', input: null }, deadline)
    },
    leaver: async (name, input, signal) =>
      (await call(
        { name: 'leaver', input: { call: name, input } as LeaverAsk },
        shareDeadline,
        signal
      )) as never,
    policy: async (addresses) => (await call({ name: 'policy', input: addresses }, deadline)) as Policy,
    async close() {
      clearTimeout(timer)
      await (await opened?.catch(() => undefined))?.close()
    }
  }
}
