import { fromWire } from '../../shared/errors.ts'
import { useSession } from '../bridge-context.ts'
import {
  callOff,
  type Draft,
  draftForRejected,
  keepOnServer,
  leaveRejected,
  sendNow,
  settleDoubt,
  useCache,
  useDrafts
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { showToast } from '../ui/toast.ts'
import { compose as words } from '../words/en/compose.ts'
import { errorText } from '../words/errors.ts'
import styles from './compose.module.css'
import { useCompose } from './store.ts'

function whatAndNext(error: NonNullable<Draft['error']>): string {
  const { what, next } = errorText(fromWire(error))
  return `${what} ${next}`
}

/** What waits to be sent, what could not be, and what may have been: each can be opened, changed or called off. */
export function Outbox() {
  const cache = useCache()
  const { bridge } = useSession()
  const shown = useCompose((state) => state.outbox)
  const open = useCompose((state) => state.draft?.id)
  // a draft that the server has stands in its Drafts folder
  const drafts = useDrafts().filter(
    (draft) => draft.state !== 'editing' || (draft.id !== open && draft.server?.rev !== draft.rev)
  )
  if (!shown) return null
  const close = (): void => useCompose.getState().showOutbox(false)

  async function change(draft: Draft): Promise<void> {
    if (!(await callOff(cache, draft.id))) return void showToast({ text: words.onItsWay })
    const again = await cache.outbox.drafts.get(draft.id)
    if (again) useCompose.getState().open(again, 'edit')
  }

  async function callDown(draft: Draft): Promise<void> {
    if (!(await callOff(cache, draft.id))) showToast({ text: words.onItsWay })
    else await keepOnServer(cache, draft)
  }

  async function sendToRest(draft: Draft): Promise<void> {
    useCompose.getState().open(await draftForRejected(cache, draft), 'edit')
  }

  return (
    <PlainDialog title={words.outbox} onClose={close}>
      {drafts.length === 0 && <p className={styles.outboxEmpty}>{words.outboxEmpty}</p>}
      <ul className={styles.outbox}>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <div className={styles.outboxHead}>
              <strong>{draft.subject || words.noText}</strong>
              <span>{draft.rejected.length > 0 ? words.notTakenHead : words.states[draft.state]}</span>
            </div>
            <div className={styles.outboxTo}>
              {[...draft.to, ...draft.cc, ...draft.bcc].map(([name, address]) => name || address).join(', ')}
            </div>
            {draft.rejected.map(({ address, reply }) => (
              <p key={address}>{words.notTakenReply(address, reply)}</p>
            ))}
            {draft.state === 'unsure' && <p>{words.unsureText}</p>}
            {draft.error && draft.state !== 'unsure' && <p>{whatAndNext(draft.error)}</p>}
            <div className={styles.outboxActs}>
              {draft.state === 'sent' ? (
                <>
                  <Button size="small" onClick={() => void sendToRest(draft)}>
                    {words.sendToRest}
                  </Button>
                  <Button size="small" onClick={() => void leaveRejected(cache, draft.id)}>
                    {words.leaveRest}
                  </Button>
                </>
              ) : draft.state === 'editing' ? (
                <Button size="small" onClick={() => useCompose.getState().open(draft, 'edit')}>
                  {words.change}
                </Button>
              ) : draft.state === 'unsure' ? (
                <>
                  <Button size="small" onClick={() => void settleDoubt(cache, bridge, draft, true)}>
                    {words.wasSent}
                  </Button>
                  <Button size="small" onClick={() => void settleDoubt(cache, bridge, draft, false)}>
                    {words.sendAgain}
                  </Button>
                </>
              ) : (
                draft.state !== 'sending' && (
                  <>
                    <Button size="small" onClick={() => void sendNow(cache, draft.id)}>
                      {words.sendNow}
                    </Button>
                    <Button size="small" onClick={() => void change(draft)}>
                      {words.change}
                    </Button>
                    <Button size="small" onClick={() => void callDown(draft)}>
                      {words.callOff}
                    </Button>
                  </>
                )
              )}
            </div>
          </li>
        ))}
      </ul>
    </PlainDialog>
  )
}
