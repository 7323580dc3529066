import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'

/**
 * Packs with a stand-in for Electron: `node scripts/ship/pack.ts STAND_IN OUTPUT [deb] [rpm]`. A process of its own,
 * because electron-builder says everything on stdout. What it would have given to fpm, which has to be downloaded,
 * is kept in OUTPUT/fpm.json, with the files that it made for that, and goes no further.
 */
export interface FpmCall {
  /** fpm's options, by name without dashes; one that came more than once has all its values. */
  options: Record<string, string[]>
  /** What is put where: files (or folders, with a slash at the end) to absolute paths. */
  files: { from: string; to: string }[]
}

export function readFpm(args: string[]): FpmCall {
  const call: FpmCall = { options: {}, files: [] }
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const pair = /^(?!-)(.+?)=(\/.*)$/s.exec(arg)
    if (arg.startsWith('--')) (call.options[arg.slice(2)] ??= []).push(args[++i] ?? '')
    else if (pair) call.files.push({ from: pair[1]!, to: pair[2]! })
    else throw new Error(`What is fpm told by ${arg}?`)
  }
  return call
}

async function main(standIn: string, output: string, packages: string[]): Promise<void> {
  const calls: Record<string, FpmCall> = {}
  let depends: Record<string, string[]> = {}
  await build({
    projectDir: join(import.meta.dirname, '../..'),
    targets: Platform.LINUX.createTarget(
      packages.length > 0 ? packages : ['dir'],
      process.arch === 'arm64' ? Arch.arm64 : Arch.x64
    ),
    publish: 'never',
    config: {
      electronDist: standIn,
      directories: { output },
      // what they depend on is no argument of that hook
      afterPack({ packager }) {
        const { deb, rpm } = packager.config
        depends = { deb: [deb?.depends ?? []].flat(), rpm: [rpm?.depends ?? []].flat() }
      }
    },
    async effectiveOptionComputed(given: unknown) {
      // other targets tell other things by the same hook
      if (!Array.isArray(given) || !Array.isArray(given[0])) return false
      const call = readFpm(given[0] as string[])
      const kind = call.options['package']![0]!.endsWith('.rpm') ? 'rpm' : 'deb'
      // its own files are temporary
      const folder = join(output, 'fpm', kind)
      mkdirSync(folder, { recursive: true })
      const kept = (file: string): string => {
        copyFileSync(file, join(folder, basename(file)))
        return join(folder, basename(file))
      }
      for (const file of call.files) if (!file.from.endsWith('/')) file.from = kept(file.from)
      for (const name of ['after-install', 'after-remove']) call.options[name] = call.options[name]!.map(kept)
      call.options['depends'] = depends[kind] ?? []
      calls[kind] = call
      return true
    }
  })
  writeFileSync(join(output, 'fpm.json'), JSON.stringify(calls, null, 2))
}

if (import.meta.main) await main(process.argv[2]!, process.argv[3]!, process.argv.slice(4))
