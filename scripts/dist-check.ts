import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AsarFile, readAsar } from './ship/asar.ts'
import {
  appstreamFaults,
  desktopFaults,
  desktopFile,
  installAndRemove,
  isInstalled,
  makeDeb,
  metainfo,
  unknownDependencies
} from './ship/deb.ts'
import { jobIn, layOutWithHost } from './ship/in-browser.ts'
import { compileInstaller } from './ship/nsis.ts'
import type { FpmCall } from './ship/pack.ts'
import { differences, faultsOf, partsOf, runningPackages } from './ship/packed.ts'
import { makeStandIn, readFuses, wrongFuses } from './ship/stand-in.ts'
import type { Started } from './ship/start-packed.ts'
import { isRoot, provide, say } from './ship/system.ts'
import { type Check, check, failed, judged, tableOf } from './ship/table.ts'
import { licencesPage, packedLicences, writeLicences } from './licences.ts'

/**
 * Shows of the installers what can be shown without Electron's binary: `npm run dist:check`. `-- --list` prints every
 * packed file. Ends with 1 when a check fails; what could not be shown is said, and is no failure.
 */
const root = join(import.meta.dirname, '..')
/** Most bytes of app.asar. */
const most = 60_000_000
const at = (...path: string[]): string => join(root, ...path)
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const work = mkdtempSync(join(tmpdir(), 'salesinbox-dist-'))
const { version } = json<{ version: string }>(at('package.json'))
const checks: Check[] = []
const add = async (...given: Parameters<typeof check>): Promise<void> =>
  void checks.push(await check(...given))

function node(args: string[], options: { env?: NodeJS.ProcessEnv } = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    ...options
  })
  if (status !== 0) throw new Error((stderr || stdout).trim().split('\n').slice(-15).join('\n'))
  return stdout
}

