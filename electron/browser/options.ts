import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface ShellOptions {
  /** Absolute. */
  dataFolder: string
  port: string | undefined
  open: boolean
  sample: boolean
  /** Bulk answers and events are checked against the contract too. */
  strict: boolean
}

/** @throws TypeError with a sentence that names what was not understood */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): ShellOptions {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean', default: true },
      sample: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false }
    },
    allowNegative: true
  })
  return {
    dataFolder: resolve(values.data ?? join(homedir(), '.salesinbox')),
    port: values.port,
    open: values.open,
    sample: values.sample,
    strict: values.strict || env['NODE_ENV'] === 'test'
  }
}
