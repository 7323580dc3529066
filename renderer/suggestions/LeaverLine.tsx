import { IconUserOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import { plainText } from '../../shared/intelligence/compare.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { useCache } from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { suggestions as words } from '../words/en/suggestions.ts'
import { dismissForGood, undoing } from './acts.ts'
import type { Suggestion } from './find.ts'
import { Line } from './Line.tsx'
import type { PersonRecord } from '../../shared/intelligence/enrichment.ts'

interface Known {
  kind: 'lead' | 'contact'
  id: string
}

/** Somebody who is no longer there, and who has taken over. */
export function LeaverLine({ of, sender }: { of: Suggestion & { kind: 'left' }; sender: PersonRecord }) {
  const bridge = useBridge()
  const cache = useCache()
  const { who, successor, line } = of.leaver
  const name = successor?.name ?? null
  const address = successor?.address ?? null
  const record = useKnown(bridge, who, null, sender)
  const known = useKnown(bridge, name ?? '', address, sender)
  const open = (one: Known) => async (): Promise<void> => {
    runCommand('record.open', { kind: one.kind, id: one.id })
  }

  async function add(): Promise<void> {
    if (address === null) return
    const { record: made, existed } = await bridge.call('workspace.createFromSender', {
      kind: sender.kind,
      name: name ?? '',
      address,
      account: sender.kind === 'lead' ? sender.company : sender.accountName
    })
    showToast({
      text: existed ? words.isKnown(made.name) : words.addedPerson(made.name),
      ...(existed
        ? {}
        : {
            undo: undoing(() =>
              bridge.call('workspace.delete', { kind: made.kind, id: made.id, rev: made.rev })
            )
          })
    })
  }
  return (
    <Line
      icon={<IconUserOff size={17} stroke={1.75} aria-hidden="true" />}
      what={words.left(who, name ?? address)}
      why={words.quoted(line)}
      acts={[
        ...(record ? [{ label: words.openRecord, run: open(record) }] : []),
        ...(address !== null && known === null ? [{ label: words.addPerson(name ?? address), run: add }] : [])
      ]}
      onDismiss={() => dismissForGood({ bridge, cache }, of.key)}
    />
  )
}

/** Who that is in the CRM: by address, else the only one of just this name. undefined: not known yet. */
function useKnown(
  bridge: Bridge,
  name: string,
  address: string | null,
  sender: PersonRecord
): Known | null | undefined {
  const [known, setKnown] = useState<Known | null>()
  const [turn, setTurn] = useState(0)
  useEffect(() => bridge.on('workspace.changed', () => setTurn((before) => before + 1)), [bridge])
  const { kind, id } = sender
  const isSender = name !== '' && plainText(sender.name) === plainText(name)
  useEffect(() => {
    let current = true
    const set = (one: Known | null): void => {
      if (current) setKnown(one)
    }
    if (isSender) set({ kind, id })
    else void find(bridge, name, address).then(set, () => undefined)
    return () => {
      current = false
    }
  }, [bridge, name, address, isSender, kind, id, turn])
  return known
}

async function find(bridge: Bridge, name: string, address: string | null): Promise<Known | null> {
  if (address !== null) {
    const { view } = await bridge.call('workspace.person', { address })
    const record = view?.record
    return record?.kind === 'lead' || record?.kind === 'contact' ? { kind: record.kind, id: record.id } : null
  }
  if (name === '') return null
  const rows = await bridge.call('workspace.search', { text: name, kinds: ['contact', 'lead'], limit: 10 })
  const same = rows.filter((row) => plainText(row.name) === plainText(name))
  const [only] = same
  return only && same.length === 1 && (only.kind === 'lead' || only.kind === 'contact')
    ? { kind: only.kind, id: only.id }
    : null
}
