import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

interface Holder {
  pid: number
  began: string
}

/**
 * Keeps a second process off a data folder: two of them would lose data. The file names the holder's process and when
 * it began; one that was killed leaves a lock that anybody may take over. It appears whole or not at all, and of two
 * that take over at once, one is refused.
 * @throws AppError disk.locked with the holder's process id
 */
export function lockFolder(dataFolder: string): () => void {
  const file = join(dataFolder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid), once: randomUUID() })
  for (let attempt = 0; !claim(file, mine); attempt++) {
    const found = read(file)
    if (found === null) continue
    const holder = parse(found)
    if ((holder && isAlive(holder)) || attempt > 20)
      throw new AppError('disk.locked', { pid: holder?.pid ?? 0 })
    setAside(file, found)
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true })
  }
}

/** @returns false when somebody has it */
function claim(file: string, mine: string): boolean {
  const draft = `${file}.${randomUUID()}`
  try {
    writeFileSync(draft, mine, { flag: 'wx', mode: 0o600 })
    try {
      linkSync(draft, file)
    } catch (error) {
      // a file system without hard links
      if (['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error)))
        writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      else throw error
    }
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Takes a dead holder's lock away. One that another has just put in its place goes back. */
function setAside(file: string, dead: string): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const taken = read(aside)
  if (taken !== null && taken !== dead) claim(file, taken)
  rmSync(aside, { force: true })
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function parse(text: string): Holder | null {
  try {
    const { pid, began } = JSON.parse(text) as Partial<Holder>
    return typeof pid === 'number' && pid > 0 ? { pid, began: began ?? '' } : null
  } catch {
    return null
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    if (pid !== process.pid) process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  // a process id is given again after a restart: the time of birth tells them apart where the system says it
  const now = beganAt(pid)
  return now === '' || began === '' || now === began
}

/** When a process began: clock ticks since boot from /proc, or what macOS's ps says; '' where neither is known. */
function beganAt(pid: number): string {
  try {
    if (process.platform === 'darwin')
      return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
