import { Select } from '@mantine/core'
import { useState } from 'react'
import { levelsOf, useFolders } from '../../cache/index.ts'
import { filters as words } from '../../words/en/filters.ts'

interface Props {
  label: string
  /** Shown, or only read out. */
  bare?: boolean
  /** Whose folders; null: those of all mailboxes. */
  account: string | null
  path: readonly string[]
  error?: string | undefined
  onChange(path: string[]): void
}

const sign = ' / '

/** One of the folders that are there, or the name of a new one. */
export function FolderChoice({ label, bare = false, account, path, error, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const names = new Set(
    useFolders()
      .filter((folder) => folder.selectable && (account === null || folder.account === account))
      .map((folder) => levelsOf(folder).join(sign))
  )
  const value = path.join(sign)
  const wanted = typed
    .split('/')
    .map((level) => level.trim())
    .filter(Boolean)
    .join(sign)
  const known = [...names].sort((a, b) => a.localeCompare(b)).map((name) => ({ value: name, label: name }))
  const fresh = [value, wanted]
    .filter((name, i, all) => name !== '' && !names.has(name) && all.indexOf(name) === i)
    .map((name) => ({ value: name, label: name === value ? name : words.editor.newFolder(name) }))
  return (
    <Select
      {...(bare ? { 'aria-label': label } : { label })}
      placeholder={words.editor.chooseFolder}
      data={[...known, ...fresh]}
      value={value === '' ? null : value}
      error={error}
      searchable
      allowDeselect={false}
      onSearchChange={setTyped}
      onChange={(name) => name && onChange(name.split(sign))}
    />
  )
}
