import type { EmailRow } from './merge.ts'
import type { Sharer } from './use-sharers.ts'

/** How many mails stand behind each choice of `Show emails`. */
export interface Counts {
  all: number
  crm: number
  imap: number
  pop3: number
}

/** Where all of the list is here: each mail once, however many share it. */
export function countsOf(rows: readonly EmailRow[]): Counts {
  const of = (source: string): number =>
    rows.filter(
      ({ shared, filed }) =>
        shared?.owners.some((owner) => owner.source === source) || (source === 'crm' && filed !== undefined)
    ).length
  return { all: rows.length, crm: of('crm'), imap: of('imap'), pop3: of('pop3') }
}

/**
 * By what the workspace counts, a mail once for each who shares it.
 * @param own mails of the rep's own on this computer; those that the rep shares are among them
 */
export function countsBy(sharers: readonly Sharer[], own: number): Counts {
  const sum = (key: 'mails' | 'crm' | 'imap' | 'pop3'): number =>
    sharers.reduce((total, sharer) => total + sharer[key], 0)
  const mine = sharers.find((sharer) => sharer.mine)?.mails ?? 0
  return {
    all: sum('mails') + Math.max(0, own - mine),
    crm: sum('crm'),
    imap: sum('imap'),
    pop3: sum('pop3')
  }
}
