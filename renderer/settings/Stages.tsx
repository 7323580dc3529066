import { Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { organisation as words } from '../words/en/organisation.ts'
import styles from './Organisation.module.css'
import type { Saving } from './use-organisation.ts'

type Stage = Organisation['stages'][number]
type Save = Pick<Saving, 'save'>

/** A stage's name must tell it from the others. @returns what is wrong with it, '' for nothing */
function faultOf(name: string, stages: Stage[], own?: string): string {
  if (name === '') return words.stageUnnamed
  const same = stages.find(
    (stage) => stage.id !== own && stage.name.localeCompare(name, undefined, { sensitivity: 'base' }) === 0
  )
  return same ? words.stageKnown(same.name) : ''
}

/** The one before it of its kind, or the one after it. */
function besideOf(stage: Stage, stages: Stage[]): string {
  const kind = stages.filter(({ outcome }) => outcome === stage.outcome)
  const at = kind.findIndex(({ id }) => id === stage.id)
  return (kind[at - 1] ?? kind[at + 1])?.id ?? ''
}

/** The stages of a deal in their order: renamed in place, moved within their kind, removed and added. */
export function Stages({ stages, save }: Save & { stages: Stage[] }) {
  const [leaving, setLeaving] = useState<Stage | null>(null)

  function move(stage: Stage, by: 1 | -1): void {
    const at = stages.indexOf(stage)
    const next = [...stages]
    next.splice(at, 1)
    next.splice(at + by, 0, stage)
    void save({ stages: next }, words.done.stageMoved(stage.name))
  }
  function remove(stage: Stage): void {
    if (stage.deals > 0) return setLeaving(stage)
    void save({ stages: stages.filter((one) => one !== stage) }, words.done.stageRemoved(stage.name))
  }
  const canMove = (stage: Stage, by: 1 | -1): boolean =>
    stages[stages.indexOf(stage) + by]?.outcome === stage.outcome
  const isLast = (stage: Stage): boolean =>
    stages.filter(({ outcome }) => outcome === stage.outcome).length === 1

  return (
    <div className={styles.part}>
      <ol className={styles.list} aria-label={words.stages}>
        {stages.map((stage) => (
          <li key={stage.id} className={styles.item}>
            <StageName key={stage.name} stage={stage} stages={stages} save={save} />
            <span className={styles.facts}>
              {[stage.outcome === 'open' ? '' : words.outcomes[stage.outcome], words.deals(stage.deals)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <IconButton
              name={words.stageUp(stage.name)}
              disabled={!canMove(stage, -1)}
              onClick={() => move(stage, -1)}
            >
              <IconArrowUp size={16} stroke={1.75} aria-hidden="true" />
            </IconButton>
            <IconButton
              name={words.stageDown(stage.name)}
              disabled={!canMove(stage, 1)}
              onClick={() => move(stage, 1)}
            >
              <IconArrowDown size={16} stroke={1.75} aria-hidden="true" />
            </IconButton>
            <IconButton
              name={isLast(stage) ? words.stageNeeded : words.stageRemove(stage.name)}
              disabled={isLast(stage)}
              onClick={() => remove(stage)}
            >
              <IconTrash size={16} stroke={1.75} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
      <AddStage stages={stages} save={save} />
      {leaving && (
        <Leaving
          key={leaving.id}
          stage={leaving}
          others={stages.filter((one) => one.id !== leaving.id)}
          beside={besideOf(leaving, stages)}
          save={save}
          onClose={() => setLeaving(null)}
        />
      )}
    </div>
  )
}

function StageName({ stage, stages, save }: Save & { stage: Stage; stages: Stage[] }) {
  const [typed, setTyped] = useState(stage.name)
  const [wrong, setWrong] = useState('')
  function done(): void {
    const name = typed.trim()
    if (name === stage.name) return setTyped(name)
    const fault = faultOf(name, stages, stage.id)
    setWrong(fault)
    if (fault) return
    const next = stages.map((one) => (one === stage ? { ...one, name } : one))
    void save({ stages: next }, words.done.stageRenamed(name))
  }
  return (
    <TextInput
      className={styles.grow}
      aria-label={words.stageName(stage.name)}
      value={typed}
      maxLength={60}
      error={wrong || undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        setWrong('')
      }}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done()
        if (event.key !== 'Escape') return
        event.preventDefault()
        setTyped(stage.name)
        setWrong('')
      }}
    />
  )
}

/** A new stage comes after the last open one. */
function AddStage({ stages, save }: Save & { stages: Stage[] }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  async function add(): Promise<void> {
    const name = typed.trim()
    const fault = faultOf(name, stages)
    setWrong(fault)
    if (fault) return
    const at = stages.findLastIndex(({ outcome }) => outcome === 'open') + 1
    const next = [...stages.slice(0, at), { id: '', name, outcome: 'open' as const }, ...stages.slice(at)]
    if (await save({ stages: next }, words.done.stageAdded(name))) setTyped('')
  }
  return (
    <form
      className={styles.add}
      aria-label={words.stageAdd}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        className={styles.grow}
        label={words.stageNew}
        value={typed}
        maxLength={60}
        autoComplete="off"
        error={wrong || undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong('')
        }}
      />
      <Button type="submit" className={styles.beside} disabled={typed.trim() === ''}>
        {words.stageAdd}
      </Button>
    </form>
  )
}

interface LeavingProps extends Save {
  stage: Stage
  others: Stage[]
  /** The stage next to it, offered first. */
  beside: string
  onClose(): void
}

/** Deals stand in the stage that is to go: where they go is asked, for it cannot be undone at once. */
function Leaving({ stage, others, beside, save, onClose }: LeavingProps) {
  const [to, setTo] = useState(beside)
  const [busy, setBusy] = useState(false)
  async function run(): Promise<void> {
    setBusy(true)
    const change = { stages: others, moved: { [stage.id]: to } }
    await save(change, words.done.stageRemoved(stage.name), false)
    onClose()
  }
  return (
    <Dialog
      opened
      destroys
      busy={busy}
      title={words.removeQuestion(stage.name)}
      verb={words.removeDo(stage.deals)}
      onDo={() => void run()}
      onClose={onClose}
    >
      <p>{words.removeText(stage.deals, stage.name)}</p>
      <Select
        className={styles.to}
        label={words.removeTo}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        allowDeselect={false}
        onChange={(id) => id && setTo(id)}
      />
    </Dialog>
  )
}
