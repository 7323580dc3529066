import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'

export type StandIn = typeof import('./stand-in.ts')

/** Runs electron/main.ts against the stand-in, on a folder of its own, until it has opened its windows. */
export async function startMain(
  options: { args?: string[]; prepare?(standIn: StandIn): void; windows?: number } = {}
): Promise<{ electron: StandIn; dataFolder: string; stop(): Promise<void> }> {
  vi.resetModules()
  const electron = await import('./stand-in.ts')
  const dataFolder = mkdtempSync(join(tmpdir(), 'salesinbox-main-'))
  options.prepare?.(electron)
  const { argv } = process
  const names = ['SIGTERM', 'SIGINT', 'unhandledRejection', 'uncaughtExceptionMonitor'] as const
  const signals = names.map((name) => [name, process.listeners(name as 'SIGTERM')] as const)
  process.argv = ['electron', '.', '--data', dataFolder, ...(options.args ?? [])]
  Object.assign(process, { defaultApp: true })
  await import('../../electron/main.ts')
  const wanted = options.windows ?? 2
  await vi.waitFor(
    () => {
      if (electron.seen.windows.length < wanted) throw new Error('not all windows are open yet')
    },
    { timeout: 15_000 }
  )
  process.argv = argv
  return {
    electron,
    dataFolder,
    async stop() {
      if (electron.seen.exits.length === 0) electron.app.quit()
      await vi.waitFor(
        () => electron.seen.exits.length > 0 || Promise.reject(new Error('still running')),
        10_000
      )
      for (const [name, before] of signals)
        for (const listener of process.listeners(name as 'SIGTERM'))
          if (!before.includes(listener)) process.off(name, listener)
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}
