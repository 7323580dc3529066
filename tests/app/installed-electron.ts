import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'

/**
 * Lays this checkout out as an installed app on Linux, round the files of an Electron that was downloaded (links, so
 * beside them on the disk): its binary has a name of its own, by which Electron knows that it is packed, and it looks
 * for updates where `source` says. @returns its binary
 */
export function layOutInstalled(
  electron: string,
  into: string,
  root: string,
  source: { address: string; keys: string[] }
): string {
  link(electron, into)
  const binary = join(into, 'salesinbox')
  renameSync(join(into, 'electron'), binary)
  const resources = join(into, 'resources')
  writeFileSync(join(resources, 'app-update.yml'), 'updaterCacheDirName: salesinbox-updater\n')
  const app = join(resources, 'app')
  mkdirSync(join(app, 'resources'), { recursive: true })
  writeFileSync(join(app, 'package.json'), readFileSync(join(root, 'package.json')))
  for (const name of ['dist', 'node_modules']) symlinkSync(join(root, name), join(app, name))
  for (const name of readdirSync(join(root, 'resources')))
    if (name !== 'update.json') symlinkSync(join(root, 'resources', name), join(app, 'resources', name))
  writeFileSync(join(app, 'resources', 'update.json'), JSON.stringify(source))
  return binary
}

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) link(source, target)
    else linkSync(source, target)
  }
}
