import { Select } from '@mantine/core'
import { useFolders } from '../../cache/index.ts'
import { Section } from '../../ui/Page.tsx'
import { settings } from '../../words/en/settings.ts'
import type { AccountSection } from './section.ts'

const words = settings.accounts
const roles = ['drafts', 'sent', 'archive', 'junk', 'trash'] as const

/** Which folder of the server is what, where the server does not say or the rep knows better. */
export function FolderMapping({ account, change }: AccountSection) {
  const folders = useFolders()
    .filter((folder) => folder.account === account.id && folder.selectable && folder.role !== 'inbox')
    .sort((a, b) => a.path.localeCompare(b.path))
  if (account.protocol !== 'imap' || folders.length === 0) return null
  const paths = folders.map((folder) => folder.path)
  return (
    <Section title={words.folderMapping} text={words.folderMappingText}>
      {roles.map((role) => {
        const given = folders.find((folder) => folder.role === role)?.path
        const auto = { value: '', label: given ? `${words.folderAuto}: ${given}` : words.folderAuto }
        return (
          <Select
            key={role}
            label={words.roles[role]}
            searchable
            data={[auto, ...paths.map((path) => ({ value: path, label: path }))]}
            value={account.folderRoles[role] ?? ''}
            onChange={(path) => {
              const { [role]: _, ...rest } = account.folderRoles
              void change({ folderRoles: path ? { ...rest, [role]: path } : rest })
            }}
          />
        )
      })}
    </Section>
  )
}
