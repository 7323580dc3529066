import type { Host } from '../host/host.ts'
import { createWorkspace } from './service.ts'

/** For service.test.ts: makes records in a folder for ever and says each one that was answered, until it is killed. */
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const host = {
  dataFolder: process.argv[2] ?? '',
  settings: { get: () => undefined },
  log: quiet
} as unknown as Host
const workspace = createWorkspace({ host, emit: () => undefined })
const context = { signal: new AbortController().signal, caller: 1 }

for (let at = 0; ; at++) {
  const { record } = await workspace.handlers['workspace.createFromSender'](
    {
      kind: 'lead',
      name: `Lead ${at}`,
      address: `${process.pid}.${at}@x.example`,
      title: '',
      phone: '',
      account: ''
    },
    context
  )
  process.stdout.write(`${record.id}\n`)
}
