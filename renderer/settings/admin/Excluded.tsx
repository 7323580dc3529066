import { TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { asciiDomain, isDomain } from '../../../shared/context/address.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Section } from '../../ui/Page.tsx'
import { administration } from '../../words/en/administration.ts'
import styles from '../Organisation.module.css'
import type { Admin } from './use-admin.ts'

const words = administration.excluded

/** As it is kept: `@domain`, or a whole address; '' for what is neither. */
function entryIn(typed: string): string {
  const text = typed.trim().toLowerCase()
  const at = text.lastIndexOf('@')
  const domain = asciiDomain(text.slice(at + 1))
  return isDomain(domain) ? `${text.slice(0, Math.max(0, at))}@${domain}` : ''
}

/** Domains and addresses that nobody shares mail with. */
export function Excluded({ entries, act }: { entries: readonly string[]; act: Admin['act'] }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const save = (next: string[], said: string, undo = true): Promise<boolean> =>
    act(
      'workspace.setExcluded',
      { entries: next },
      said,
      undo ? () => void save([...entries], words.title, false) : undefined
    )
  async function add(): Promise<void> {
    const entry = entryIn(typed)
    const fault = !entry
      ? words.wrong(typed.trim())
      : entries.includes(entry)
        ? words.known(shown(entry))
        : ''
    setWrong(fault)
    if (fault) return
    if (await save([...entries, entry], words.added(shown(entry)))) setTyped('')
  }
  return (
    <Section title={words.title} text={words.text}>
      <div className={styles.part}>
        {entries.length === 0 ? (
          <p className={styles.none}>{words.none}</p>
        ) : (
          <ul className={styles.list} aria-label={words.title}>
            {entries.map((entry) => (
              <li key={entry} className={styles.item}>
                <span className={styles.grow}>{shown(entry)}</span>
                <IconButton
                  name={words.remove(shown(entry))}
                  onClick={() =>
                    void save(
                      entries.filter((one) => one !== entry),
                      words.removed(shown(entry))
                    )
                  }
                >
                  <IconX size={16} stroke={1.75} aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <form
          className={styles.add}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <TextInput
            className={styles.grow}
            label={words.label}
            placeholder={words.example}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            error={wrong || undefined}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              setWrong('')
            }}
          />
          <Button type="submit" className={styles.beside} disabled={typed.trim() === ''}>
            {words.add}
          </Button>
        </form>
      </div>
    </Section>
  )
}

const shown = (entry: string): string => entry.replace(/^@/, '')
