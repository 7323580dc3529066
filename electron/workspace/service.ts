import { join } from 'node:path'
import type { Policy } from '../../shared/contract/accounts.ts'
import type { CallContext, Checked, Emit, Output, Services } from '../../shared/contract/index.ts'
import type { Host } from '../host/host.ts'
import { createClient } from './client.ts'
import type { SampleRecords } from './sample.ts'
import type { WorkspaceCall } from './store.ts'

export type { SampleRecords } from './sample.ts'

/** A start takes a processor for a second, the first one, which makes the database, for six: the window comes first. */
const startAfter = 3_000
/** Once it runs. */
const deadline = 20_000
/** A rule may take back a hundred thousand mails. */
const shareDeadline = 2 * 60_000
const importDeadline = 10 * 60_000

export interface WorkspaceService {
  handlers: Pick<Services, WorkspaceCall>
  /** Adds the sample's records, marked as its own. Done twice, changes nothing. */
  insertSample(sample: SampleRecords): Promise<void>
  /** Takes away what `insertSample` added, and only that. */
  removeSample(): Promise<void>
  /** What the administrator lets the rep of these addresses do. Throws workspace.unavailable. */
  policy(addresses: readonly string[]): Promise<Policy>
  close(): Promise<void>
}

/** The team's records, in a thread of their own. Nothing starts before it is asked for or the window had its time. */
export function createWorkspace({ host, emit }: { host: Host; emit: Emit }): WorkspaceService {
  const client = createClient(
    { folder: join(host.dataFolder, 'workspace') },
    {
      changed: (version) => emit('workspace.changed', { version }),
      progress: (done, total) => emit('workspace.importProgress', { done, total })
    },
    host.log
  )
  const timer = setTimeout(() => client.start(), startAfter)
  timer.unref()

  const handler =
    <N extends WorkspaceCall>(name: N, limit = deadline) =>
    async (input: Checked<N>, { signal }: CallContext): Promise<Output<N>> =>
      (await client.call({ name, input }, limit, signal)) as Output<N>

  return {
    handlers: {
      'workspace.directory': handler('workspace.directory'),
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
      'workspace.unpublish': handler('workspace.unpublish'),
      'workspace.recordMail': handler('workspace.recordMail'),
      'workspace.sharedMail': handler('workspace.sharedMail'),
      'workspace.linkDeal': handler('workspace.linkDeal'),
      'workspace.sharers': handler('workspace.sharers')
    },
    insertSample: async (sample) => {
      await client.call({ name: 'sample.insert', input: sample }, deadline)
    },
    removeSample: async () => {
      await client.call({ name: 'sample.remove', input: null }, deadline)
    },
    policy: async (addresses) =>
      (await client.call({ name: 'policy', input: addresses }, deadline)) as Policy,
    async close() {
      clearTimeout(timer)
      await client.close()
    }
  }
}
