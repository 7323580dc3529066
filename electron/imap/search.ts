import type { ImapFlow } from 'imapflow'
import type { UidRun } from '../../shared/mail/message.ts'
import { atom, type Attribute, run, textOf } from './command.ts'
import { runsOf } from '../../shared/mail/runs.ts'
import { expand, parseSet } from '../wire/uids.ts'

const searchDeadline = 180_000

/**
 * UIDs that meet the criteria, ascending, as runs: with ESEARCH a folder of 50,000 is a line of a few octets,
 * where plain SEARCH sends 300 KB.
 */
export async function searchRuns(client: ImapFlow, criteria: Attribute[]): Promise<UidRun[]> {
  const short = client.capabilities.has('ESEARCH') || client.capabilities.has('IMAP4rev2')
  const runs: UidRun[] = []
  const plain: number[] = []
  await run(client, 'UID SEARCH', [...(short ? [atom('RETURN'), [atom('ALL')]] : []), ...criteria], {
    deadline: searchDeadline,
    untagged: {
      ESEARCH: ({ attributes = [] }) => {
        const at = attributes.findIndex((one) => textOf(one).toUpperCase() === 'ALL')
        if (at >= 0) runs.push(...parseSet(textOf(attributes[at + 1])))
      },
      SEARCH: ({ numbers = [], attributes = [] }) => {
        for (const one of [...numbers, ...attributes.map(textOf)]) {
          const uid = Number(one)
          if (Number.isSafeInteger(uid) && uid > 0) plain.push(uid)
        }
      }
    }
  })
  return plain.length ? runsOf([...new Set(plain)].sort((a, b) => a - b)) : runs
}

export async function searchUids(client: ImapFlow, criteria: Attribute[]): Promise<number[]> {
  return expand(await searchRuns(client, criteria))
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** SINCE takes a day and looks at INTERNALDATE without its zone: a few hours more than asked for, never fewer. */
export function sinceCriteria(since: number | null): Attribute[] {
  if (since === null) return [atom('ALL')]
  const day = new Date(since)
  return [atom('SINCE'), atom(`${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`)]
}
