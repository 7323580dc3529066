import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Checked, Output, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { Answer, Job, Ready } from './protocol.ts'

/** For fifty mails, ms: some thirty times what they take. Nothing but the thread's end stops a reading. */
const deadline = 15_000
/** A thread that had nothing to do for so long gives its memory back, ms. */
const idle = 60_000

interface Running {
  worker: Worker
  model: Promise<Output<'intelligence.model'>>
}
export interface IntelligenceDeps {
  host: Pick<Host, 'log' | 'resourcesFolder'>
  /** For one job, ms. */
  deadline?: number
}

/** Reads mails in a thread of its own, one batch at a time, which is started when it is asked and ends when nobody asks. */
export function createIntelligence(deps: IntelligenceDeps): {
  handlers: Pick<Services, Extract<keyof Services, `intelligence.${string}`>>
  close(): Promise<void>
} {
  const longest = deps.deadline ?? deadline
  let running: Running | null = null
  let tail: Promise<unknown> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined
  let lastId = 0
  let closed = false

  function start(): Running {
    if (running) return running
    const worker = new Worker(workerFile(import.meta.url, './worker.ts', 'intelligence-worker.js'), {
      workerData: join(deps.host.resourcesFolder, 'intelligence'),
      resourceLimits: { maxOldGenerationSizeMb: 256 }
    })
    worker.unref()
    const model = new Promise<Output<'intelligence.model'>>((resolve, reject) => {
      worker.once('message', (said: Ready) => resolve(said.ready))
      worker.once('error', reject)
      worker.once('exit', () => reject(new AppError('app.internal', { detail: 'intelligence' })))
    })
    model.catch(() => undefined)
    // an error between two jobs must not end the process; 'exit' follows it
    worker.on('error', (error) => deps.host.log.warn('intelligence.broke', { name: error.name }))
    worker.on('exit', () => {
      if (running?.worker === worker) running = null
    })
    running = { worker, model }
    return running
  }

  async function end(): Promise<void> {
    clearTimeout(resting)
    const ending = running
    running = null
    await ending?.worker.terminate()
  }

  /** @param size how many mails are read, for the log */
  async function run<N extends Job['name']>(name: N, input: Checked<N>, size: number): Promise<Output<N>> {
    if (closed) throw new AppError('contract.cancelled')
    clearTimeout(resting)
    const { worker, model } = start()
    await model
    const id = ++lastId
    try {
      return await new Promise<Output<N>>((resolve, reject) => {
        const broken = (): void => reject(new AppError('app.internal', { detail: 'intelligence' }))
        const timer = setTimeout(broken, longest)
        const heard = (answer: Answer): void => {
          if (answer.id !== id) return
          clearTimeout(timer)
          worker.off('message', heard).off('exit', broken)
          resolve(answer.output as Output<N>)
        }
        worker.on('message', heard).once('exit', broken)
        worker.postMessage({ id, name, input } as Job)
      })
    } catch (error) {
      deps.host.log.warn('intelligence.stopped', { mails: size })
      await end()
      throw error
    } finally {
      resting = setTimeout(() => void end(), idle)
      resting.unref()
    }
  }

  function queued<N extends Job['name']>(name: N, input: Checked<N>, size: number): Promise<Output<N>> {
    const next = tail.then(() => run(name, input, size))
    tail = next.catch(() => undefined)
    return next
  }

  return {
    handlers: {
      'intelligence.model': () => start().model,
      'intelligence.read': (input) => queued('intelligence.read', input, input.mails.length),
      'intelligence.custom': (input) => queued('intelligence.custom', input, input.mails.length),
      'intelligence.sentences': (input) => queued('intelligence.sentences', input, 1),
      'intelligence.keeps': (input) => queued('intelligence.keeps', input, input.mails.length),
      'intelligence.promises': (input) =>
        queued('intelligence.promises', input, input.conversations.flat().length)
    },
    async close() {
      closed = true
      await end()
    }
  }
}
