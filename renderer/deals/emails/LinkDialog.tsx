import { IconBriefcase } from '@tabler/icons-react'
import { Checkbox, Radio } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { RecordOf, RecordView } from '../../../shared/contract/records.ts'
import { useBridge } from '../../bridge-context.ts'
import { useCache } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { errorText, money } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { linkMails } from './link.ts'
import type { EmailRow } from './merge.ts'
import { linkedHere } from './say.ts'
import styles from './emails.module.css'

type Deal = RecordOf<'deal'>

interface Props {
  view: RecordView
  row: EmailRow
  /** The rows of the list that are of one conversation with it, itself among them. */
  conversation: readonly EmailRow[]
  onClose(): void
  onDone(): void
  /** A link was taken back. */
  onUndone(): void
}

/** Which deal a mail goes with, said by hand: Enter takes the one that is offered. */
export function LinkDialog({ view, row, conversation, onClose, onDone, onUndone }: Props) {
  const bridge = useBridge()
  const cache = useCache()
  const deals = useDeals(view)
  const [deal, setDeal] = useState<string>()
  const [whole, setWhole] = useState(false)
  const [busy, setBusy] = useState(false)
  const here = view.record.kind === 'deal' ? view.record.id : null
  // on the page of a deal: that deal, and another where the mail goes with it already
  const linked = linkedHere(row) !== null
  const offered = deals?.find(({ id }) => here === null || (id === here) !== linked)
  const chosen = deal ?? offered?.id ?? none
  const form = useRef<HTMLFormElement>(null)
  // the deals of a deal's people come a moment after the dialog
  useEffect(() => {
    if (deals) form.current?.querySelector<HTMLElement>('input[type="radio"]:checked')?.focus()
  }, [deals])
  const rows = whole ? conversation : [row]
  const alone = rows.filter(({ shared }) => !shared).length
  async function link(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!deals) return
    setBusy(true)
    try {
      const to = deals.find(({ id }) => id === chosen) ?? null
      const undo = await linkMails({ bridge, cache }, rows, to)
      showToast({
        text: to ? words.link.linked(to.name, rows.length) : words.link.unlinked(rows.length),
        icon: IconBriefcase,
        undo: () =>
          void undo().then(onUndone, () => {
            showToast({ text: words.link.undoFailed })
            onUndone()
          })
      })
      onDone()
    } catch (thrown) {
      showToast({ text: errorText(thrown).what })
      setBusy(false)
    }
  }
  return (
    <PlainDialog title={words.link.title(row.subject || words.noSubject)} onClose={onClose}>
      <form ref={form} className={styles.link} onSubmit={(event) => void link(event)}>
        {deals && (
          <Radio.Group aria-label={words.link.deal} value={chosen} onChange={setDeal}>
            <div className={styles.choices}>
              {deals.map((one) => (
                <Radio
                  key={one.id}
                  value={one.id}
                  label={one.name}
                  description={describe(one)}
                  data-autofocus={one.id === chosen || undefined}
                />
              ))}
              <Radio
                value={none}
                label={words.link.none}
                description={words.link.noneText}
                data-autofocus={chosen === none || undefined}
              />
            </div>
          </Radio.Group>
        )}
        {deals?.length === 0 && <p className={styles.quiet}>{words.link.noDeals}</p>}
        {conversation.length > 1 && (
          <Checkbox
            label={words.link.conversation(conversation.length)}
            checked={whole}
            onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
          />
        )}
        {alone > 0 && (
          <p className={styles.quiet}>{rows.length === 1 ? words.link.alone : words.link.someAlone(alone)}</p>
        )}
        <div className={styles.linkFoot}>
          <Button onClick={onClose}>{words.link.cancel}</Button>
          <Button type="submit" kind="primary" keys="Enter" busy={busy} disabled={!deals || busy}>
            {words.link.verb}
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}

const none = 'none'

function describe(deal: Deal): string {
  const amount = deal.amount === null ? '' : money(deal.amount, deal.currency)
  return [deal.stageName, amount].filter(Boolean).join(' · ')
}

/** People of a deal whose deals are asked for. */
const asked = 5

/** The deals that a mail of this record may go with: the record's own; of a deal those of its people. */
function useDeals(view: RecordView): Deal[] | undefined {
  const bridge = useBridge()
  const [found, setFound] = useState<Deal[]>()
  useEffect(() => {
    const { record } = view
    if (record.kind !== 'deal') return setFound(view.deals)
    let ended = false
    const people = record.contacts.slice(0, asked)
    const views = people.map(({ contact: id }) => bridge.call('workspace.record', { kind: 'contact', id }))
    void Promise.allSettled(views).then((answers) => {
      if (ended) return
      const all = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value.deals : []))
      setFound([...new Map([record, ...all].map((deal) => [deal.id, deal])).values()])
    })
    return () => {
      ended = true
    }
  }, [bridge, view])
  return found
}
