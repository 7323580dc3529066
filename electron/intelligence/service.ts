import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Checked, Output, Services } from '../../shared/contract/index.ts'
import type { Verdict } from '../../shared/contract/intelligence.ts'
import type { OwnPromise, SentMail } from '../../shared/contract/promises.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import { Crash, inParts } from './in-parts.ts'
import type { Answer, Job, Ready } from './protocol.ts'

/** For fifty mails, ms: some thirty times what they take. Nothing but the thread's end stops a reading. */
const deadline = 15_000
/** A thread that had nothing to do for so long gives its memory back, ms. */
const idle = 60_000

/** Of a mail that cannot be read. */
const unread: Verdict = {
  ...{ language: null, sentiment: null, emotion: null, intents: [], custom: [] },
  ...{ person: [], activities: [], leavers: [] }
}

interface Running {
  worker: Worker
  model: Promise<Output<'intelligence.model'>>
}
export interface IntelligenceDeps {
  host: Pick<Host, 'log' | 'resourcesFolder'>
  /** For one job, ms. */
  deadline?: number
  /** For tests: another thread. */
  thread?: URL
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
    const thread = deps.thread ?? workerFile(import.meta.url, './worker.ts', 'intelligence-worker.js')
    const worker = new Worker(thread, {
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
        const broken = (): void => reject(closed ? new AppError('contract.cancelled') : new Crash())
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

  /** The log learns that something is left out, and nothing of what. */
  function leave(what: string): void {
    deps.host.log.warn('intelligence.unread', { what })
  }

  /** A conversation that crashes the thread is read without the mails that do so by themselves. */
  async function promisesOf(mails: SentMail[]): Promise<OwnPromise[][]> {
    const read = async (conversations: readonly SentMail[][]): Promise<OwnPromise[][][]> =>
      (
        await queued(
          'intelligence.promises',
          { conversations: [...conversations] },
          conversations.flat().length
        )
      ).promises
    const bad = new Set<SentMail>()
    for (const mail of mails.length > 1 ? mails : [])
      await inParts(
        [mail],
        ([one]) => read([[one!]]),
        (one) => (bad.add(one), [])
      )
    const good = mails.flatMap((mail, at) => (bad.has(mail) ? [] : [at]))
    const fine = bad.size > 0 ? good.map((at) => mails[at]!) : []
    const [found = []] = fine.length > 0 ? await inParts([fine], read, () => fine.map(() => [])) : []
    leave('promises')
    return mails.map((_, at) =>
      (found[good.indexOf(at)] ?? []).map((one) => ({
        ...one,
        kept: one.kept && { ...one.kept, by: good[one.kept.by]! }
      }))
    )
  }

  return {
    handlers: {
      'intelligence.model': () => start().model,
      async 'intelligence.read'({ mails, ...rest }) {
        let { model } = await start().model
        const verdicts = await inParts(
          mails,
          async (some) => {
            const answer = await queued('intelligence.read', { ...rest, mails: [...some] }, some.length)
            model = answer.model
            return answer.verdicts
          },
          () => (leave('mail'), unread)
        )
        return { model, verdicts }
      },
      async 'intelligence.custom'({ mails, custom }) {
        const marks = await inParts(
          mails,
          async (some) =>
            (await queued('intelligence.custom', { custom, mails: [...some] }, some.length)).marks,
          () => (leave('custom'), [])
        )
        return { marks }
      },
      'intelligence.sentences': (input) => queued('intelligence.sentences', input, 1),
      async 'intelligence.keeps'({ asked, mails }) {
        const kept = await inParts(
          asked,
          async (some) => {
            // no other mail comes along, so that each crash is laid to those that are asked for
            const used = [...new Set(some.flatMap(({ at }) => at))].filter((at) => mails[at])
            const input = {
              asked: some.map((one) => ({ ...one, at: one.at.map((at) => used.indexOf(at)) })),
              mails: used.map((at) => mails[at]!)
            }
            const answer = await queued('intelligence.keeps', input, used.length)
            return answer.kept.map((one) => one && { ...one, by: used[one.by]! })
          },
          () => (leave('keeps'), null),
          // all may be held against the one mail that crashes it
          true
        )
        return { kept }
      },
      async 'intelligence.promises'({ conversations }) {
        const promises = await inParts(
          conversations,
          async (some) =>
            (await queued('intelligence.promises', { conversations: [...some] }, some.flat().length))
              .promises,
          promisesOf
        )
        return { promises }
      }
    },
    async close() {
      closed = true
      await end()
    }
  }
}
