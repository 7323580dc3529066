import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { arch, homedir, platform, release } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openedFolder } from '../../shared/contract/desktop.ts'
import type { Services } from '../../shared/contract/index.ts'
import type { ReportsState } from '../../shared/contract/reports.ts'
import type { Host } from '../host/host.ts'
import { redacted } from '../log.ts'

type Handlers = Pick<Services, Extract<keyof Services, `reports.${string}`>>

/** Where Electron's crash reporter writes, below the data folder. */
export const crashFolder = 'crashes'
const logFiles = ['salesinbox.log.old', 'salesinbox.log']
const mostLines = 2000

export interface ReportsDeps {
  host: Pick<Host, 'dataFolder' | 'version' | 'shell' | 'openFolder'>
  put(account: string, bytes: Uint8Array): Promise<{ hash: string; size: number }>
}

/** Reports of crashes and faults: counted, shown, packed into one file to be sent by hand, deleted. Never sent. */
export function createReports({ host, put }: ReportsDeps) {
  const logs = join(host.dataFolder, 'logs')
  const crashes = join(host.dataFolder, crashFolder)

  async function state(): Promise<ReportsState> {
    const dumps = await dumpsIn(crashes)
    const faults = (await linesOf(logs)).filter(({ level }) => level === 'error')
    const times = [...dumps.map(({ at }) => at), ...faults.map(({ at }) => Date.parse(String(at)))]
    return {
      crashes: dumps.length,
      faults: faults.length,
      newest: times.length > 0 ? Math.round(Math.max(...times)) : null,
      folder: host.dataFolder,
      opens: host.openFolder !== null
    }
  }

  async function report(): Promise<string> {
    const { crashes: kept } = await state()
    const { versions } = process
    const facts = {
      version: host.version,
      shell: host.shell,
      system: `${platform()} ${release()} ${arch()}`,
      node: versions.node,
      electron: versions['electron'] ?? '',
      chrome: versions['chrome'] ?? '',
      crashes: kept,
      made: new Date().toISOString()
    }
    const head = Object.entries(facts).map(([name, value]) => `${name}: ${value}`)
    const lines = (await linesOf(logs)).slice(-mostLines).map((line) => JSON.stringify(clean(line)))
    return ['SalesInbox report', ...head, '', ...lines, ''].join('\n')
  }

  const handlers: Handlers = {
    'reports.state': state,
    'reports.openFolder': async () => {
      await host.openFolder?.(host.dataFolder)
      return {}
    },
    'reports.pack': async () => {
      const bytes = new TextEncoder().encode(await report())
      const name = `salesinbox-report-${new Date().toISOString().slice(0, 10)}.txt`
      return { name, ...(await put(openedFolder, bytes)) }
    },
    'reports.clear': async () => {
      const dumps = await dumpsIn(crashes)
      await Promise.all([
        ...dumps.map(({ path }) => rm(path, { force: true })),
        ...logFiles.map((name) => rm(join(logs, name), { force: true }))
      ])
      return state()
    }
  }
  return { handlers }
}

type Line = Record<string, string | number | boolean | null>

/** The log never had an address or a body in it; what a line could hold all the same is cut out once more. */
function clean(line: Line): Record<string, unknown> {
  const fields = redacted(line)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? withoutHome(value, homedir()) : value
    ])
  )
}

/** A folder of the user's has their name in it: as a path, and as the frames of a stack write it. */
export function withoutHome(text: string, home: string, windows = platform() === 'win32'): string {
  if (home.length < 2) return text
  const address = pathToFileURL(home, { windows }).pathname.replace(/^\/(?=[a-z]:)/i, '')
  return [home, home.replaceAll('\\', '/'), address].reduce((rest, one) => rest.replaceAll(one, '~'), text)
}

async function linesOf(folder: string): Promise<Line[]> {
  const texts = await Promise.all(
    logFiles.map((name) => readFile(join(folder, name), 'utf8').catch(() => ''))
  )
  return texts
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line)
        return typeof value === 'object' && value !== null ? [value as Line] : []
      } catch {
        // half a line, written as the power went
        return []
      }
    })
}

async function dumpsIn(folder: string): Promise<{ path: string; at: number }[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[])
  const paths = names.filter((name) => name.endsWith('.dmp')).map((name) => join(folder, name))
  const found = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })))
  return found
}
