import { AppError } from '../../shared/errors.ts'

/** The thread died over a job, or took too long. */
export class Crash extends AppError {
  constructor() {
    super('app.internal', { detail: 'intelligence' })
  }
}

/**
 * Reads all of them however few the thread dies over: what crashed it twice is read in halves, and a single one that did
 * is left to `unread`. Where many crash it and nothing is read, none of them is the cause: throws `Crash`. Those that are
 * `joined` by something one of them may crash it with are all left to `unread`, how many there may be.
 */
export async function inParts<T, R>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<R[]>,
  unread: (one: T) => R | Promise<R>,
  joined = false
): Promise<R[]> {
  const left: T[] = []
  let anyRead = false
  async function part(some: readonly T[]): Promise<(R | typeof none)[]> {
    for (let time = 0; time < 2; time++)
      try {
        const answer = await read(some)
        anyRead = true
        return answer
      } catch (error) {
        if (!(error instanceof Crash)) throw error
      }
    if (some.length > 1) {
      const half = some.length >> 1
      return [...(await part(some.slice(0, half))), ...(await part(some.slice(half)))]
    }
    left.push(...some)
    if (!joined && !anyRead && left.length >= many) throw new Crash()
    return some.map(() => none)
  }
  const found = await part(all)
  return Promise.all(found.map((one) => (one === none ? unread(left.shift()!) : (one as R))))
}
const none = Symbol('none')
/** So many do not all crash it by themselves. */
const many = 5
