import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Shell {
  url: string
  dataFolder: string
  child: ChildProcess
  /** kill -9 and a new start on the same folder and port. */
  killAndRestart(): Promise<void>
  start(): Promise<void>
  kill(signal: NodeJS.Signals): Promise<void>
  /** Stops it and removes its folder. */
  close(): Promise<void>
}

const here = resolve(import.meta.dirname, '../..')

/** The built browser shell as its own process, on a folder of its own; that of `root`, where it is not this project's. */
export async function startShell(
  options: {
    dataFolder?: string
    args?: string[]
    strict?: boolean
    node?: string[]
    env?: Record<string, string>
    root?: string
  } = {}
): Promise<Shell> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'salesinbox-'))
  async function run(): Promise<{ child: ChildProcess; url: string }> {
    const args = [
      ...(options.node ?? []),
      'dist/electron/browser.js',
      '--data',
      dataFolder,
      '--no-open',
      ...(options.strict === false ? [] : ['--strict']),
      ...(options.args ?? [])
    ]
    const child = spawn(process.execPath, args, {
      cwd: options.root ?? here,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env }
    })
    let said = ''
    let wrong = ''
    child.stderr!.on('data', (data: Buffer) => (wrong += data.toString()))
    const url = await new Promise<string>((done, fail) => {
      child.stdout!.on('data', (data: Buffer) => {
        said += data.toString()
        const found = /(http:\/\/\S+)\n/.exec(said)
        if (found) done(found[1]!)
      })
      child.once('exit', (code) => fail(new Error(`The shell ended with ${code}: ${wrong}`)))
    })
    return { child, url }
  }
  const first = await run()
  const shell: Shell = {
    ...first,
    dataFolder,
    async start() {
      Object.assign(shell, await run())
    },
    async kill(signal) {
      const { child } = shell
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((done) => child.once('exit', done))
      child.kill(signal)
      await gone
    },
    async killAndRestart() {
      await shell.kill('SIGKILL')
      await shell.start()
    },
    async close() {
      await shell.kill('SIGTERM')
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
  return shell
}
