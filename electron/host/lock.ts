import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/**
 * Keeps a second process off a data folder: two of them would lose data. The file names the holder's process and when
 * it began; one that was killed leaves a lock that anybody may take over.
 * @throws AppError disk.locked with the holder's process id
 */
export function lockFolder(dataFolder: string): () => void {
  const file = join(dataFolder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, began: beganAt(process.pid) })
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 5) throw error
      const holder = readHolder(file)
      if (holder && isAlive(holder)) throw new AppError('disk.locked', { pid: holder.pid })
      rmSync(file, { force: true })
    }
  }
  return () => {
    if (existsSync(file) && readFileSync(file, 'utf8') === mine) rmSync(file, { force: true })
  }
}

interface Holder {
  pid: number
  began: string
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isAlive({ pid, began }: Holder): boolean {
  if (pid === process.pid) return began === beganAt(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  // a process id is given again after a restart: the time of birth tells them apart where the system says it
  const now = beganAt(pid)
  return now === '' || began === '' || now === began
}

/** Start time in clock ticks since boot, from /proc; '' on systems without it. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
