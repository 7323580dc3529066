import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconEdit,
  IconSend
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { runCommand, useCommands } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { placesOf, saveDraft, threadOf, useCache, useDrafts } from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { compose as words } from '../words/en/compose.ts'
import type { AnswerKind } from './answer.ts'
import { openBefore, useCompose } from './store.ts'

/** How drafts begin, with what cleans a quote: a start needs none of it. */
export const loadBegin = () => import('./begin.ts')

/** What others may ask of the composer. `at`: the mail that the list stands at, which an answer by key is about. */
export function ComposeCommands({ at }: { at: number | null }) {
  const cache = useCache()
  const { accounts, bridge, info } = useSession()
  const sender = accounts.find((one) => one.state !== 'inactive') ?? accounts[0]

  async function answer(kind: AnswerKind, given?: { ids: number[]; text?: string }): Promise<void> {
    const id = given?.ids[0] ?? newest(at)
    if (id === null) return
    const { beginAnswer } = await loadBegin()
    const begun = await beginAnswer({ cache, bridge, accounts }, id, kind, given?.text)
    if (!begun) return
    await saveDraft(cache, begun.draft)
    // a text that was chosen counts as typed: leaving the composer keeps it
    if (given?.text) await saveDraft(cache, begun.draft)
    useCompose.getState().open(begun.draft, kind)
    runCommand('go.mail')
    if (begun.missing > 0) showToast({ text: words.attachmentFailed })
    const { list, draft } = begun
    if (list)
      showToast({
        text: words.listAsks,
        act: {
          label: words.toList,
          run: () => {
            const open = useCompose.getState()
            if (open.draft?.id === draft.id) open.change({ to: [['', list]] })
          }
        }
      })
  }

  /** The newest mail of the conversation that did not come from us, else the one that is chosen. */
  function newest(id: number | null): number | null {
    if (id === null) return null
    const thread = placesOf(cache.ledger, id)[0]?.thread
    if (thread === undefined) return id
    const mails = threadOf(cache.ledger, thread)
    const received = mails.filter((mail) => cache.ledger.folders.get(mail.folder)?.role !== 'sent')
    return (received.at(-1) ?? mails.at(-1))?.id ?? id
  }

  const some = (): boolean => at !== null && sender !== undefined
  useCommands([
    {
      id: 'compose.new',
      words: words.kinds.new,
      group: 'write',
      icon: IconEdit,
      // a browser has Mod+N to itself
      keys: info.shell === 'electron' ? ['c', 'Mod+n'] : ['c'],
      when: () => sender !== undefined,
      run(given) {
        if (!sender) return
        void loadBegin().then(({ beginNew }) => {
          const draft = beginNew(sender, given)
          void saveDraft(cache, draft)
          useCompose.getState().open(draft, 'new')
          runCommand('go.mail')
        })
      }
    },
    {
      id: 'compose.open',
      words: words.kinds.edit,
      group: 'write',
      hidden: true,
      run(given) {
        if (!given) return
        void cache.outbox.drafts.get(given.draft).then((draft) => {
          if (draft) useCompose.getState().open(draft, 'edit')
          runCommand('go.mail')
        })
      }
    },
    {
      id: 'mail.reply',
      words: words.kinds.reply,
      group: 'write',
      icon: IconArrowBackUp,
      keys: ['r'],
      when: some,
      run: (given) => void answer('reply', given)
    },
    {
      id: 'mail.replyAll',
      words: words.kinds.replyAll,
      group: 'write',
      icon: IconArrowBackUpDouble,
      keys: ['a'],
      when: some,
      run: (given) => void answer('replyAll', given)
    },
    {
      id: 'mail.forward',
      words: words.kinds.forward,
      group: 'write',
      icon: IconArrowForwardUp,
      keys: ['f'],
      when: some,
      run: (given) => void answer('forward', given)
    },
    {
      id: 'compose.send',
      words: words.send,
      group: 'write',
      icon: IconSend,
      keys: ['Mod+Enter'],
      when: () => useCompose.getState().draft !== null,
      run: () => document.querySelector<HTMLButtonElement>('[data-compose-send]')?.click()
    }
  ])

  // the mail is gone and the composer with it: who did not get it is told where the rep is
  const told = useRef(new Set<string>())
  const drafts = useDrafts()
  useEffect(() => {
    for (const { id, state, rejected } of drafts) {
      if (state !== 'sent' || rejected.length === 0 || told.current.has(id)) continue
      told.current.add(id)
      showToast({
        text: words.notTaken(rejected.map(({ address }) => address).join(', ')),
        icon: IconAlertTriangle,
        seconds: 20,
        act: { label: words.show, run: () => runCommand('go.outbox') }
      })
    }
  }, [drafts])

  // what was open when the page went away is open again
  const restored = useRef(false)
  useEffect(() => {
    if (restored.current || accounts.length === 0) return
    restored.current = true
    const before = openBefore()
    if (!before || useCompose.getState().draft) return
    void cache.outbox.drafts.get(before.id).then((draft) => {
      if (draft?.state === 'editing') useCompose.getState().open(draft, before.kind)
      else useCompose.getState().close()
    })
  }, [accounts, cache])

  // a mail of the Drafts folder is there to be written on
  useEffect(() => {
    if (at === null) return
    const drafts = placesOf(cache.ledger, at).some(
      (place) => cache.ledger.folders.get(place.folder)?.role === 'drafts'
    )
    if (!drafts) return
    let current = true
    void (async () => {
      const { beginFromServer } = await loadBegin()
      const draft = await beginFromServer(cache, accounts, bridge, at)
      if (!draft || !current || useCompose.getState().draft?.id === draft.id) return
      await saveDraft(cache, draft)
      useCompose.getState().open(draft, 'edit')
    })()
    return () => {
      current = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the choice of another mail opens a draft
  }, [at])
  return null
}
