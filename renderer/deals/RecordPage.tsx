import { IconArrowLeft, IconExternalLink, IconMail, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnyRecord, RecordKind, RecordView, Stage } from '../../shared/contract/records.ts'
import { AppError } from '../../shared/errors.ts'
import { commandOf, runCommand } from '../app/commands.ts'
import { useAnswer } from '../bridge-answer.ts'
import { useBridge } from '../bridge-context.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { StepBar } from '../ui/StepBar.tsx'
import { showToast } from '../ui/toast.ts'
import { errorText, longDate, money } from '../words/index.ts'
import { desktop } from '../words/en/desktop.ts'
import { deals as words } from '../words/en/deals.ts'
import { namesOf } from './drafts.ts'
import { Emails } from './emails/Emails.tsx'
import { type ShowMail, SharedMailPage } from './emails/SharedMailPage.tsx'
import { useSeenView } from './emails/use-seen-view.ts'
import { formFields, typedOf, type FieldType } from './fields.ts'
import { openEdit } from './form-store.ts'
import { kindLook } from './look.ts'
import { Related } from './Related.tsx'
import { showValue } from './show-value.ts'
import styles from './deals.module.css'
import { Weather } from './weather/Weather.tsx'

/** One record: its card at the left, what stands around it at the right. */
export function RecordPage({
  kind,
  id,
  mail,
  showMail
}: {
  kind: RecordKind
  id: string
  mail: string | null
  showMail: ShowMail
}) {
  const answer = useAnswer('workspace.record', { kind, id })
  const { error, again } = answer
  const value = useSeenView(id, answer)
  if (error instanceof AppError && error.code === 'workspace.notFound') {
    return (
      <EmptyState icon={kindLook[kind].icon} title={words.notFound} text={words.notFoundText}>
        <Button onClick={() => runCommand('record.list', { kind })}>{words.back(words.lists[kind])}</Button>
      </EmptyState>
    )
  }
  if (!value) {
    return error === undefined ? (
      <SkeletonRows key={id} name={words.loading} />
    ) : (
      <Bar tone="neg" role="alert" title={errorText(error).what} text={errorText(error).safe}>
        <Button size="small" onClick={again}>
          {words.again}
        </Button>
      </Bar>
    )
  }
  return (
    <div className={styles.record}>
      <Card view={value} />
      <div className={styles.around} hidden={mail !== null}>
        <Related view={value} />
        {kind !== 'activity' && kind !== 'user' && <Weather key={id} view={value} />}
        {kind !== 'activity' && <Emails view={value} reading={mail !== null} />}
      </div>
      {mail !== null && (
        <SharedMailPage
          key={mail}
          view={value}
          id={mail}
          showMail={showMail}
          onBack={() => runCommand('record.open', { kind, id })}
        />
      )}
    </div>
  )
}

function Card({ view }: { view: RecordView }) {
  const bridge = useBridge()
  const { record } = view
  const { kind } = record
  // a window of its own has no list to go back to, and opens no other of the same
  const apart = commandOf('app.newWindow') === undefined
  const { stages = [], profiles = [] } = useAnswer('workspace.organisation', {}).value ?? {}
  const [refusal, setRefusal] = useState<unknown>()
  const names = namesOf(record)
  const typed = typedOf(kind, record)
  const [address] = 'addresses' in record ? record.addresses : []

  async function remove(): Promise<void> {
    setRefusal(undefined)
    try {
      await bridge.call('workspace.delete', { kind, id: record.id, rev: record.rev })
      runCommand('record.list', { kind })
      showToast({ text: words.removed(record.name), icon: IconTrash, undo: () => void restore(record) })
    } catch (thrown) {
      if (isLeaver(thrown)) setRefusal(thrown)
      else showToast({ text: errorText(thrown).what })
    }
  }
  async function restore({ id }: AnyRecord): Promise<void> {
    try {
      await bridge.call('workspace.restore', { kind, id })
    } catch (thrown) {
      showToast({ text: errorText(thrown).what })
    }
  }
  return (
    <section className={styles.card} aria-label={words.about}>
      <div className={styles.cardBar}>
        {!apart && (
          <IconButton
            name={words.back(words.lists[kind])}
            onClick={() => runCommand('record.list', { kind })}
          >
            <IconArrowLeft size={17} stroke={1.75} aria-hidden="true" />
          </IconButton>
        )}
        <span className={styles.grow}>{words.lists[kind]}</span>
        {!apart && (
          <IconButton name={desktop.newWindow} keys="Shift+Enter" onClick={() => runCommand('app.newWindow')}>
            <IconExternalLink size={17} stroke={1.75} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton name={words.editWord} onClick={() => openEdit(record)}>
          <IconPencil size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
        <IconButton name={words.remove} onClick={() => void remove()}>
          <IconTrash size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </div>
      {refusal !== undefined && (
        <Bar
          tone="warn"
          role="alert"
          title={errorText(refusal).what}
          text={`${errorText(refusal).safe} ${errorText(refusal).next}`}
        >
          <Button size="small" onClick={() => runCommand('go.settings', { page: 'sharing' })}>
            {words.openSharing}
          </Button>
        </Bar>
      )}
      <Avatar name={record.name} context={kindLook[kind].context} size={56} />
      <h1 className={styles.cardName}>{record.name}</h1>
      {record.kind === 'deal' && record.outcome === 'open' && (
        <StepBar step={record.step} name={words.step(record.stageName, record.step)} />
      )}
      {address && (
        <Button
          kind="primary"
          icon={<IconMail size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => runCommand('compose.new', { to: address, onRecord: kind !== 'user' })}
        >
          {words.write}
        </Button>
      )}
      <dl className={styles.facts}>
        {formFields[kind]
          .filter(({ key, type }) => key !== 'name' && type !== 'people' && type !== 'currency')
          .map(({ key, type }) => ({
            key,
            text: valueText(record, type, typed[key], names, stages, profiles)
          }))
          .filter(({ text }) => text !== '')
          .map(({ key, text }) => (
            <div key={key} className={styles.fact}>
              <dt>{words.fields[key as keyof typeof words.fields]}</dt>
              <dd>
                {key === 'account' && view.account ? (
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => runCommand('record.open', { kind: 'account', id: view.account?.id ?? '' })}
                  >
                    {text}
                  </button>
                ) : (
                  text
                )}
              </dd>
            </div>
          ))}
        <div className={styles.fact}>
          <dt>{words.fields.created}</dt>
          <dd>{longDate(record.created)}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{words.fields.changed}</dt>
          <dd>{longDate(record.changed)}</dd>
        </div>
      </dl>
    </section>
  )
}

/** A user whose mail must be kept first: the next step is an administrator's. */
function isLeaver(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code.startsWith('leaver.')
}

function valueText(
  record: AnyRecord,
  type: FieldType,
  value: unknown,
  names: ReadonlyMap<string, string>,
  stages: readonly Stage[],
  profiles: readonly { id: string; name: string }[]
): string {
  if (type === 'amount') {
    return record.kind === 'deal' && record.amount !== null ? money(record.amount, record.currency) : ''
  }
  return showValue(type, value, names, stages, profiles)
}
