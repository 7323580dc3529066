import { parentPort } from 'node:worker_threads'

/** The real thread, but that one word in a job kills it, as a fault of an engine or of memory would. */
parentPort!.on('message', (job: unknown) => {
  if (JSON.stringify(job).includes('POISON')) process.exit(1)
})
await import('./worker.ts')
