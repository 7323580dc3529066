import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { preferences } from '../words/en/preferences.ts'
import type { SettingsPlace } from '../words/en/settings-pages.ts'
import { settings } from '../words/en/settings.ts'
import styles from './Settings.module.css'

const words = preferences.search
const pageNames: Record<string, string> = settings.pages

export type SearchOf = (text: string) => SettingsPlace[]

/** Finds a page or a section by a few letters; while nothing is typed, the pages stand as they do. */
export function SettingsSearch({ search, children }: { search: SearchOf; children: ReactNode }) {
  const [text, setText] = useState('')
  const found = search(text)
  return (
    <>
      <TextInput
        className={styles.search}
        type="search"
        aria-label={words.label}
        placeholder={words.label}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={15} stroke={1.75} aria-hidden="true" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            setText('')
          }
          const [first] = found
          if (event.key === 'Enter' && first) location.hash = addressOf(first)
        }}
      />
      {text.trim() === '' && children}
      {found.length > 0 && (
        <ul className={styles.found} aria-label={words.results}>
          {found.map((place) => (
            <li key={`${place.id} ${place.title}`}>
              <a href={addressOf(place)} className={styles.link}>
                <span className={styles.grow}>
                  {place.title}
                  {place.part && <span className={styles.small}>{pageNames[place.id]}</span>}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {text.trim() !== '' && found.length === 0 && (
        <p className={styles.group} role="status">
          {words.none}
        </p>
      )}
    </>
  )
}

function addressOf({ id, title, part }: SettingsPlace): string {
  return `#/settings/${id}${part ? `//${encodeURIComponent(title)}` : ''}`
}
