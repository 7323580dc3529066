import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface StartArguments {
  /** Absolute; null: where Electron keeps an app's data. */
  dataFolder: string | null
  sample: boolean
  strict: boolean
  /** A mailto: address that the system handed over. */
  mailto: string | null
}

/** Chromium's own switches and what else the system adds are passed over. */
export function readArguments(args: string[]): StartArguments {
  const { values, positionals } = parseArgs({
    args,
    options: { data: { type: 'string' }, sample: { type: 'boolean' }, strict: { type: 'boolean' } },
    strict: false,
    allowPositionals: true
  })
  return {
    dataFolder: typeof values.data === 'string' ? resolve(values.data) : null,
    sample: values.sample === true,
    strict: values.strict === true,
    mailto: positionals.find(isMailto) ?? null
  }
}

export function isMailto(text: string): boolean {
  return /^mailto:/i.test(text) && text.length <= 8192
}
