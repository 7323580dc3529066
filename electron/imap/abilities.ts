import type { ImapFlow } from 'imapflow'
import type { Ability } from '../../shared/contract/accounts.ts'

/** Of what a server offers, what changes how mail comes. */
const known: [kind: Ability['kind'], capability: string][] = [
  ['idle', 'IDLE'],
  ['resync', 'QRESYNC'],
  ['changes', 'CONDSTORE'],
  ['move', 'MOVE'],
  ['uids', 'UIDPLUS'],
  ['roles', 'SPECIAL-USE'],
  ['labels', 'X-GM-EXT-1'],
  ['compress', 'COMPRESS=DEFLATE'],
  ['quota', 'QUOTA']
]

export function abilitiesOf(client: ImapFlow): Ability[] {
  const said = client.capabilities
  const limit = Number(said.get('APPENDLIMIT'))
  return [
    ...known.filter(([, capability]) => said.has(capability)).map(([kind]) => ({ kind })),
    ...(Number.isSafeInteger(limit) && limit > 1 ? [{ kind: 'size' as const, value: limit }] : [])
  ]
}
