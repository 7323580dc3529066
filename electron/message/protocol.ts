import type { Content } from '../../shared/contract/mail.ts'
import type { WireError } from '../../shared/errors.ts'
import type { ParsedSource } from '../../shared/mail/parsed.ts'
import type { CompileOptions } from './compile.ts'

/** Posted once, when the thread has loaded all it needs: only then a deadline begins. */
export const ready = 'ready'

/** One job at a time; its answer carries the same id. */
export type Job = { id: number } & (
  | { kind: 'parse'; path: string }
  | { kind: 'compile'; content: Content; files: Uint8Array[]; options: CompileOptions }
)
export type JobResult = { kind: 'parse'; message: ParsedSource } | { kind: 'compile'; bytes: Uint8Array }
export type Answer = { id: number } & (JobResult | { kind: 'error'; error: WireError })
