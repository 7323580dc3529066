import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { FpmCall } from './pack.ts'
import { say } from './system.ts'

const name = 'salesinbox'
export const desktopFile = `/usr/share/applications/${name}.desktop`
export const metainfo = '/usr/share/metainfo/app.salesinbox.salesinbox.metainfo.xml'
/** What a desktop opens things with. */
const opens = '/usr/share/applications/mimeinfo.cache'
const mimeFile = `/usr/share/mime/packages/${name}.xml`

/**
 * Makes the .deb that fpm would make of the same call: the same files, scripts and fields.
 * @returns the package's path; the tree that it was made of lies at `folder`/tree
 * @throws with what dpkg-deb said
 */
export function makeDeb({ options, files }: FpmCall, folder: string): string {
  const tree = join(folder, 'tree')
  for (const { from, to } of files) {
    mkdirSync(dirname(join(tree, to)), { recursive: true })
    cpSync(from, join(tree, to), { recursive: true })
    if (!from.endsWith('/')) chmodSync(join(tree, to), 0o644)
  }
  // electron-builder packs one folder for all kinds, and writes the kind into it just before each
  writeFileSync(join(tree, 'opt/SalesInbox/resources/package-type'), 'deb')
  const one = (option: string): string => options[option]?.[0] ?? ''
  mkdirSync(join(tree, 'DEBIAN'))
  writeFileSync(
    join(tree, 'DEBIAN/control'),
    [
      `Package: ${one('name')}`,
      `Version: ${one('version')}`,
      `Architecture: ${one('architecture')}`,
      `Maintainer: ${one('maintainer')}`,
      `Installed-Size: ${Math.ceil(sizeOf(tree) / 1024)}`,
      `Depends: ${(options['depends'] ?? []).join(', ')}`,
      `Section: ${one('category')}`,
      `Priority: ${one('deb-priority')}`,
      `Homepage: ${one('url')}`,
      `Description: ${one('description')}`,
      ''
    ].join('\n')
  )
  for (const [script, option] of [
    ['postinst', 'after-install'],
    ['postrm', 'after-remove']
  ] as const) {
    cpSync(one(option), join(tree, 'DEBIAN', script))
    chmodSync(join(tree, 'DEBIAN', script), 0o755)
  }
  const file = join(folder, `${one('name')}_${one('version')}_${one('architecture')}.deb`)
  const { code, said } = say('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, file])
  if (code !== 0) throw new Error(said)
  return file
}

function sizeOf(path: string): number {
  const stat = lstatSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, child) => sum + sizeOf(join(path, child)), 0)
}

/** What is wrong with a desktop file: what its validator says, and what SalesInbox wants of it. */
export function desktopFaults(file: string): string[] {
  const { code, said } = say('desktop-file-validate', [file])
  const faults =
    code === 0 && said === '' ? [] : said.split('\n').map((line) => line.replace(`${file}: `, ''))
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? ''
  if (!value('Exec').endsWith(' %U')) faults.push('Exec hands no address or file over')
  for (const type of ['x-scheme-handler/mailto', 'x-scheme-handler/salesinbox', 'message/rfc822'])
    if (
      value('MimeType')
        .split(';')
        .filter((one) => one === type).length !== 1
    )
      faults.push(`MimeType has not ${type} once`)
  if (value('Icon') !== name) faults.push('Icon is not the one that is installed')
  // by this a desktop knows which window belongs to it
  if (value('StartupWMClass') !== name) faults.push("StartupWMClass is not Electron's app id")
  return faults
}

/** What is wrong with the AppStream data, as its validator says, and against the version that is packed. */
export function appstreamFaults(file: string, version: string): string[] {
  const { code, said } = say('appstreamcli', ['validate', '--no-net', '--no-color', file])
  const faults = code === 0 ? [] : said.split('\n').filter(Boolean)
  const text = readFileSync(file, 'utf8')
  if (/<release [^>]*version="([^"]+)"/.exec(text)?.[1] !== version)
    faults.push(`its newest release is not ${version}`)
  return faults
}

/** Dependencies that the package lists of this system do not know under any of their names. */
export function unknownDependencies(depends: string[]): string[] {
  return depends.filter((one) =>
    one
      .split('|')
      .every((alternative) => say('apt-cache', ['show', '--no-all-versions', alternative.trim()]).code !== 0)
  )
}

const places = ['/opt', '/etc', '/usr/bin', '/usr/share', '/usr/lib/mime', '/var/lib/dpkg/info']
/** Caches that other packages keep of everything that is installed. */
const caches =
  /\/(mimeinfo\.cache|icon-theme\.cache|mime\.cache|ld\.so\.cache)$|^\/usr\/share\/mime\/|^\/etc\/ld/

function listing(): Set<string> {
  const found = new Set<string>()
  const walk = (path: string): void => {
    if (!existsSync(path)) return
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      found.add(join(path, entry.name))
      if (entry.isDirectory()) walk(join(path, entry.name))
    }
  }
  places.forEach(walk)
  return found
}

const mentions = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').includes(name)

export const isInstalled = (): boolean => say('dpkg', ['-s', name]).code === 0

/**
 * Installs the package (what it depends on is not fetched), looks at it, and removes it with all that belongs to it.
 * @param look what is to be looked at while it is installed; answers faults
 */
export function installAndRemove(
  deb: string,
  look: () => string[]
): { installed: string[]; left: string[]; files: number } {
  const before = listing()
  const install = say('dpkg', ['--force-depends', '-i', deb])
  const installed: string[] = []
  let files = 0
  try {
    if (install.code !== 0) installed.push(...install.said.split('\n').slice(-5))
    else {
      files = [...listing()].filter((path) => !before.has(path) && statSync(path).isFile()).length
      const link = `/usr/bin/${name}`
      if (!existsSync(link) || realpathSync(link) !== `/opt/SalesInbox/${name}`)
        installed.push(`${link} does not lead to the program`)
      else if (!say(link, []).said.includes('stands in')) installed.push(`${link} does not run`)
      if (existsSync('/usr/bin/update-desktop-database') && !mentions(opens))
        installed.push(`${opens} does not know it`)
      if (!existsSync(mimeFile) || !readFileSync(mimeFile, 'utf8').includes('message/rfc822'))
        installed.push(`${mimeFile} has no message/rfc822`)
      installed.push(...look())
    }
  } finally {
    const removal = say('dpkg', ['--purge', '--force-depends', name])
    if (removal.code !== 0) installed.push(...removal.said.split('\n').slice(-5))
  }
  const left = [...listing()].filter((path) => !before.has(path) && !caches.test(path))
  if (mentions(opens)) left.push(`${opens} still names it`)
  return { installed, left, files }
}
