import { Select, Switch, TextInput } from '@mantine/core'
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import type { AnyRecord, RecordKind } from '../../shared/contract/records.ts'
import { runCommand } from '../app/commands.ts'
import { useAnswer } from '../bridge-answer.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/Page.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import { errorText } from '../words/index.ts'
import { deals as words } from '../words/en/deals.ts'
import { columns } from './columns.tsx'
import { openNew } from './form-store.ts'
import { kindLook } from './look.ts'
import { useRecords, type Order } from './use-records.ts'
import styles from './deals.module.css'

const dated = (kind: RecordKind): kind is 'deal' | 'activity' => kind === 'deal' || kind === 'activity'

/** All records of a kind: search, order, page by page. */
export function RecordList({ kind }: { kind: RecordKind }) {
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState<Order>(dated(kind) ? 'date' : 'name')
  const [open, setOpen] = useState(dated(kind))
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed), 150)
    return () => clearTimeout(timer)
  }, [typed])
  const list = useRecords({ kind, search, order, open: open && dated(kind) })
  const { icon, color } = kindLook[kind]
  const orders = [
    { value: 'name', label: words.orders.name },
    { value: 'changed', label: words.orders.changed },
    ...(dated(kind) ? [{ value: 'date', label: words.orders.date[kind] }] : [])
  ]
  return (
    <div className={styles.page}>
      <PageHead title={words.lists[kind]} text={list.total === null ? '' : words.total(list.total)}>
        {kind !== 'activity' && (
          <Button
            icon={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => runCommand('record.import', { kind })}
          >
            {words.importFile}
          </Button>
        )}
        <Button
          kind="primary"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => openNew(kind)}
        >
          {words.newOne[kind]}
        </Button>
      </PageHead>
      <div className={styles.tools}>
        <TextInput
          className={styles.search}
          type="search"
          aria-label={words.search[kind]}
          placeholder={words.search[kind]}
          value={typed}
          maxLength={200}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Select
          className={styles.short}
          aria-label={words.order}
          data={orders}
          value={order}
          onChange={(value) => setOrder((value as Order | null) ?? 'name')}
        />
        {dated(kind) && (
          <Switch
            label={words.openOnly[kind]}
            checked={open}
            onChange={({ currentTarget }) => setOpen(currentTarget.checked)}
          />
        )}
      </div>
      {list.error !== undefined && (
        <Bar tone="neg" role="alert" title={errorText(list.error).what} text={errorText(list.error).safe}>
          <Button size="small" onClick={list.again}>
            {words.again}
          </Button>
        </Bar>
      )}
      {list.rows && list.rows.length > 0 && <Table kind={kind} rows={list.rows} />}
      {list.rows?.length === 0 && (
        <EmptyState
          icon={icon}
          color={color}
          title={search === '' ? words.none[kind] : words.nothing(search)}
          text={search === '' ? words.noneText[kind] : undefined}
        />
      )}
      {!list.rows && list.error === undefined && <Loading />}
      {list.more && (
        <div className={styles.more}>
          <Button onClick={list.more}>{words.more}</Button>
        </div>
      )}
    </div>
  )
}

function Table({ kind, rows }: { kind: RecordKind; rows: readonly AnyRecord[] }) {
  const all = columns[kind]
  const profiles = useAnswer('workspace.organisation', kind === 'user' ? {} : null).value?.profiles ?? []
  const template = `minmax(0, 2fr) ${all.map(({ share }) => `minmax(0, ${share}fr)`).join(' ')}`
  return (
    <div role="table" aria-label={words.lists[kind]} className={styles.table}>
      <div role="row" className={styles.tableHead} style={{ gridTemplateColumns: template }}>
        <span role="columnheader">{words.fields.name}</span>
        {all.map(({ name, right }) => (
          <span key={name} role="columnheader" className={right && styles.right}>
            {name}
          </span>
        ))}
      </div>
      {rows.map((record) => (
        <div
          key={record.id}
          role="row"
          className={styles.tableRow}
          style={{ gridTemplateColumns: template }}
          onClick={() => runCommand('record.open', { kind, id: record.id })}
        >
          <span role="cell">
            <button type="button" className={styles.rowName} onKeyDown={moveByArrows}>
              {record.name}
            </button>
          </span>
          {all.map(({ name, right, show }) => (
            <span key={name} role="cell" className={right && styles.right}>
              {show(record, profiles)}
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

/** Arrows go from row to row; Tab still reaches each. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const row = event.currentTarget.closest('[role=row]')
  const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling
  next?.querySelector('button')?.focus()
  event.preventDefault()
}

function Loading() {
  return useLate() ? <p className={styles.quiet}>{words.loading}</p> : null
}
