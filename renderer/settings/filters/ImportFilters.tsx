import { Checkbox, Select } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { FilterPreview } from '../../../shared/contract/filters.ts'
import { type Issue, stateOf } from '../../../shared/filters/issues.ts'
import type { Action, Rule } from '../../../shared/filters/model.ts'
import { useSession } from '../../bridge-context.ts'
import { countFits, makeFoldersFor, useCache } from '../../cache/index.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ToneChip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead, Section } from '../../ui/Page.tsx'
import { filters } from '../../words/en/filters.ts'
import styles from './filters.module.css'
import { FolderChoice } from './FolderChoice.tsx'
import { useMore } from './use-more.tsx'
import type { FilterEdit } from './use-filters.ts'

const words = filters.importing

export interface Chosen {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

interface Props {
  file: Chosen
  /** Those that are here already. */
  rules: readonly Rule[]
  edit: FilterEdit
  onClose(): void
}

type Entry = FilterPreview['filters'][number]

/** What two filters have in common that do the same; a folder that was chosen here is as good as one that was named. */
function sense({ match, conditions, actions }: Rule): string {
  const bare = actions.map((one) => {
    if (one.kind === 'forward') return { ...one, consent: false }
    return one.kind === 'move' || one.kind === 'copy'
      ? { ...one, folder: one.folder.source || one.folder.path }
      : one
  })
  return JSON.stringify([match, conditions, bare])
}

/** Looks at a file of filters: each in words, what is not taken over, what it fits; then takes over what is ticked. */
export function ImportFilters({ file, rules, edit, onClose }: Props) {
  const { bridge, accounts, preferences, setPreferences } = useSession()
  const offered = preferences.filtersOffered
  const cache = useCache()
  const [account, setAccount] = useState(
    (accounts.findLast(({ id }) => offered.includes(id)) ?? accounts[0])?.id ?? null
  )
  const [preview, setPreview] = useState<FilterPreview | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [folders, setFolders] = useState<ReadonlyMap<string, string[]>>(new Map())
  const [fits, setFits] = useState<{ fits: Map<string, number>; looked: number } | null>(null)
  const [busy, setBusy] = useState(false)
  const here = useMemo(() => new Set(rules.map(sense)), [rules])

  useEffect(() => {
    const abort = new AbortController()
    setPreview(null)
    setError(null)
    setFits(null)
    void (async () => {
      try {
        const found = await bridge.call(
          'filters.preview',
          { account, bytes: file.bytes },
          { signal: abort.signal }
        )
        if (abort.signal.aborted) return
        setPreview(found)
        setLeft(new Set(found.filters.filter(({ rule }) => here.has(sense(rule))).map(({ rule }) => rule.id)))
        if (account === null) return
        const all = found.filters.map(({ rule }) => rule)
        setFits(await countFits(cache, account, all, { signal: abort.signal }))
      } catch (thrown) {
        if (!abort.signal.aborted) setError(thrown)
      }
    })()
    return () => abort.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list as it was when the file was chosen
  }, [bridge, cache, file, account])

  const entries = (preview?.filters ?? []).map((entry) => withFolders(entry, folders))
  const [some, more] = useMore(entries)
  const chosen = entries.filter(({ rule }) => !left.has(rule.id))
  const asked = [
    ...new Set(
      (preview?.filters ?? []).flatMap(({ issues }) =>
        issues.flatMap((one) => (one.code === 'chooseFolder' ? one.what : []))
      )
    )
  ]

  async function run(): Promise<void> {
    setBusy(true)
    const taken = chosen.map(({ rule }) => rule)
    if (await edit.save((before) => [...before, ...taken], words.done(taken.length))) {
      if (account !== null) {
        if (offered.includes(account))
          setPreferences({ filtersOffered: offered.filter((id) => id !== account) })
        await makeFoldersFor(
          cache,
          account,
          taken.filter(({ enabled }) => enabled)
        )
      }
      onClose()
    }
    setBusy(false)
  }

  return (
    <>
      <PageHead
        title={words.title(file.name)}
        text={preview ? words.text(preview.read, preview.format) : error === null ? words.reading : undefined}
      />
      {error !== null && (
        <ErrorBar error={error}>
          <Button size="small" onClick={onClose}>
            {words.skip}
          </Button>
        </ErrorBar>
      )}
      {edit.error !== null && <ErrorBar error={edit.error} />}
      {preview?.stoppedAt && (
        <Bar
          tone="warn"
          role="status"
          title={words.stopped(preview.stoppedAt.line)}
          text={words.stoppedText}
        />
      )}
      {preview && entries.length === 0 && (
        <EmptyState icon={IconFilterOff} title={words.empty} text={words.emptyText}>
          <Button onClick={onClose}>{words.skip}</Button>
        </EmptyState>
      )}
      {preview && entries.length > 0 && (
        <>
          {accounts.length > 1 && (
            <Section title={words.account}>
              <Select
                className={styles.field}
                aria-label={words.account}
                data={accounts.map(({ id, address }) => ({ value: id, label: address }))}
                value={account}
                allowDeselect={false}
                onChange={setAccount}
              />
            </Section>
          )}
          {asked.length > 0 && (
            <Section title={words.folders} text={words.foldersText}>
              {asked.map((source) => (
                <div key={source} className={styles.mapping}>
                  <span className={styles.source} title={source}>
                    {filters.folderName(source)}
                  </span>
                  <FolderChoice
                    bare
                    label={words.folderFor(filters.folderName(source))}
                    account={account}
                    path={folders.get(source) ?? []}
                    onChange={(path) => setFolders(new Map(folders).set(source, path))}
                  />
                </div>
              ))}
            </Section>
          )}
          <section className={styles.preview} aria-label={words.filters}>
            <h2 className={styles.heading}>{words.filters}</h2>
            <p className={styles.small}>{words.filtersText}</p>
            <ul className={styles.list}>
              {some.map((entry) => (
                <PreviewRow
                  key={entry.rule.id}
                  entry={entry}
                  known={here.has(sense(entry.rule))}
                  checked={!left.has(entry.rule.id)}
                  fits={fits ? words.fits(fits.fits.get(entry.rule.id) ?? 0, fits.looked) : words.counting}
                  onCheck={(on) => {
                    const next = new Set(left)
                    if (on) next.delete(entry.rule.id)
                    else next.add(entry.rule.id)
                    setLeft(next)
                  }}
                />
              ))}
            </ul>
            {more}
          </section>
          <div className={styles.foot}>
            <span className={styles.small}>{words.chosen(chosen.length, entries.length)}</span>
            <Button onClick={onClose}>{words.skip}</Button>
            <Button
              kind="primary"
              busy={busy}
              disabled={busy || chosen.length === 0}
              onClick={() => void run()}
            >
              {words.run(chosen.length)}
            </Button>
          </div>
        </>
      )}
    </>
  )
}

function PreviewRow(props: {
  entry: Entry
  known: boolean
  checked: boolean
  fits: string
  onCheck(on: boolean): void
}) {
  const { entry, known, checked, fits, onCheck } = props
  const { rule, issues, on } = entry
  const state = stateOf(issues)
  const name = filters.nameOf(rule)
  const when = filters.conditionsOf(rule)
  const asksFolder = issues.some(({ code }) => code === 'chooseFolder')
  return (
    <li className={styles.row}>
      <Checkbox
        aria-label={words.choose(name)}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <div className={styles.text}>
        <span className={styles.name}>{name}</span>
        {when !== name && <span className={styles.small}>{when}</span>}
        <span className={styles.does}>{filters.actionsOf(rule)}</span>
        {issues.length > 0 && (
          <ul className={styles.issues}>
            {filters.issuesWords(issues).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <span className={styles.fits}>{fits}</span>
      </div>
      <div className={styles.chips}>
        {known && <ToneChip tone="plain">{words.known}</ToneChip>}
        {!on && <ToneChip tone="plain">{words.wasOff}</ToneChip>}
        {asksFolder ? (
          <ToneChip tone="warn">{words.needsFolder}</ToneChip>
        ) : (
          <ToneChip tone={state === 'ready' ? 'pos' : state === 'partly' ? 'warn' : 'neg'}>
            {words.states[state]}
          </ToneChip>
        )}
      </div>
    </li>
  )
}

/** A folder that was chosen is no issue any more. */
function withFolders({ rule, issues, on }: Entry, folders: ReadonlyMap<string, string[]>): Entry {
  const open: Issue[] = issues.filter((one) => one.code !== 'chooseFolder' || !folders.has(one.what))
  const actions = rule.actions.map((action): Action => {
    const path =
      action.kind === 'move' || action.kind === 'copy' ? folders.get(action.folder.source) : undefined
    return path && 'folder' in action ? { ...action, folder: { path, source: '' } } : action
  })
  return { rule: { ...rule, actions, enabled: on && stateOf(open) !== 'off' }, issues: open, on }
}
