import { parentPort, workerData } from 'node:worker_threads'
import { type Layer, learnFrom } from './learned.ts'
import { readOwnPromises } from './own-promises.ts'
import type { Answer, Job, Ready } from './protocol.ts'
import { openReading } from './read.ts'

const reading = openReading(workerData as string)
let layer: { name: string; of: Layer } | null = null
parentPort?.on('message', (job: Job) => {
  const { id } = job
  if ('conversations' in job) {
    const promises: Answer = { id, promises: job.conversations.map(readOwnPromises) }
    parentPort?.postMessage(promises)
    return
  }
  const { mails, learned } = job
  if (!learned) layer = null
  else if (layer?.name !== learned.name) layer = { name: learned.name, of: learnFrom(learned.examples) }
  const verdicts = mails.map((mail) => reading.read(mail, layer?.of))
  const answer: Answer = { id, model: reading.model, verdicts }
  parentPort?.postMessage(answer)
})
parentPort?.postMessage({ ready: reading.model } satisfies Ready)
