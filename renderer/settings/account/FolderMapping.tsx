import { Select } from '@mantine/core'
import { useState } from 'react'
import { type ShownFolder, useFolders } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import { FolderSample } from './FolderSample.tsx'
import type { AccountSection } from './section.ts'

const words = preferences.folders
const roles = ['sent', 'drafts', 'trash', 'junk', 'archive'] as const
/** No path begins so. */
const unused = '\0'

/** Which folder of the server is what: open where the server does not say so itself or the rep decided otherwise. */
export function FolderMapping({ account, change }: AccountSection) {
  const [opened, setOpened] = useState(false)
  const folders = useFolders()
    .filter((folder) => folder.account === account.id && folder.selectable && folder.role !== 'inbox')
    .sort((a, b) => a.path.localeCompare(b.path))
  if (account.protocol !== 'imap')
    return (
      <Section title={words.title} text={words.text}>
        <p>{words.pop}</p>
      </Section>
    )
  if (folders.length === 0) return null
  const of = (role: string): ShownFolder | undefined => folders.find((folder) => folder.role === role)
  const standard = roles.every((role) => of(role)?.roleFrom === 'server')
  const chosen = roles.some((role) => role in account.folderRoles)
  if (standard && !chosen && !opened)
    return (
      <Section title={words.title} text={words.text}>
        <p>{words.standard}</p>
        <div>
          <Button aria-expanded={false} onClick={() => setOpened(true)}>
            {words.open}
          </Button>
        </div>
      </Section>
    )
  function choose(role: string, path: string | null): void {
    const { [role]: _, ...rest } = account.folderRoles
    void change({ folderRoles: path === null ? rest : { ...rest, [role]: path === unused ? '' : path } })
  }
  return (
    <Section title={words.title} text={words.text}>
      <p>{standard ? words.standard : words.guessed}</p>
      {roles.map((role) => (
        <Role
          key={role}
          role={role}
          folder={of(role)}
          chosen={account.folderRoles[role]}
          paths={folders.map(({ path }) => path)}
          onChoose={(path) => choose(role, path)}
        />
      ))}
    </Section>
  )
}

interface RoleProps {
  role: (typeof roles)[number]
  folder: ShownFolder | undefined
  /** The rep's choice: a path, '' for no folder, undefined for none made. */
  chosen: string | undefined
  paths: string[]
  onChoose(path: string | null): void
}

function Role({ role, folder, chosen, paths, onChoose }: RoleProps) {
  const gone = chosen !== undefined && chosen !== '' && !paths.includes(chosen)
  const found = folder ? words.autoPath(folder.path) : words.autoNone
  const auto = chosen === undefined ? found : words.auto
  return (
    <div className={styles.mapped}>
      <Select
        label={words.roles[role]}
        searchable
        allowDeselect={false}
        data={[
          { value: '', label: auto },
          ...paths.map((path) => ({ value: path, label: path })),
          { value: unused, label: words.unused }
        ]}
        value={chosen === '' ? unused : (chosen ?? '')}
        error={gone ? words.gone(chosen) : undefined}
        onChange={(path) => path !== null && onChoose(path === '' ? null : path)}
      />
      {folder ? (
        <FolderSample folder={folder} />
      ) : (
        !gone && <p className={styles.small}>{chosen === '' ? words.off : words.none}</p>
      )}
    </div>
  )
}
