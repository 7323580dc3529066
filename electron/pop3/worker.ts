import { parentPort, workerData } from 'node:worker_threads'
import { serve } from '../wire/serve.ts'
import { createPop3Service } from './service.ts'

/** The worker thread that owns every POP3 connection and every mailbox that is fed from one. */
const port = parentPort
if (!port) throw new Error('pop3/worker.ts runs as a worker thread only')
const { folder } = workerData as { folder: string }
serve(port, (emit, askToken) => createPop3Service(folder, emit, askToken))