/** A whole build, packed with the stand-in. @returns the unpacked app's folder */
function pack(output: string, ...kinds: string[]): string {
  node([at('node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'error'])
  writeLicences()
  node([at('scripts/ship/pack.ts'), join(work, 'electron'), output, ...kinds])
  return join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
}
const asarOf = (unpacked: string): string => join(unpacked, 'resources/app.asar')

async function packed(): Promise<AsarFile[]> {
  makeStandIn(join(work, 'electron'))
  const page = readFileSync(at('docs/licences.md'), 'utf8')
  const unpacked = pack(join(work, 'one'), 'deb', 'rpm')
  const { files, headerHash, faults } = readAsar(asarOf(unpacked))
  const size = readFileSync(asarOf(unpacked)).length
  if (process.argv.includes('--list')) for (const { path, bytes } of files) console.log(bytes.length, path)
  const parts = partsOf(files)
  const large = parts.filter(({ bytes }) => bytes >= 100_000)
  for (const { part, files: count, bytes } of large)
    console.log(`${megabytes(bytes).padStart(8)}  ${String(count).padStart(4)} files  ${part}`)
  const rest = parts.slice(large.length)
  console.log(
    `${megabytes(rest.reduce((sum, { bytes }) => sum + bytes, 0)).padStart(8)}  in ${rest.length} smaller parts; -- --list prints every file`
  )
  const resources = say('git', ['ls-files', 'resources'], { cwd: root }).said.split('\n')
  const packages = runningPackages(json(at('package-lock.json')))
  await add('app.asar: only what runs', () =>
    judged(faultsOf(files, { packages, resources, most }), `${files.length} files, ${megabytes(size)}`)
  )
  await add('app.asar: integrity', () => judged(faults, `header ${headerHash.slice(0, 16)}…, every block`))
  await add('fuses, as flipped in the stand-in', () => {
    const fuses = readFuses(readFileSync(join(unpacked, 'salesinbox')))
    return judged(wrongFuses(fuses), `${Object.keys(fuses).length} as the checklist wants`)
  })
  await add('docs/licences.md is fresh', () => {
    const all = packedLicences()
    const stale = page !== licencesPage(all)
    return judged(stale ? ['it was not: now it is, commit it'] : [], `${all.length} packages`)
  })
  return files
}

async function loaded(files: AsarFile[]): Promise<void> {
  const app = layOutWithHost(files, join(work, 'loaded'))
  await add('main, preload, page from it in Node', () => {
    const hook = at('scripts/ship/electron-hook.ts')
    const said = node(['--import', hook, at('scripts/ship/start-packed.ts'), app, join(work, 'data')])
    const started = JSON.parse(said.trim().split('\n').at(-1)!) as Started
    const paths = [...started.preloads, ...started.trays]
    const faults = [
      ...Object.entries(started.page).flatMap(([path, status]) =>
        status === 200 ? [] : [`${status}: ${path}`]
      ),
      ...paths
        .filter((path) => !files.some((file) => join(app, file.path) === path))
        .map((path) => `not packed: ${path}`)
    ]
    if (!started.policy) faults.push('a document came without its policy')
    if (started.bridge.join() !== 'listen,send')
      faults.push(`the preload hands over ${started.bridge.join()}`)
    return judged(
      faults,
      `${started.windows.length} windows, ${Object.keys(started.page).length} files of the page`
    )
  })
  await add('the main job on the sample, in Chromium', async () => {
    const { done, list, faults, core } = await jobIn(app)
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
    return judged(faults, `core ${seconds(core)}, list ${seconds(list)}; ${done.join(', ')}`)
  })
}

async function reproducible(files: AsarFile[]): Promise<void> {
  await add('a second build is the same', () => {
    const again = readAsar(asarOf(pack(join(work, 'two')))).files
    return judged(
      differences(files, again, []).map((path) => `differs: ${path}`),
      `${again.length} files with the same hashes, no exceptions`
    )
  })
}

async function linux(): Promise<void> {
  const { deb, rpm } = json<Record<string, FpmCall>>(join(work, 'one/fpm.json'))
  const missing = provide(['dpkg-deb', 'desktop-file-validate', 'appstreamcli'])
  /** Runs a check that needs these programs, or says how they are to be had. */
  const needing = (programs: string[], name: string, run: Parameters<typeof check>[1]): Promise<void> =>
    add(name, () => {
      const how = programs.flatMap((program) => missing.get(program) ?? [])
      return how.length > 0 ? { notHere: how.join('; ') } : run()
    })
  const tree = join(work, 'deb/tree')
  let made = ''
  await needing(['dpkg-deb'], '.deb of electron-builder’s call of fpm', () => {
    made = makeDeb(deb!, join(work, 'deb'))
    const unknown = unknownDependencies(deb!.options['depends']!)
    return judged(
      unknown.map((one) => `apt does not know ${one}`),
      `${megabytes(readFileSync(made).length)} without Electron, ${deb!.files.length} places, ${deb!.options['depends']!.length} dependencies known to apt`
    )
  })
  const faultsOfDesktop = (base: string): string[] => desktopFaults(join(base, desktopFile))
  const faultsOfMetainfo = (base: string): string[] => appstreamFaults(join(base, metainfo), version)
  await needing(['desktop-file-validate'], 'desktop file', () =>
    judged(faultsOfDesktop(tree), 'valid; mailto and message/rfc822')
  )
  await needing(['appstreamcli'], 'AppStream data', () => judged(faultsOfMetainfo(tree), `valid; ${version}`))
  await needing(['desktop-file-validate', 'appstreamcli'], 'installed and removed', () => {
    if (!isRoot()) return { notHere: 'only root may install; `sudo npm run dist:check`' }
    if (isInstalled()) return { notHere: 'salesinbox is installed here, and stays so' }
    const { installed, left, files } = installAndRemove(made, () => [
      ...faultsOfDesktop('/'),
      ...faultsOfMetainfo('/')
    ])
    const faults = [...installed, ...left.map((path) => `left behind: ${path}`)]
    return judged(faults, `${files} files came, nothing is left; its program ran as /usr/bin/salesinbox`)
  })
  await add('.rpm: the same places', () => {
    const to = (call: FpmCall): string[] => call.files.map((file) => file.to)
    const other = to(deb!).filter((path) => !to(rpm!).includes(path))
    return judged(other, `${rpm!.files.length} places; fpm makes it of them, and is a download`)
  })
}

async function windows(): Promise<void> {
  const missing = provide(['makensis'])
  await add('installer.nsh by makensis', () => {
    if (missing.size > 0) return { notHere: [...missing.values()].join() }
    const { faults, size } = compileInstaller(at('packaging/windows/installer.nsh'), work)
    return judged(faults, `${megabytes(size)}, no warning, with our icon`)
  })
}

/** What no machine without downloads can show, and why. */
const elsewhere: [string, string][] = [
  ['Electron itself', 'its binary is a download; a script with a fuse wire stands in for it'],
  [
    'app.asar read by Electron',
    'Node cannot read an archive: it was laid out in a folder; ws and the browser shell’s entry lie beside it'
  ],
  [
    'asar integrity enforced',
    'macOS and Windows only, by Electron; here every block was held against the header'
  ],
  ['AppImage, .rpm', 'their runtime and fpm are downloads'],
  [
    'Windows installer',
    'electron-builder’s own script needs NSIS plugins that are downloads; ours was compiled alone'
  ],
  [
    'macOS dmg, zip, signing, notarisation',
    'need macOS and an Apple account; .github/workflows/release.yml does it'
  ]
]

try {
  if (process.platform !== 'linux')
    throw new Error('dist:check runs on Linux; `npm run dist` runs on every system.')
  const files = await packed()
  await loaded(files)
  await reproducible(files)
  await linux()
  await windows()
} catch (error) {
  checks.push({
    name: 'packing',
    outcome: { wrong: [error instanceof Error ? error.message : String(error)] }
  })
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log('')
for (const line of tableOf(checks)) console.log(line)
console.log('\nNot to be shown here:')
for (const [what, why] of elsewhere) console.log(`- ${what}: ${why}`)
console.log(`\n${checks.length - failed(checks)} of ${checks.length} checks without a fault`)
process.exit(failed(checks) > 0 ? 1 : 0)
