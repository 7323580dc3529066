import { CloseButton, Combobox, InputBase, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { useBridge } from '../bridge-context.ts'
import { deals as words } from '../words/en/deals.ts'
import styles from './deals.module.css'

export type Picked = Output<'workspace.search'>[number]

interface Props {
  label: string
  kinds: RecordKind[]
  /** The name of what is chosen; '' when nothing is. */
  chosen: string
  onPick(picked: Picked | null): void
  error?: string
  /** The field is emptied after a choice: for adding to a list. */
  adds?: boolean
}

/** Chooses a record by typing the beginning of its name. */
export function RecordPicker({ label, kinds, chosen, onPick, error, adds = false }: Props) {
  const bridge = useBridge()
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const [typed, setTyped] = useState<string | null>(null)
  const [found, setFound] = useState<Picked[]>([])
  const text = typed ?? ''
  const kindKey = kinds.join()
  useEffect(() => {
    if (typed === null) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      bridge
        .call(
          'workspace.search',
          { text, kinds: kindKey.split(',') as RecordKind[], limit: 8 },
          { signal: stop.signal }
        )
        .then((rows) => !stop.signal.aborted && setFound(rows))
        .catch(() => setFound([]))
    }, 120)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [bridge, text, typed, kindKey])

  function choose(id: string): void {
    const picked = found.find((one) => one.id === id)
    if (picked) onPick(picked)
    setTyped(null)
    box.closeDropdown()
  }
  return (
    <Combobox store={box} onOptionSubmit={choose} shadow="md" transitionProps={{ duration: 120 }}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          role="combobox"
          label={label}
          error={error}
          value={typed ?? (adds ? '' : chosen)}
          placeholder={words.pick}
          maxLength={200}
          rightSection={
            chosen && !adds ? (
              <CloseButton size="sm" aria-label={`${words.clear} ${label}`} onClick={() => onPick(null)} />
            ) : null
          }
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            box.openDropdown()
            box.updateSelectedOptionIndex()
          }}
          onFocus={() => {
            setTyped(adds ? '' : chosen)
            box.openDropdown()
          }}
          onBlur={() => {
            setTyped(null)
            box.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown}>
        <Combobox.Options aria-label={label}>
          {found.map((one) => (
            <Combobox.Option key={one.id} value={one.id}>
              <span className={styles.option}>
                <span>{one.name}</span>
                <span className={styles.quiet}>{one.detail || one.address}</span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.nothingFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
