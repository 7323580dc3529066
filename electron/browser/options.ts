import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface ShellOptions {
  /** Absolute. */
  dataFolder: string
  port: string | undefined
  /** In place of the system's own: tests, and administrators who try a file. Absolute. */
  managedFile: string | null
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
      managed: { type: 'string' },
      open: { type: 'boolean', default: true },
      sample: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false }
    },
    allowNegative: true
  })
  return {
    dataFolder: resolve(values.data ?? join(homedir(), '.salesinbox')),
    port: values.port,
    managedFile: values.managed === undefined ? null : resolve(values.managed),
    open: values.open,
    sample: values.sample,
    strict: values.strict || env['NODE_ENV'] === 'test'
  }
}
