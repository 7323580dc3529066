import { IconArrowLeft, IconEye } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  type IntentDraft,
  type IntentProblem,
  intentProblems,
  tidyIntent
} from '../../../shared/intelligence/intents.ts'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { showToast } from '../../ui/toast.ts'
import { intents as words } from '../../words/en/intents.ts'
import {
  type DraftKey,
  dropDraft,
  keepDraft,
  newKey,
  openIntent,
  sameRule,
  typedOf,
  useIntentDrafts
} from './drafts.ts'
import { IntentFields } from './IntentFields.tsx'
import { IntentPreview } from './IntentPreview.tsx'
import styles from './intents.module.css'
import { usePreview } from './use-preview.ts'

interface Props {
  /** Null: a new one. */
  intent: DefinedIntent | null
  others: readonly DefinedIntent[]
}

/** An intent is defined, looked at on the mail that is here, and only then switched on. */
export function IntentSheet({ intent, others }: Props) {
  const bridge = useBridge()
  const key: DraftKey = intent?.id ?? newKey
  const kept = useIntentDrafts(({ drafts }) => drafts[key])
  const draft: IntentDraft = kept ?? typedOf(intent)
  const rev = kept?.rev ?? intent?.rev ?? 0
  const tidy = tidyIntent(draft)
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<{ problem: IntentProblem; of: string } | null>(null)
  const [begun, setBegun] = useState<{ draft: IntentDraft; saved: IntentDraft | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [wanted, setWanted] = useState(false)
  const problems = [
    ...intentProblems(draft, others),
    // what the workspace knew and this window did not yet
    ...(refused && refused.of === JSON.stringify(tidy) ? [refused.problem] : [])
  ]
  const changed = !intent || JSON.stringify(tidy) !== JSON.stringify(tidyIntent(typedOf(intent)))
  const reads = intent !== null && sameRule(tidy, tidyIntent(typedOf(intent)))
  const close = (): void => openIntent(null)
  const change = (patch: Partial<IntentDraft>): void => keepDraft(key, { ...draft, rev, ...patch })

  function look(): void {
    setTried(true)
    if (problems.length > 0) return
    setError(null)
    setBegun({ draft: tidy, saved: intent?.on ? tidyIntent(typedOf(intent)) : null })
  }
  async function save(on: boolean, at = rev): Promise<void> {
    setTried(true)
    if (problems.length > 0) return setBegun(null)
    setBusy(true)
    setError(null)
    setWanted(on)
    try {
      await bridge.call('workspace.saveIntent', { id: intent?.id ?? null, rev: at, on, ...tidy })
      dropDraft(key)
      close()
      showToast({ text: words.saved(tidy.name, on) })
    } catch (thrown) {
      const field =
        thrown instanceof AppError && thrown.code === 'workspace.invalid' ? thrown.params.field : ''
      if (field === 'intent.name') {
        const problem = { field: 'name', at: null, kind: 'taken', of: tidy.name } as const
        setRefused({ problem, of: JSON.stringify(tidy) })
        setBegun(null)
      } else setError(thrown)
    }
    setBusy(false)
  }
  async function remove(): Promise<void> {
    if (!intent) return
    setBusy(true)
    try {
      await bridge.call('workspace.removeIntent', { id: intent.id })
      dropDraft(key)
      close()
      showToast({ text: words.removed(intent.name) })
    } catch (thrown) {
      setError(thrown)
      setRemoving(false)
    }
    setBusy(false)
  }

  const trouble = error !== null && (
    <ErrorBar error={error}>
      {error instanceof AppError && error.code === 'workspace.conflict' && intent && (
        <Button size="small" onClick={() => void save(wanted, intent.rev)}>
          {words.saveMine}
        </Button>
      )}
    </ErrorBar>
  )
  if (begun)
    return (
      <PreviewSheet
        {...{ begun, draft: tidy, busy, trouble, on: intent?.on ?? false }}
        onChange={change}
        onBack={() => setBegun(null)}
        onSave={(on) => void save(on)}
      />
    )
  return (
    <Sheet
      title={words.title(intent?.name ?? '')}
      onClose={close}
      foot={
        <>
          {intent && (
            <Button kind="danger" onClick={() => setRemoving(true)}>
              {words.remove}
            </Button>
          )}
          {kept && changed && (
            <Button
              kind="quiet"
              onClick={() => {
                dropDraft(key)
                close()
              }}
            >
              {words.discard}
            </Button>
          )}
          <span className={styles.grow} />
          {/* what is not read by yet, or read by the same, needs no look first */}
          {changed && (!intent?.on || reads) && (
            <Button busy={busy} disabled={busy} onClick={() => void save(intent?.on ?? false)}>
              {words.save}
            </Button>
          )}
          <Button kind="primary" icon={<IconEye size={16} stroke={1.75} aria-hidden="true" />} onClick={look}>
            {words.preview}
          </Button>
        </>
      }
    >
      {trouble}
      <IntentFields draft={draft} problems={problems} tried={tried} onChange={change} />
      <Dialog
        opened={removing}
        destroys
        busy={busy}
        title={words.removeTitle(intent?.name ?? '')}
        verb={words.remove}
        onDo={() => void remove()}
        onClose={() => setRemoving(false)}
      >
        {words.removeText}
      </Dialog>
    </Sheet>
  )
}

interface PreviewProps {
  begun: { draft: IntentDraft; saved: IntentDraft | null }
  draft: IntentDraft
  on: boolean
  busy: boolean
  trouble: ReactNode
  onChange(patch: Partial<IntentDraft>): void
  onBack(): void
  onSave(on: boolean): void
}

function PreviewSheet({ begun, draft, on, busy, trouble, onChange, onBack, onSave }: PreviewProps) {
  const preview = usePreview(begun.draft, begun.saved, draft.unlike)
  const running = preview.state === 'running' && preview.total > 0
  return (
    <Sheet
      title={draft.name}
      onClose={onBack}
      foot={
        <>
          <Button icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />} onClick={onBack}>
            {words.back}
          </Button>
          <span className={styles.grow} />
          {!on && (
            <Button disabled={busy} onClick={() => onSave(false)}>
              {words.saveOff}
            </Button>
          )}
          <Button kind="primary" busy={busy} disabled={busy || running} onClick={() => onSave(true)}>
            {on ? words.saveChanges : words.switchOn}
          </Button>
        </>
      }
    >
      {trouble}
      <IntentPreview
        preview={preview}
        changes={begun.saved !== null}
        unlike={draft.unlike}
        onReject={(sentence) => onChange({ unlike: [...draft.unlike, sentence] })}
        onTakeBack={(sentence) => onChange({ unlike: draft.unlike.filter((one) => one !== sentence) })}
      />
    </Sheet>
  )
}
