import type { TeamState } from '../../shared/contract/team.ts'
import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import { sqlState } from './engine.ts'
import type { Login } from './postgres.ts'
import type { SampleRecords } from './sample.ts'
import type { LeaverAsk, WorkspaceCall } from './store.ts'
import { isLost } from './team/lost.ts'

/** What main and the worker say to each other. */
export interface WorkerData {
  /** Everything of the workspace is below it. */
  folder: string
  /** The team's server, instead of the database in the folder. */
  login?: Login
}
export type ToWorker =
  | { id: number; name: WorkspaceCall; input: unknown }
  | { id: number; name: 'sample.insert'; input: SampleRecords }
  | { id: number; name: 'sample.remove'; input: null }
  | { id: number; name: 'policy'; input: readonly string[] }
  | { id: number; name: 'about'; input: null }
  | { id: number; name: 'invite'; input: { user: string; verifier: string } }
  | { id: number; name: 'bring'; input: null }
  | { id: number; name: 'leaver'; input: LeaverAsk }
  | { id: number; name: 'close'; input: null }
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'failed'; error: WireError; detail: string }
  | { kind: 'answer'; id: number; result: unknown }
  | { kind: 'refused'; id: number; error: WireError; detail: string }
  | { kind: 'changed'; version: number }
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'backUp'; user: string; done: number; total: number }
  | { kind: 'mail'; buckets: number[] | null }
  | { kind: 'reach'; reach: TeamState['reach']; problem: WireError | null }
  | { kind: 'news'; news: TeamState['news'] }

/** An error for the other side; the detail is for the log and holds no values of records. */
export function refusal(error: unknown): { error: WireError; detail: string } {
  const state = sqlState(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (state === '53100' || code === 'ENOSPC' || code === 'EDQUOT') {
    return { error: toWire(new AppError('disk.full', {}, { cause: error })), detail: code }
  }
  if (isLost(error) || (error instanceof AppError && error.code.startsWith('net.')))
    return { error: unavailable('lost', error), detail: state || code }
  // the server ended a statement that took too long
  if (state === '57014') return { error: unavailable('slow', error), detail: state }
  const name = error instanceof Error ? error.name : typeof error
  return { error: toWire(error), detail: state || code || name }
}

const unavailable = (why: string, cause: unknown): WireError =>
  toWire(new AppError('workspace.unavailable', { why }, { cause }))

/** PGlite has died (its code ran into a trap or ended): nothing but a new worker helps. */
export function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.name === 'ExitStatus')
}
