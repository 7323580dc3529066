import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs that a check needs, by their Debian package. */
const packages: Record<string, string> = {
  'dpkg-deb': 'dpkg',
  'desktop-file-validate': 'desktop-file-utils',
  appstreamcli: 'appstream',
  makensis: 'nsis',
  debootstrap: 'debootstrap'
}

export const isRoot = (): boolean => process.getuid?.() === 0
const isThere = (program: string): boolean =>
  ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/bin'].some((folder) => existsSync(`${folder}/${program}`))

/** Installs what is missing where it may (root on Debian). @returns for each program that is still missing, the command to type */
export function provide(programs: string[]): Map<string, string> {
  const missing = (): string[] => programs.filter((program) => !isThere(program))
  const wanted = missing().map((program) => packages[program]!)
  if (wanted.length > 0 && isRoot() && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], { env })
  }
  return new Map(missing().map((program) => [program, `sudo apt-get install ${packages[program]}`]))
}

/** Runs a program to its end. @returns its exit code (127: it is not there) and all that it said */
export function say(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}
): { code: number; said: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options
  })
  return { code: status ?? 127, said: `${stdout ?? ''}${stderr ?? ''}`.trim() }
}
