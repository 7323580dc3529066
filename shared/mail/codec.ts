import { Packr } from 'msgpackr'
import type { Batch, TextRow } from './message.ts'

/**
 * Bulk answers are packed once, in the worker that made them, and opened once, in the keeper: what lies
 * between passes bytes on. Records are written with their keys once for each buffer.
 */
const packr = new Packr({ useRecords: true, moreTypes: true, structuredClone: true, copyBuffers: true })

export function pack(value: Batch | TextRow[]): Uint8Array<ArrayBuffer> {
  const packed = packr.pack(value)
  // a copy of its own: pack() answers a view of a pooled buffer, which cannot be transferred
  return new Uint8Array(packed)
}
export function unpackBatch(bytes: Uint8Array): Batch {
  return packr.unpack(bytes) as Batch
}
export function unpackTexts(bytes: Uint8Array): TextRow[] {
  return packr.unpack(bytes) as TextRow[]
}
