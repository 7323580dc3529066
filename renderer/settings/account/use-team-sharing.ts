import { useEffect, useState } from 'react'
import type { Account } from '../../../shared/contract/accounts.ts'
import { sameAddress, ownAddresses } from '../../../shared/identity.ts'
import { useSession } from '../../bridge-context.ts'

export interface TeamSharing {
  /** Nobody is there to share with. */
  alone: boolean
  /** Active users but the rep; null: the workspace is out of reach. */
  people: number | null
  excluded: string[]
  /** The administrator locked what this mailbox shares. */
  held: boolean
}

/** What the team's workspace says of sharing; null while it is not known. */
export function useTeamSharing(account: Account): TeamSharing | null {
  const { bridge, connected, accounts } = useSession()
  const [team, setTeam] = useState<TeamSharing | null>(null)
  const { id } = account
  const own = accounts.flatMap(ownAddresses).join(' ')
  useEffect(() => {
    if (!connected) return
    let current = true
    async function read(): Promise<void> {
      const { where } = await bridge.call('team.state', {})
      const alone = where === 'here'
      // what is known of a workspace that is out of reach stands
      if (current) setTeam((before) => before ?? { alone, people: null, excluded: [], held: false })
      const [said, users] = await Promise.all([
        bridge.call('workspace.sharing', {}),
        bridge.call('workspace.list', { kind: 'user', limit: 200 })
      ])
      const mine = own.split(' ')
      const others = users.rows.filter(
        (row) =>
          row.kind === 'user' &&
          row.active &&
          !row.addresses.some((one) => mine.some((address) => sameAddress(one, address)))
      )
      const mailbox = said.mailboxes.find((one) => one.id === id)
      const next = {
        alone,
        people: others.length,
        excluded: said.excluded,
        held: said.locked && mailbox !== undefined && mailbox.rule.mode !== 'private'
      }
      if (current) setTeam(next)
    }
    const again = (): void => void read().catch(() => undefined)
    again()
    const offs = [bridge.on('workspace.changed', again), bridge.on('team.changed', again)]
    return () => {
      current = false
      for (const off of offs) off()
    }
  }, [bridge, connected, id, own])
  return team
}
