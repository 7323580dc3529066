import { MultiSelect } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { useBridge } from '../../bridge-context.ts'
import { useCache, useLedgerVersion } from '../../cache/index.ts'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'

const words = preferences.sharing

/** The records that mail may be seen on, found by the beginnings of their names. */
export function ChosenRecords({
  chosen,
  disabled,
  onChange
}: {
  chosen: string[]
  disabled: boolean
  onChange(chosen: string[]): void
}) {
  const bridge = useBridge()
  const { ledger } = useCache()
  const version = useLedgerVersion()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Output<'workspace.search'>>([])
  useEffect(() => {
    if (text.trim() === '') return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      bridge
        .call(
          'workspace.search',
          { text, kinds: ['contact', 'lead', 'account', 'deal'], limit: 10 },
          { signal: stop.signal }
        )
        .then((rows) => !stop.signal.aborted && setFound((before) => [...rows, ...before]))
        .catch(() => undefined)
    }, 120)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [bridge, text])
  /** Names of what was chosen before, as far as the directory knows them. */
  const known = useMemo(() => {
    const names = new Map<string, string>()
    for (const entry of ledger.directory.entries.values()) {
      names.set(entry.record, entry.name)
      if (entry.account !== null) names.set(entry.account, entry.accountName)
      for (const deal of entry.deals) names.set(deal.id, deal.name)
    }
    return names
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the directory
  }, [ledger, version])
  const options = new Map<string, string>()
  for (const id of chosen) options.set(id, known.get(id) ?? words.unknownRecord)
  for (const { id, name, detail } of found) options.set(id, detail ? `${name} · ${detail}` : name)
  return (
    <MultiSelect
      classNames={{ input: styles.pills, pill: styles.pill }}
      label={words.chosen}
      description={words.chosenHelp}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[...options].map(([value, label]) => ({ value, label }))}
      value={chosen}
      disabled={disabled}
      searchable
      searchValue={text}
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}
