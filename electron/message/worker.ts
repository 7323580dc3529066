import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { toWire } from '../../shared/errors.ts'
import { diskError } from '../../shared/disk-error.ts'
import { compileMessage } from './compile.ts'
import { parseMessage } from './parse.ts'
import { ready, type Answer, type Job, type JobResult } from './protocol.ts'

async function work(job: Job): Promise<JobResult> {
  if (job.kind === 'compile')
    return { kind: 'compile', bytes: await compileMessage(job.content, job.files, job.options) }
  const source = await readFile(job.path).catch((error: unknown) => {
    throw diskError(error)
  })
  return { kind: 'parse', message: await parseMessage(source) }
}

function answer(result: Answer): void {
  const bytes =
    result.kind === 'parse'
      ? result.message.attachments.map((one) => one.bytes)
      : result.kind === 'compile'
        ? [result.bytes]
        : []
  parentPort?.postMessage(
    result,
    bytes.map((one) => one.buffer as ArrayBuffer)
  )
}

parentPort?.on('message', (job: Job) => {
  work(job).then(
    (result) => answer({ id: job.id, ...result }),
    (error: unknown) => answer({ id: job.id, kind: 'error', error: toWire(error) })
  )
})
parentPort?.postMessage(ready)
