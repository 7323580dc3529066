import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export interface Run {
  child: ChildProcess
  out(): string
  err(): string
  /** Resolves once stdout has this; rejects when the process ends before. */
  says(pattern: RegExp): Promise<string>
  ended: Promise<number | null>
}

/** One of the project's own programs, under this Node. */
export function run(script: string, args: string[], env: Record<string, string | undefined> = {}): Run {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env }
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    says: (pattern) =>
      new Promise((done, fail) => {
        const look = (): void => {
          const found = pattern.exec(out)
          if (found) done(found[1] ?? found[0])
        }
        child.stdout.on('data', look)
        look()
        void ended.then((code) => fail(new Error(`ended with ${code}: ${out}${err}`)))
      })
  }
}
