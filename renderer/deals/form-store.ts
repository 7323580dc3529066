import { create } from 'zustand'
import type { AnyRecord, RecordKind } from '../../shared/contract/records.ts'
import type { Typed } from './fields.ts'

/** Which form is open: an edit of a record, or a new one with what is known of it. */
export type OpenForm =
  | { kind: RecordKind; record: AnyRecord }
  | { kind: RecordKind; record: null; preset: Typed; names: [id: string, name: string][] }

export const useForm = create<{ open: OpenForm | null }>(() => ({ open: null }))

export function openNew(kind: RecordKind, preset: Typed = {}, names: [string, string][] = []): void {
  useForm.setState({ open: { kind, record: null, preset, names } })
}
export function openEdit(record: AnyRecord): void {
  useForm.setState({ open: { kind: record.kind, record } })
}
export function closeForm(): void {
  useForm.setState({ open: null })
}
