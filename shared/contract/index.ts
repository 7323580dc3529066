import type { z } from 'zod'
import { join } from './define.ts'
import { accounts } from './accounts.ts'
import { administration, leavers } from './administration.ts'
import { app } from './app.ts'
import { desktop } from './desktop.ts'
import { drafting } from './drafting.ts'
import { files } from './files.ts'
import { filters } from './filters.ts'
import { intelligence } from './intelligence.ts'
import { intentsArea } from './intents.ts'
import { mail } from './mail.ts'
import { managed } from './managed.ts'
import { network } from './network.ts'
import { oauth } from './oauth.ts'
import { outgoing } from './outgoing.ts'
import { promiseCalls } from './promises.ts'
import { reports } from './reports.ts'
import { sample } from './sample.ts'
import { sharedFileCalls } from './shared-files.ts'
import { moodCalls } from './moods.ts'
import { sharingCalls } from './sharing.ts'
import { team } from './team.ts'
import { update } from './update.ts'
import { workspace } from './workspace.ts'

/** Raised when a call changes its shape: an older main tells a newer page to restart. */
export const contractVersion = 4

export const contract = join(
  app,
  accounts,
  oauth,
  mail,
  network,
  outgoing,
  files,
  workspace,
  sharingCalls,
  moodCalls,
  sharedFileCalls,
  administration,
  leavers,
  intentsArea,
  team,
  sample,
  filters,
  intelligence,
  promiseCalls,
  drafting,
  desktop,
  reports,
  update,
  managed
)

export type Contract = typeof contract
export type CallName = keyof Contract['calls'] & string
export type EventName = keyof Contract['events'] & string
/** What a caller gives. */
export type Input<N extends CallName> = z.input<Contract['calls'][N]['in']>
/** What a service receives once the router has checked it. */
export type Checked<N extends CallName> = z.output<Contract['calls'][N]['in']>
export type Output<N extends CallName> = z.output<Contract['calls'][N]['out']>
export type Payload<E extends EventName> = z.output<Contract['events'][E]>

/** What a service may use of a call beside its input. */
export interface CallContext {
  /** Aborted when the caller cancels or goes away. */
  signal: AbortSignal
  /** One number for each connected page or worker. */
  caller: number
}
export type Services = {
  [N in CallName]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> | Output<N>
}
export type Emit = <E extends EventName>(name: E, payload: Payload<E>) => void

/** The page's (or the keeper's) side of the contract. */
export interface Bridge {
  call<N extends CallName>(name: N, input: Input<N>, options?: { signal?: AbortSignal }): Promise<Output<N>>
  on<E extends EventName>(name: E, listener: (payload: Payload<E>) => void): () => void
  /** Fires when the transport is lost (false) and when it is there again (true). */
  onConnection(listener: (connected: boolean) => void): () => void
}
