import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'

/** A small file of sealed values by name, mode 600. Written beside itself and renamed: a crash leaves the old or the new. */
export function openSecretFile(file: string) {
  /** @throws AppError secrets.unavailable when the file is there and cannot be read: it is never begun anew over it */
  function load(): Record<string, string> {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
      throw new AppError('secrets.unavailable', { why: 'file' }, { cause: error })
    }
    try {
      return JSON.parse(text) as Record<string, string>
    } catch (error) {
      throw new AppError('secrets.unavailable', { why: 'file' }, { cause: error })
    }
  }
  function save(all: Record<string, string>): void {
    const temporary = `${file}.${process.pid}.part`
    try {
      rmSync(temporary, { force: true })
      const handle = openSync(temporary, 'wx', 0o600)
      try {
        writeSync(handle, JSON.stringify(all))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(temporary, file)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw new AppError('secrets.unavailable', { why: 'write' }, { cause: error })
    }
  }
  return {
    get: (name: string): string | null => load()[name] ?? null,
    set(name: string, sealed: string): void {
      save({ ...load(), [name]: sealed })
    },
    remove(name: string): void {
      const all = load()
      if (!Object.hasOwn(all, name)) return
      delete all[name]
      save(all)
    }
  }
}
