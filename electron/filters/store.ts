import { open, readFile, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { filterList, type FilterList } from '../../shared/contract/filters.ts'
import { diskError } from '../../shared/disk-error.ts'
import { AppError } from '../../shared/errors.ts'

/** Raised when the shape of a saved rule changes; older files are then brought to it here. */
const version = 1
const saved = filterList.extend({ version: z.literal(version) })

export interface FilterStore {
  /** @throws AppError filters.unavailable: the file is there and cannot be read; it is never begun anew over it */
  read(): Promise<FilterList>
  /** @throws AppError filters.conflict when `rev` is not that of the saved list */
  save(next: FilterList): Promise<FilterList>
}

/** All rules in one file, mode 600, written beside itself and renamed: a crash leaves the old list or the new. */
export function openFilterStore(file: string): FilterStore {
  let known: FilterList | null = null
  let tail: Promise<unknown> = Promise.resolve()

  /** One after another, so that two saves of one `rev` are not both taken. */
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const next = tail.then(work)
    tail = next.catch(() => undefined)
    return next
  }

  async function load(): Promise<FilterList> {
    if (known) return known
    let text: string
    try {
      text = await readFile(file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return (known = { rev: 0, rules: [] })
      throw new AppError('filters.unavailable', {}, { cause: error })
    }
    try {
      const { rev, rules } = saved.parse(JSON.parse(text))
      return (known = { rev, rules })
    } catch {
      // what stands in it may be addresses: not for the log
      throw new AppError('filters.unavailable')
    }
  }

  async function write(list: FilterList): Promise<void> {
    const temporary = `${file}.${process.pid}.part`
    try {
      await rm(temporary, { force: true })
      const handle = await open(temporary, 'wx', 0o600)
      try {
        await handle.writeFile(JSON.stringify({ version, ...list }))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, file)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw diskError(error)
    }
  }

  return {
    read: () => queued(load),
    save: (next) =>
      queued(async () => {
        const { rev } = await load()
        if (next.rev !== rev) throw new AppError('filters.conflict')
        const list = { rev: rev + 1, rules: next.rules }
        await write(list)
        return (known = list)
      })
  }
}
