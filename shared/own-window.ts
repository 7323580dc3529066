import type { RecordKind } from './contract/records.ts'
import type { OwnWindow } from './contract/desktop.ts'

/** The address of a window of its own, behind the page's path: `#/window/mail/12`. */
export function ownAddress(window: OwnWindow): string {
  const parts =
    window.kind === 'mail'
      ? [window.id]
      : window.kind === 'record'
        ? [window.of, window.id]
        : [window.kind === 'compose' ? window.draft : window.hash]
  return `#/window/${[window.kind, ...parts].join('/')}`
}

const shapes: [RegExp, (found: string[]) => OwnWindow][] = [
  [/^mail\/(\d{1,15})$/, ([id]) => ({ kind: 'mail', id: Number(id) })],
  [
    /^record\/(user|lead|contact|account|deal|activity)\/([\w-]{1,80})$/,
    ([of, id]) => ({ kind: 'record', of: of as RecordKind, id: id! })
  ],
  [/^compose\/([\w-]{1,80})$/, ([draft]) => ({ kind: 'compose', draft: draft! })],
  [/^file\/([0-9a-f]{64})$/, ([hash]) => ({ kind: 'file', hash: hash! })]
]

/** @returns null for every other address */
export function parseOwnAddress(hash: string): OwnWindow | null {
  const place = /^#?\/?window\/(.*)$/.exec(hash)?.[1] ?? ''
  for (const [shape, make] of shapes) {
    const found = shape.exec(place)
    if (found) return make(found.slice(1))
  }
  return null
}
