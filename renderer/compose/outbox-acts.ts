import type { Bridge } from '../../shared/contract/index.ts'
import {
  type Cache,
  callOff,
  type Draft,
  draftForRejected,
  keepOnServer,
  leaveRejected,
  sendNow,
  settleDoubt
} from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { outbox as words } from '../words/en/outbox.ts'
import type { Standing } from './standing.ts'
import { useCompose } from './store.ts'

/** Does one of the acts that a mail of the Outbox offers. */
export async function actOn(
  { cache, bridge }: { cache: Cache; bridge: Bridge },
  draft: Draft,
  act: Standing['acts'][number]
): Promise<void> {
  switch (act) {
    case 'send':
    case 'tryAgain':
      return sendNow(cache, draft.id)
    case 'wasSent':
    case 'sendAgain':
      return settleDoubt(cache, bridge, draft, act === 'wasSent')
    case 'sendToRest':
      return useCompose.getState().open(await draftForRejected(cache, draft), 'edit')
    case 'leaveRest':
      return leaveRejected(cache, draft.id)
    case 'callOff':
      if (!(await callOff(cache, draft.id))) return void showToast({ text: words.onItsWay })
      showToast({
        text: words.calledOff,
        act: { label: words.open, run: () => void open(cache, draft.id) }
      })
      return keepOnServer(cache, draft)
    case 'open': {
      const waited = draft.state !== 'editing'
      if (waited && !(await callOff(cache, draft.id))) return void showToast({ text: words.onItsWay })
      await open(cache, draft.id)
      if (waited) showToast({ text: words.opened })
    }
  }
}

async function open(cache: Cache, id: string): Promise<void> {
  const draft = await cache.outbox.drafts.get(id)
  if (draft?.state === 'editing') useCompose.getState().open(draft, 'edit')
}
