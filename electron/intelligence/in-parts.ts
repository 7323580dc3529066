import { AppError } from '../../shared/errors.ts'

/** The thread died over a job, or took too long. */
export class Crash extends AppError {
  constructor() {
    super('app.internal', { detail: 'intelligence' })
  }
}

/**
 * Reads all of them however few the thread dies over: what crashed it twice is read in halves, and a single one that did
 * is left to `unread`. Where every one of many crashes it, none of them is the cause: throws `Crash`.
 */
export async function inParts<T, R>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<R[]>,
  unread: (one: T) => R | Promise<R>
): Promise<R[]> {
  const left: T[] = []
  async function part(some: readonly T[]): Promise<(R | typeof none)[]> {
    for (let time = 0; time < 2; time++)
      try {
        return await read(some)
      } catch (error) {
        if (!(error instanceof Crash)) throw error
      }
    if (some.length > 1) {
      const half = some.length >> 1
      return [...(await part(some.slice(0, half))), ...(await part(some.slice(half)))]
    }
    left.push(...some)
    return some.map(() => none)
  }
  const found = await part(all)
  if (left.length >= many && left.length === all.length) throw new Crash()
  return Promise.all(found.map((one) => (one === none ? unread(left.shift()!) : (one as R))))
}
const none = Symbol('none')
/** So many do not all crash it by themselves. */
const many = 5
