import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import { sqlState } from './engine.ts'
import type { SampleRecords } from './sample.ts'
import type { WorkspaceCall } from './store.ts'

/** What main and the worker say to each other. */
export interface WorkerData {
  /** Everything of the workspace is below it. */
  folder: string
}
export type ToWorker =
  | { id: number; name: WorkspaceCall; input: unknown }
  | { id: number; name: 'sample.insert'; input: SampleRecords }
  | { id: number; name: 'sample.remove'; input: null }
  | { id: number; name: 'policy'; input: readonly string[] }
  | { id: number; name: 'close'; input: null }
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'failed'; error: WireError; detail: string }
  | { kind: 'answer'; id: number; result: unknown }
  | { kind: 'refused'; id: number; error: WireError; detail: string }
  | { kind: 'changed'; version: number }
  | { kind: 'progress'; done: number; total: number }

/** An error for the other side; the detail is for the log and holds no values of records. */
export function refusal(error: unknown): { error: WireError; detail: string } {
  const state = sqlState(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (state === '53100' || code === 'ENOSPC' || code === 'EDQUOT') {
    return { error: toWire(new AppError('disk.full', {}, { cause: error })), detail: code }
  }
  const name = error instanceof Error ? error.name : typeof error
  return { error: toWire(error), detail: state || code || name }
}

/** PGlite has died (its code ran into a trap or ended): nothing but a new worker helps. */
export function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.name === 'ExitStatus')
}
