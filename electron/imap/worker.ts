import { parentPort, workerData } from 'node:worker_threads'
import { serve } from '../wire/serve.ts'
import { nameIndex, type NameTable } from './roles.ts'
import { createImapService } from './service.ts'

/** The worker thread that owns every IMAP connection: imapflow's parsing is heavy, and main also moves the windows. */
const port = parentPort
if (!port) throw new Error('imap/worker.ts runs as a worker thread only')
const { names } = workerData as { names: NameTable }
serve(port, (emit, askToken) => createImapService(nameIndex(names), emit, askToken))
