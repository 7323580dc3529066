import type { Bridge } from '../../../shared/contract/index.ts'
import type { Filing } from '../../../shared/contract/sharing.ts'
import { AppError } from '../../../shared/errors.ts'

const atOnce = 500
interface Some {
  add: Filing[]
  remove: Filing[]
}
const keyOf = ({ message, record }: Filing): string => `${record} ${message}`

/** Keys of mails that the workspace knows as filed somewhere where they are not any more. */
export function unfiledOf(known: readonly Filing[], wanted: readonly Filing[]): string[] {
  const want = new Set(wanted.map(keyOf))
  return known.filter((one) => !want.has(keyOf(one))).map(({ message }) => message)
}

/**
 * Brings what the rep filed by hand to the workspace, before the mails themselves come: it is why they are taken.
 * @returns what the workspace has now
 */
export async function settleFilings(
  bridge: Bridge,
  mailbox: string,
  wanted: readonly Filing[],
  known: readonly Filing[]
): Promise<Filing[]> {
  const here = new Set(known.map(keyOf))
  const want = new Set(wanted.map(keyOf))
  const add = wanted
    .filter((one) => !here.has(keyOf(one)))
    .map(({ message, record, kind }) => ({ message, record, kind }))
  const remove = known.filter((one) => !want.has(keyOf(one)))
  let now = [...known]
  async function settled(some: Some): Promise<boolean> {
    try {
      await bridge.call('workspace.fileMails', { mailbox, ...some })
      return true
    } catch (error) {
      if (error instanceof AppError && /^(?:workspace.notAllowed|sharing.locked)$/.test(error.code))
        return false
      throw error
    }
  }
  for (let at = 0; at < Math.max(add.length, remove.length); at += atOnce) {
    const some = { add: add.slice(at, at + atOnce), remove: remove.slice(at, at + atOnce) }
    const each = [
      ...some.add.map((one) => ({ add: [one], remove: [] })),
      ...some.remove.map((one) => ({ add: [], remove: [one] }))
    ]
    // where one cannot be, as on a record that the rep does not see any more, the others are not kept waiting
    const done = (await settled(some)) ? [some] : []
    if (done.length === 0) for (const one of each) if (await settled(one)) done.push(one)
    const gone = new Set(done.flatMap((one) => one.remove.map(keyOf)))
    now = [...now.filter((one) => !gone.has(keyOf(one))), ...done.flatMap((one) => one.add)]
  }
  return now
}
