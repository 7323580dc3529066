import { Checkbox, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Action } from '../../../shared/filters/model.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { filters } from '../../words/en/filters.ts'
import { faultOfAction } from './faults.ts'
import styles from './filters.module.css'
import { FolderChoice } from './FolderChoice.tsx'

const words = filters.editor

interface Props {
  action: Action
  number: number
  account: string | null
  strict: boolean
  onChange(action: Action): void
  onRemove(): void
}

type Act = keyof typeof words.acts
const offered: readonly Act[] = [
  'move',
  'copy',
  'label',
  'tag',
  'read',
  'unread',
  'star',
  'important',
  'notImportant',
  'archive',
  'trash',
  'junk',
  'neverSpam',
  'forward',
  'stop'
]

function fresh(act: Act): Action {
  switch (act) {
    case 'move':
    case 'copy':
      return { kind: act, folder: { path: [], source: '' } }
    case 'label':
      return { kind: 'label', name: '', smart: '' }
    case 'tag':
      return { kind: 'tag', key: '' }
    case 'important':
    case 'notImportant':
      return { kind: 'important', on: act === 'important' }
    case 'forward':
      return { kind: 'forward', to: '', consent: false }
    case 'stop':
      return { kind: 'stop', implied: false }
    case 'other':
      return { kind: 'other', name: '', value: '' }
    default:
      return { kind: act }
  }
}

const actOf = (action: Action): Act =>
  action.kind === 'important' && !action.on ? 'notImportant' : action.kind

/** One action and what it needs to know. */
export function ActionRow({ action, number, account, strict, onChange, onRemove }: Props) {
  const fault = strict ? faultOfAction(action) : ''
  return (
    <div role="group" aria-label={words.action(number)} className={`${styles.line} ${styles.act}`}>
      {action.kind === 'other' ? (
        <span className={styles.fixed}>{words.acts.other}</span>
      ) : (
        <Select
          aria-label={words.act}
          data={offered.map((act) => ({ value: act, label: words.acts[act] }))}
          value={actOf(action)}
          allowDeselect={false}
          onChange={(act) => act && onChange(fresh(act as Act))}
        />
      )}
      <div className={styles.value}>
        <Detail action={action} account={account} fault={fault} onChange={onChange} />
      </div>
      <IconButton name={words.removeAction(number)} onClick={onRemove}>
        <IconX size={16} stroke={1.75} aria-hidden="true" />
      </IconButton>
    </div>
  )
}

function Detail({
  action,
  account,
  fault,
  onChange
}: Pick<Props, 'action' | 'account' | 'onChange'> & { fault: string }) {
  const error = fault || undefined
  const help = {
    inputWrapperOrder: ['input', 'error', 'description'] as ('input' | 'error' | 'description')[],
    error
  }
  switch (action.kind) {
    case 'move':
    case 'copy':
      return (
        <FolderChoice
          bare
          label={words.folder}
          account={account}
          path={action.folder.path}
          error={error}
          onChange={(path) => onChange({ ...action, folder: { path, source: '' } })}
        />
      )
    case 'label':
      return (
        <TextInput
          {...help}
          aria-label={words.label}
          description={words.labelHelp}
          value={action.name}
          maxLength={500}
          onChange={(event) => onChange({ kind: 'label', name: event.currentTarget.value, smart: '' })}
        />
      )
    case 'tag':
      return (
        <TextInput
          {...help}
          aria-label={words.tag}
          description={words.tagHelp}
          value={action.key}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => onChange({ kind: 'tag', key: event.currentTarget.value.trim() })}
        />
      )
    case 'forward':
      return (
        <>
          <TextInput
            {...help}
            aria-label={words.address}
            type="email"
            value={action.to}
            maxLength={320}
            // consent was for the address that stood here
            onChange={(event) =>
              onChange({ kind: 'forward', to: event.currentTarget.value.trim(), consent: false })
            }
          />
          <Checkbox
            label={words.consent(action.to)}
            checked={action.consent}
            onChange={(event) => onChange({ ...action, consent: event.currentTarget.checked })}
          />
        </>
      )
    case 'other':
      return <span className={styles.fixed}>{[action.name, action.value].filter(Boolean).join(' ')}</span>
    default:
      return null
  }
}
