import { posix } from 'node:path'
import type { AsarFile } from './asar.ts'

/** What may be in the archive. */
export interface Allowed {
  /** Folders of packages that run: `node_modules/pg`, and nested ones. */
  packages: string[]
  /** Files that the repository keeps under resources/. */
  resources: string[]
  /** Most bytes of the archive. */
  most: number
}

/** What the app cannot start without. */
export const needed = [
  'package.json',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/electron/workspace-empty.tgz',
  'dist/renderer/index.html',
  'dist/renderer/keeper.html',
  'resources/providers.json',
  'resources/icons/tray.png',
  'resources/icons/trayTemplate.png'
]

/** Never, wherever it lies. */
const unwanted = [
  /\.map$/,
  /\.[cm]?tsx?$/,
  /\.(md|markdown)$/i,
  /(^|\/)(tests?|__tests__|spec|examples?|benchmarks?)\//,
  /(^|\/)\.(env|npmrc|git)/,
  /\.node$/,
  /\.(pem|key|p12|pfx|crt)$/
]
/** Certificates that two packages of the sample mailbox read as they load; nothing of ours is served by them. */
const known = /^node_modules\/(hoodiecrow-imap|rai)\/cert\/server\.(crt|key)$/

/** What is packed that should not be, and what is missing, in words. */
export function faultsOf(files: Pick<AsarFile, 'path' | 'bytes'>[], allowed: Allowed): string[] {
  const paths = new Set(files.map(({ path }) => path))
  const reached = reachedFrom(files)
  const faults = needed.filter((path) => !paths.has(path)).map((path) => `${path} is missing`)
  for (const path of paths) {
    if (unwanted.some((pattern) => pattern.test(path)) && !known.test(path))
      faults.push(`${path} is too much`)
    else if (!isAllowed(path, allowed, reached)) faults.push(`${path} has no reason to be there`)
  }
  for (const path of reached) if (!paths.has(path)) faults.push(`${path} is missing, and is imported`)
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > allowed.most) faults.push(`it holds ${size} bytes, more than ${allowed.most}`)
  const manifest = files.find(({ path }) => path === 'package.json')
  if (manifest && /"(devDependencies|scripts)"/.test(manifest.bytes.toString()))
    faults.push('package.json has what only developers need')
  return faults
}

function isAllowed(path: string, { packages, resources }: Allowed, reached: Set<string>): boolean {
  if (path.startsWith('node_modules/')) return packages.some((folder) => path.startsWith(`${folder}/`))
  if (path.startsWith('resources/')) return resources.includes(path)
  if (path.startsWith('dist/electron/')) return reached.has(path) || needed.includes(path)
  if (path.startsWith('dist/renderer/'))
    return /^dist\/renderer\/(index\.html|keeper\.html|assets\/[\w.-]+\.(m?js|css|wasm|woff2?|svg|png|gz))$/.test(
      path
    )
  return path === 'package.json'
}

/** Files of the main process that are imported, or run as a worker, from main and preload on. */
function reachedFrom(files: Pick<AsarFile, 'path' | 'bytes'>[]): Set<string> {
  const texts = new Map(files.map(({ path, bytes }) => [path, bytes] as const))
  const reached = new Set<string>()
  const visit = (path: string): void => {
    if (reached.has(path)) return
    reached.add(path)
    const text = texts.get(path)?.toString() ?? ''
    const beside = posix.dirname(path)
    for (const [, name] of text.matchAll(/(?:from|import|import\()\s*["'](\.\/[\w./-]+\.js)["']/g))
      visit(posix.join(beside, name!))
    for (const [, name] of text.matchAll(/["'](?:\.\/)?([\w-]+-worker\.js)["']/g))
      visit(posix.join(beside, name!))
  }
  visit('dist/electron/main.js')
  visit('dist/electron/preload.cjs')
  return reached
}

/** Folders of packages that a lockfile names for use, not for development. */
export function runningPackages(lock: {
  packages: Record<string, { dev?: boolean; link?: boolean }>
}): string[] {
  return Object.entries(lock.packages)
    .filter(([folder, { dev, link }]) => folder.startsWith('node_modules/') && !dev && !link)
    .map(([folder]) => folder)
}

/** How many files of how many bytes lie under each of the archive's parts, packages each for itself; largest first. */
export function partsOf(
  files: Pick<AsarFile, 'path' | 'bytes'>[]
): { part: string; files: number; bytes: number }[] {
  const parts = new Map<string, { files: number; bytes: number }>()
  for (const { path, bytes } of files) {
    const part = /^(node_modules\/(?:@[^/]+\/)?[^/]+|dist\/[^/]+|[^/]+)/.exec(path)![1]!
    const sum = parts.get(part) ?? { files: 0, bytes: 0 }
    parts.set(part, { files: sum.files + 1, bytes: sum.bytes + bytes.length })
  }
  return [...parts].map(([part, sum]) => ({ part, ...sum })).sort((a, b) => b.bytes - a.bytes)
}

/** Paths whose content differs, or that only one of the two has; those that match an exception are left out. */
export function differences(
  one: Pick<AsarFile, 'path' | 'sha256'>[],
  other: Pick<AsarFile, 'path' | 'sha256'>[],
  exceptions: RegExp[]
): string[] {
  const hashes = new Map(one.map(({ path, sha256 }) => [path, sha256]))
  const differ: string[] = []
  for (const { path, sha256 } of other) {
    if (hashes.get(path) !== sha256) differ.push(path)
    hashes.delete(path)
  }
  return [...differ, ...hashes.keys()].filter((path) => !exceptions.some((pattern) => pattern.test(path)))
}
