import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Job, Ready } from './protocol.ts'
import { openReading } from './read.ts'

const reading = openReading(workerData as string)
parentPort?.on('message', ({ id, mails }: Job) => {
  const answer: Answer = { id, model: reading.model, verdicts: mails.map(reading.read) }
  parentPort?.postMessage(answer)
})
parentPort?.postMessage({ ready: reading.model } satisfies Ready)
