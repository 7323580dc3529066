import { IconFileImport, IconFilter, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { largestFilterFile } from '../../../shared/contract/filters.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Rule } from '../../../shared/filters/model.ts'
import { useSession } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { filters as words } from '../../words/en/filters.ts'
import { ExportButton, type Left, LeftOut } from './ExportButton.tsx'
import { FilterEditor } from './FilterEditor.tsx'
import { FilterRow } from './FilterRow.tsx'
import styles from './filters.module.css'
import { type Chosen, ImportFilters } from './ImportFilters.tsx'
import { RunFilters } from './RunFilters.tsx'
import { useFilters } from './use-filters.ts'
import { useMore } from './use-more.tsx'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

const none: readonly Rule[] = []

/** All filters in the order they run; the way in for those of other programs, and out again. */
export function FiltersPage({ id }: { id: string | null }) {
  const { accounts } = useSession()
  const edit = useFilters()
  const [file, setFile] = useState<Chosen | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [left, setLeft] = useState<Left | null>(null)
  const [over, setOver] = useState(false)
  const [some, more] = useMore(edit.list?.rules ?? none)
  const input = useRef<HTMLInputElement>(null)
  const rules = edit.list?.rules ?? none
  const error = edit.error ?? refused
  const asked = id === 'import'
  useEffect(() => {
    if (!asked) return
    input.current?.click()
    // the way back, and a reload, do not ask for the file again
    history.replaceState(null, '', '#/settings/filters')
  }, [asked])

  async function take(given: File | undefined): Promise<void> {
    if (!given) return
    setRefused(null)
    // before a byte of it is read
    if (given.size > largestFilterFile)
      return setRefused(new AppError('filters.tooLarge', { limit: largestFilterFile }))
    try {
      setFile({ name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) })
    } catch {
      setRefused(new AppError('filters.unreadable', { line: null, column: null }))
    }
  }
  const drop = {
    onDragOver(event: DragEvent) {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault()
      setOver(false)
      void take(event.dataTransfer.files[0])
    }
  }

  if (file) return <ImportFilters file={file} rules={rules} edit={edit} onClose={() => setFile(null)} />
  if (id === 'run') return <RunFilters rules={rules} />
  if (id !== null && !asked && edit.list) {
    const rule = rules.find((one) => one.id === id) ?? null
    return <FilterEditor key={id} rule={rule} edit={edit} />
  }
  const choose = (
    <Button icon={<IconFileImport {...icon} />} onClick={() => input.current?.click()}>
      {words.importButton}
    </Button>
  )
  return (
    <div className={cx(styles.page, over && styles.over)} {...drop}>
      <PageHead title={words.title} text={words.text}>
        <Button
          kind="primary"
          icon={<IconPlus {...icon} />}
          onClick={() => (location.hash = '#/settings/filters/new')}
        >
          {words.newButton}
        </Button>
      </PageHead>
      {rules.length > 0 && (
        <div className={styles.acts}>
          {choose}
          <Button
            icon={<IconPlayerPlay {...icon} />}
            onClick={() => (location.hash = '#/settings/filters/run')}
          >
            {words.runButton}
          </Button>
          <ExportButton rules={rules} onLeft={setLeft} onError={setRefused} />
        </div>
      )}
      <input
        ref={input}
        type="file"
        accept=".xml,.dat,text/xml,application/xml"
        aria-label={words.importButton}
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
      {error !== null && <ErrorBar error={error} />}
      {left && <LeftOut left={left} rules={rules} onClose={() => setLeft(null)} />}
      {edit.list && rules.length === 0 && (
        <div className={styles.empty}>
          <EmptyState icon={IconFilter} title={words.none} text={words.noneText}>
            {choose}
          </EmptyState>
          <p className={styles.drop}>{words.drop}</p>
        </div>
      )}
      {rules.length > 0 && (
        <ol className={styles.list} aria-label={words.list}>
          {some.map((rule, at) => (
            <FilterRow
              key={rule.id}
              rule={rule}
              account={accountOf(rule)}
              first={at === 0}
              last={at === rules.length - 1}
              save={edit.save}
            />
          ))}
        </ol>
      )}
      {more}
    </div>
  )

  function accountOf({ account }: Rule): string {
    if (accounts.length < 2) return ''
    return account === null ? words.allAccounts : (accounts.find((one) => one.id === account)?.address ?? '')
  }
}
