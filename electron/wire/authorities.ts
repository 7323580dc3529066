import tls from 'node:tls'
import { Worker } from 'node:worker_threads'

/** undefined: not looked yet; null: the system trusts nobody beside Node's own list. */
let context: tls.SecureContext | null | undefined
let loading: Promise<void> | undefined

/** Code of its own thread, and what it runs: reading the system's store can take a quarter of a second. */
const look = `const tls = require('node:tls')
const { parentPort } = require('node:worker_threads')
const certificates = (of) => { try { return tls.getCACertificates(of) } catch { return [] } }
const usual = new Set(certificates('default'))
parentPort.postMessage([...new Set(certificates('system'))].filter((one) => !usual.has(one)))`

/** For threads that must not be held up, and before a deadline begins: before `authorities` is asked: reads the system's store in another one. */
export function loadAuthorities(): Promise<void> {
  return (loading ??= new Promise((done) => {
    const worker = new Worker(look, { eval: true, execArgv: [] })
    const found = (more: string[]): void => {
      context ??= contextWith(more)
      done()
    }
    // who cannot look adds nothing
    worker.once('message', found).once('error', () => found([]))
  }))
}

/**
 * Node's own list and what the system trusts beside it: companies put their authority there. Undefined: nothing more.
 * Where `loadAuthorities` has not ended, the thread itself looks.
 */
export function authorities(): tls.SecureContext | undefined {
  if (context === undefined) {
    const usual = new Set(certificates('default'))
    context = contextWith([...new Set(certificates('system'))].filter((one) => !usual.has(one)))
  }
  return context ?? undefined
}

/** None where this Node cannot tell, or the system's store cannot be read. */
function certificates(of: 'default' | 'system'): string[] {
  try {
    return tls.getCACertificates(of)
  } catch {
    return []
  }
}

/** Added one by one: as `ca` all of Node's own list would be parsed anew, which takes a tenth of a second. */
function contextWith(more: string[]): tls.SecureContext | null {
  if (more.length === 0) return null
  const made = tls.createSecureContext()
  const { addCACert } = made.context as { addCACert(pem: string): void }
  for (const one of more) addCACert.call(made.context, one)
  return made
}
