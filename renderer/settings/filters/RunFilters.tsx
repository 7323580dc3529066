import { Select } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Rule } from '../../../shared/filters/model.ts'
import { useSession } from '../../bridge-context.ts'
import {
  type FilterPlan,
  makeFoldersFor,
  planFilters,
  runPlan,
  undo,
  useCache,
  useFolders
} from '../../cache/index.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead, Section } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { showToast } from '../../ui/toast.ts'
import { filters } from '../../words/en/filters.ts'
import styles from './filters.module.css'
import { useMore } from './use-more.tsx'

const words = filters.running
/** Folders are waited for so long, ms. */
const patience = 20_000

type Where = 'inbox' | 'all'
type State =
  { kind: 'idle' | 'stopped' | 'making' } | { kind: 'looking' | 'filing'; done: number; of: number }

/** Runs what is on over mail that is here: looked at first, then on a click, with one undo. */
export function RunFilters({ rules }: { rules: readonly Rule[] }) {
  const { accounts } = useSession()
  const cache = useCache()
  const folders = useFolders()
  const [account, setAccount] = useState(accounts[0]?.id ?? '')
  const [where, setWhere] = useState<Where>('inbox')
  const [plan, setPlan] = useState<FilterPlan | null>(null)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [error, setError] = useState<unknown>(null)
  const [noFolder, setNoFolder] = useState(false)
  const [said, setSaid] = useState('')
  const abort = useRef<AbortController>(new AbortController())
  const mine = useMemo(
    () => rules.filter((rule) => rule.enabled && (rule.account === null || rule.account === account)),
    [rules, account]
  )

  useEffect(() => {
    const own = (abort.current = new AbortController())
    setPlan(null)
    setError(null)
    setSaid('')
    if (account === '' || mine.length === 0) return setState({ kind: 'idle' })
    setState({ kind: 'looking', done: 0, of: 0 })
    const onProgress = (done: number, of: number): void => setState({ kind: 'looking', done, of })
    void planFilters(cache, account, mine, where, { signal: own.signal, onProgress }).then(
      (found) => {
        setPlan(found)
        setState({ kind: 'idle' })
      },
      (thrown: unknown) => {
        if (own.signal.aborted) setState({ kind: 'stopped' })
        else setError(thrown)
      }
    )
    return () => own.abort()
  }, [cache, account, mine, where])

  async function run(): Promise<void> {
    if (!plan) return
    const own = (abort.current = new AbortController())
    const progress = {
      signal: own.signal,
      onProgress: (done: number, of: number) => setState({ kind: 'filing', done, of })
    }
    setNoFolder(false)
    setState({ kind: 'making' })
    try {
      let { done, missing } = await runPlan(cache, plan, progress)
      if (missing.length > 0) {
        await makeFoldersFor(
          cache,
          account,
          mine.filter(({ id }) => plan.counts.has(id))
        )
        for (
          const end = Date.now() + patience;
          missing.length > 0 && Date.now() < end && !own.signal.aborted;
        ) {
          await new Promise((next) => setTimeout(next, 200))
          ;({ done, missing } = await runPlan(cache, plan, progress))
        }
      }
      setNoFolder(missing.length > 0)
      if (missing.length === 0) {
        setPlan(null)
        setSaid(done.count > 0 ? words.done(done.count) : words.nothingToDo)
        if (done.count > 0)
          showToast({ text: words.done(done.count), seconds: 20, undo: () => void undo(cache, done) })
      }
    } catch (thrown) {
      setError(thrown)
    }
    setState({ kind: 'idle' })
  }

  const [some, more] = useMore(plan ? mine.filter(({ id }) => plan.counts.has(id)) : [])
  const busy = state.kind !== 'idle' && state.kind !== 'stopped'
  const nothing = plan !== null && plan.mails.length === 0
  const inboxes = folders.some((folder) => folder.account === account && folder.role === 'inbox')
  return (
    <>
      <p className={styles.back}>
        <a href="#/settings/filters">
          <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
          {filters.title}
        </a>
      </p>
      <PageHead title={words.title} text={words.text} />
      {error !== null && <ErrorBar error={error} />}
      {noFolder && <Bar tone="warn" role="alert" title={words.making} text={words.noFolder} />}
      {said && (
        <div className={styles.said}>
          <Bar tone="pos" role="status" title={said} />
        </div>
      )}
      <Section title={words.where}>
        <div className={styles.where}>
          {accounts.length > 1 && (
            <Select
              className={styles.field}
              aria-label={words.account}
              data={accounts.map(({ id, address }) => ({ value: id, label: address }))}
              value={account}
              allowDeselect={false}
              onChange={(id) => id && setAccount(id)}
            />
          )}
          {inboxes && (
            <Segments<Where>
              name={words.where}
              value={where}
              options={[
                { value: 'inbox', label: words.places.inbox },
                { value: 'all', label: words.places.all }
              ]}
              onChange={setWhere}
            />
          )}
        </div>
      </Section>
      {(plan || busy || !said) && (
        <Section title={words.preview}>
          {(nothing || mine.length === 0) && <p className={styles.small}>{words.nothing}</p>}
          {plan && !nothing && (
            <ul className={styles.list} aria-label={words.preview}>
              {some.map((rule) => (
                <li key={rule.id} className={styles.row}>
                  <div className={styles.text}>
                    <span className={styles.name}>{filters.nameOf(rule)}</span>
                    <span className={styles.does}>{filters.actionsOf(rule)}</span>
                  </div>
                  <span className={styles.count}>{words.fits(plan.counts.get(rule.id) ?? 0)}</span>
                </li>
              ))}
            </ul>
          )}
          {more}
          {plan && plan.waiting > 0 && <p className={styles.small}>{words.waiting(plan.waiting)}</p>}
          <div className={styles.foot}>
            <span role="status" aria-label={words.preview} className={styles.small}>
              {state.kind === 'looking' && words.looking(state.done, state.of)}
              {state.kind === 'filing' && words.filing(state.done, state.of)}
              {state.kind === 'making' && words.making}
              {state.kind === 'idle' && plan && words.ready(plan.mails.length, plan.looked)}
            </span>
            {busy && <Button onClick={() => abort.current.abort()}>{words.stop}</Button>}
            <Button kind="primary" disabled={busy || !plan || nothing} onClick={() => void run()}>
              {words.run(plan?.mails.length ?? 0)}
            </Button>
          </div>
        </Section>
      )}
    </>
  )
}
