import { Worker } from 'node:worker_threads'
import type { Log } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { Order, Ports, Report, WorkerSetup } from './protocol.ts'

export interface Servers {
  ports: Ports
  messages: number
  /** The mailbox was laid down just now. */
  made: boolean
  /** Saves everything and ends the thread. */
  close(): Promise<void>
}

const readyWithin = 60_000
const closedWithin = 4_000

/** Starts the sample's thread; ready once both servers listen. `onLost`: it died without having been asked to. */
export function startServers(setup: WorkerSetup, log: Log, onLost: () => void): Promise<Servers> {
  const worker = new Worker(workerFile(import.meta.url, './worker.ts', 'sample-worker.js'), {
    workerData: setup
  })
  let ready = false
  let closing = false
  let closed: (() => void) | undefined

  return new Promise((resolve, reject) => {
    const fail = (detail: string) => {
      clearTimeout(timer)
      void worker.terminate()
      reject(new Error(detail))
    }
    const timer = setTimeout(() => fail('the servers did not start in time'), readyWithin)
    worker.on('error', (error) => {
      log.error('sample.worker', { error: error instanceof Error ? error.name : 'unknown' })
      if (!ready) fail('the thread failed')
    })
    worker.on('exit', (code) => {
      clearTimeout(timer)
      closed?.()
      if (!ready) reject(new Error('the thread ended'))
      else if (!closing) {
        log.warn('sample.lost', { code })
        onLost()
      }
    })
    worker.on('message', (report: Report) => {
      if (report.kind === 'closed') return closed?.()
      if (report.kind === 'failed') {
        log.error('sample.failed', { detail: report.detail })
        if (!ready) fail(report.detail)
        return
      }
      clearTimeout(timer)
      ready = true
      resolve({
        ports: report.ports,
        messages: report.messages,
        made: report.made,
        async close() {
          if (closing) return
          closing = true
          const done = new Promise<void>((finish) => (closed = finish))
          const order: Order = { kind: 'close' }
          worker.postMessage(order)
          const limit = setTimeout(() => closed?.(), closedWithin)
          await done
          clearTimeout(limit)
          await worker.terminate()
        }
      })
    })
  })
}
