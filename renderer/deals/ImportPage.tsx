import { Radio, Select } from '@mantine/core'
import { IconArrowLeft, IconFileImport } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { RecordKind } from '../../shared/contract/records.ts'
import type { ImportKind, ImportPreview, ImportResult } from '../../shared/contract/workspace.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { PageHead, Section } from '../ui/Page.tsx'
import { errorText } from '../words/index.ts'
import { deals } from '../words/en/deals.ts'
import { ImportMapping } from './ImportMapping.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import styles from './deals.module.css'

const words = deals.importing
const kinds: readonly ImportKind[] = ['contact', 'lead', 'account', 'deal', 'user']

interface Chosen {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** From a CSV file to records: choose, look, map, import, see what was refused. `from`: the list that asked for it. */
export function ImportPage({ from }: { from: RecordKind }) {
  const bridge = useBridge()
  const [kind, setKind] = useState<ImportKind>(from === 'activity' ? 'contact' : from)
  const [file, setFile] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [mapping, setMapping] = useState<(string | null)[]>([])
  const [onDuplicate, setOnDuplicate] = useState<'skip' | 'update'>('skip')
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [result, setResult] = useState<ImportResult | null>(null)
  const [error, setError] = useState<unknown>()

  useEffect(() => bridge.on('workspace.importProgress', (now) => setProgress((was) => was && now)), [bridge])
  useEffect(() => {
    if (!file) return
    let current = true
    setPreview(null)
    setError(undefined)
    bridge.call('workspace.importPreview', { kind, bytes: file.bytes }).then(
      (found) => {
        if (!current) return
        setPreview(found)
        setMapping(found.mapping)
      },
      (thrown: unknown) => current && setError(thrown)
    )
    return () => {
      current = false
    }
  }, [bridge, file, kind])

  async function run(): Promise<void> {
    if (!file || !preview) return
    setError(undefined)
    setProgress({ done: 0, total: preview.rows })
    try {
      setResult(await bridge.call('workspace.importRun', { kind, bytes: file.bytes, mapping, onDuplicate }))
    } catch (thrown) {
      setError(thrown)
    } finally {
      setProgress(null)
    }
  }
  const missing = preview ? missingOf(kind, preview, mapping) : null
  if (result) {
    return (
      <main className={styles.importPage} aria-label={words.title}>
        <PageHead title={words.title} />
        <ImportOutcome
          result={result}
          list={deals.lists[kind]}
          onShow={() => runCommand('record.list', { kind })}
          onAgain={() => {
            setResult(null)
            setFile(null)
            setPreview(null)
          }}
        />
      </main>
    )
  }
  return (
    <main className={styles.importPage} aria-label={words.title}>
      <Button
        kind="quiet"
        className={styles.backTo}
        icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => runCommand('record.list', { kind })}
      >
        {deals.back(deals.lists[kind])}
      </Button>
      <PageHead title={words.title} text={words.text} />
      <Section title={words.kind}>
        <Select
          className={styles.short}
          aria-label={words.kind}
          data={kinds.map((value) => ({ value, label: deals.lists[value] }))}
          value={kind}
          onChange={(value) => setKind((value as ImportKind | null) ?? 'contact')}
        />
        <FileDrop file={file} preview={preview} onFile={setFile} />
        {error !== undefined && (
          <Bar
            tone="neg"
            role="alert"
            title={errorText(error).what}
            text={`${errorText(error).safe} ${errorText(error).next}`}
          />
        )}
      </Section>
      {preview && (
        <>
          <Section title={words.mapping}>
            <ImportMapping preview={preview} mapping={mapping} onChange={setMapping} />
            {missing && <p className={styles.wrong}>{missing}</p>}
          </Section>
          <Section
            title={isPerson(kind) ? words.duplicates : words.duplicatesOther}
            text={isPerson(kind) ? words.duplicatesHelp : words.duplicatesHelpOther}
          >
            <Radio.Group
              aria-label={isPerson(kind) ? words.duplicates : words.duplicatesOther}
              value={onDuplicate}
              onChange={(value) => setOnDuplicate(value as 'skip' | 'update')}
            >
              <div className={styles.choices}>
                <Radio value="skip" label={words.skip} />
                <Radio value="update" label={words.update} />
              </div>
            </Radio.Group>
          </Section>
          <div className={styles.foot}>
            {progress && (
              <span role="status" aria-label={words.progress} className={styles.quiet}>
                {words.running(progress.done, progress.total)}
              </span>
            )}
            <Button
              kind="primary"
              busy={progress !== null}
              disabled={progress !== null || missing !== null}
              onClick={() => void run()}
            >
              {words.run(preview.rows)}
            </Button>
          </div>
        </>
      )}
    </main>
  )
}

const isPerson = (kind: ImportKind): boolean => kind === 'contact' || kind === 'lead' || kind === 'user'

/** Why the mapping does not do; null when it does. */
function missingOf(
  kind: ImportKind,
  preview: ImportPreview,
  mapping: readonly (string | null)[]
): string | null {
  const needed = preview.fields.find(({ key, required }) => required && !mapping.includes(key))
  if (needed) return words.needs(words.fields[needed.key] ?? needed.key)
  if (!isPerson(kind)) return null
  const named = ['name', 'firstName', 'lastName', 'address'].some((key) => mapping.includes(key))
  return named ? null : words.needsPerson
}

function FileDrop({
  file,
  preview,
  onFile
}: {
  file: Chosen | null
  preview: ImportPreview | null
  onFile(file: Chosen): void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  async function take(given: File | undefined): Promise<void> {
    if (given) onFile({ name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) })
  }
  return (
    <div
      className={cx(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files[0])
      }}
    >
      <IconFileImport size={20} stroke={1.5} aria-hidden="true" />
      <div className={styles.grow}>
        {file ? (
          <p>{preview ? words.file(file.name, preview.rows) : file.name}</p>
        ) : (
          <p className={styles.quiet}>{words.drop}</p>
        )}
        {preview && (
          <p className={styles.help}>
            {words.read(preview.encoding, words.delimiters[preview.delimiter] ?? preview.delimiter)}
          </p>
        )}
      </div>
      <Button kind={file ? 'default' : 'primary'} onClick={() => input.current?.click()}>
        {file ? words.other : words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/tab-separated-values"
        aria-label={words.choose}
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
    </div>
  )
}
