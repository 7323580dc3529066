import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isRoot, provide } from '../../../scripts/ship/system.ts'

const root = resolve(import.meta.dirname, '../../..')
const suite = 'bookworm'
/** Where the clone lies within. */
const project = '/root/salesinbox'

/** Why no fresh system can be made here; null: it can. */
export function whyNoChroot(): string | null {
  if (process.platform !== 'linux' || !isRoot()) return 'only root on Linux can make a fresh system'
  const missing = provide(['debootstrap']).get('debootstrap')
  return missing ? `debootstrap is missing: ${missing}` : null
}

/** The Node that npm itself runs on, not the one that the scripts get; and npm. */
function systemNode(): { node: string; npm: string } {
  const node = [
    '/usr/bin/node',
    '/usr/local/bin/node',
    process.env['npm_node_execpath'] ?? process.execPath
  ].find(existsSync)!
  const npm = process.env['npm_execpath']
    ? dirname(dirname(process.env['npm_execpath']))
    : realpathSync(join(dirname(node), '../lib/node_modules/npm'))
  return { node: realpathSync(node), npm }
}

export interface Fresh {
  /** Runs a command in the clone to its end. @returns seconds @throws with the end of what it said */
  run(command: string): number
  /** Starts a command in the clone. */
  start(command: string): ChildProcess
  remove(): void
}

const quiet = { stdio: 'pipe' as const }
const isMounted = (folder: string): boolean => readFileSync('/proc/mounts', 'utf8').includes(`${folder}/`)

function furnish(folder: string): void {
  const into = (path: string): string => join(folder, path)
  execFileSync(
    'debootstrap',
    ['--variant=minbase', '--include=git,ca-certificates,procps', suite, folder],
    quiet
  )
  const { node, npm } = systemNode()
  mkdirSync(into('usr/lib/node_modules'), { recursive: true })
  copyFileSync(node, into('usr/bin/node'))
  cpSync(npm, into('usr/lib/node_modules/npm'), { recursive: true })
  // a machine behind a proxy that signs anew has certificates of its own
  copyFileSync('/etc/ssl/certs/ca-certificates.crt', into('etc/ssl/certs/ca-certificates.crt'))
  copyFileSync('/etc/resolv.conf', into('etc/resolv.conf'))
  copyFileSync('/etc/hosts', into('etc/hosts'))
  execFileSync(
    '/usr/sbin/chroot',
    [folder, 'ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/bin/npm'],
    quiet
  )
  execFileSync('mount', ['-t', 'proc', 'proc', into('proc')], quiet)
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, into(project.slice(1))], quiet)
}

/**
 * A Debian that has nothing but git, certificates, Node and npm, and a clone of what is committed here. It shares the
 * machine's network, so a browser outside reaches what listens inside.
 */
export function makeFresh(): Fresh {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-fresh-'))
  // it is a root folder: servers that run as other users go through it
  chmodSync(folder, 0o755)
  const remove = (): void => {
    if (isMounted(folder)) execFileSync('umount', [join(folder, 'proc')], quiet)
    if (isMounted(folder)) throw new Error(`${folder} is still mounted`)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    furnish(folder)
  } catch (error) {
    remove()
    throw error
  }
  const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'no_proxy']
  const env: NodeJS.ProcessEnv = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/root',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
    ...Object.fromEntries(proxies.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  }
  const inside = (command: string): [string, string[]] => [
    '/usr/sbin/chroot',
    [folder, '/bin/sh', '-c', `cd ${project} && exec ${command}`]
  ]
  return {
    run(command) {
      const began = performance.now()
      const [program, args] = inside(command)
      execFileSync(program, args, { env, stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 })
      return (performance.now() - began) / 1000
    },
    start(command) {
      const [program, args] = inside(command)
      return spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    },
    remove
  }
}
