import { parentPort } from 'node:worker_threads'
import { toWire } from '../../shared/errors.ts'
import type { Answer, Job } from './protocol.ts'
import { readFilters } from './read.ts'

/** Reads one file, then ends. */
parentPort?.once('message', ({ bytes, account, owner }: Job) => {
  let answer: Answer
  try {
    answer = { preview: readFilters(bytes, account, owner) }
  } catch (error) {
    answer = { error: toWire(error) }
  }
  parentPort?.postMessage(answer)
})
