import { IconCircleCheck } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import {
  callOff,
  dismiss,
  type Draft,
  type Operation,
  retry,
  sendNow,
  settleDoubt,
  useCache,
  useDrafts,
  useProblems
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead } from '../ui/Page.tsx'
import { settings } from '../words/en/settings.ts'
import { fullDate } from '../words/index.ts'
import { deedWords } from './problem-words.ts'
import styles from './Settings.module.css'

const words = settings.problems

/** What the server refused, and sends that nobody is sure of. The rep decides; nothing is tried in silence. */
export function Problems() {
  const problems = useProblems()
  const drafts = useDrafts()
  return (
    <>
      <PageHead title={words.title} text={words.text} />
      {problems.length === 0 && (
        <EmptyState icon={IconCircleCheck} color="var(--pos)" title={words.none} text={words.noneText} />
      )}
      <ul className={styles.cards}>
        {problems.map((operation) => {
          const { deed } = operation
          const draft = 'draft' in deed ? drafts.find((one) => one.id === deed.draft) : undefined
          return <Problem key={operation.id} operation={operation} draft={draft} />
        })}
      </ul>
    </>
  )
}

function Problem({ operation, draft }: { operation: Operation; draft: Draft | undefined }) {
  const cache = useCache()
  const { bridge, accounts } = useSession()
  const { deed, error, state } = operation
  const id = operation.id!
  const account = accounts.find((one) => one.id === operation.account)?.address ?? ''
  const isSend = deed.kind === 'send'
  return (
    <li className={styles.problem}>
      <div>
        <p className={styles.strong}>{deedWords(deed, () => draft?.subject ?? '')}</p>
        <p className={styles.when}>{[account, fullDate(operation.createdAt)].filter(Boolean).join(' · ')}</p>
      </div>
      <ErrorBar
        error={error ?? { code: state === 'unsure' ? 'send.unsure' : 'app.internal', params: {} }}
        tone={state === 'unsure' ? 'warn' : 'neg'}
      >
        {state === 'unsure' && draft ? (
          <>
            <Button size="small" onClick={() => void settleDoubt(cache, bridge, draft, true)}>
              {words.wasSent}
            </Button>
            <Button size="small" onClick={() => void settleDoubt(cache, bridge, draft, false)}>
              {words.sendAgain}
            </Button>
          </>
        ) : (
          <Button size="small" onClick={() => void (isSend ? sendNow(cache, deed.draft) : retry(cache, id))}>
            {words.retry}
          </Button>
        )}
        {isSend && state === 'refused' && draft && (
          <Button
            size="small"
            onClick={() =>
              void callOff(cache, draft.id).then(
                (off) => off && runCommand('compose.open', { draft: draft.id })
              )
            }
          >
            {words.openDraft}
          </Button>
        )}
        {!isSend && (
          <Button kind="quiet" size="small" onClick={() => void dismiss(cache, id)}>
            {words.dismiss}
          </Button>
        )}
      </ErrorBar>
    </li>
  )
}
