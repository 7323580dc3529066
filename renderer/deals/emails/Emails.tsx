import { IconEye, IconSearch } from '@tabler/icons-react'
import { TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { RecordView } from '../../../shared/contract/records.ts'
import { ownAddresses } from '../../../shared/identity.ts'
import { useSession } from '../../bridge-context.ts'
import { emails as words } from '../../words/en/emails.ts'
import { type Ask, askAll, isPlain } from './ask.ts'
import { AsBar } from './AsBar.tsx'
import { type Counts, countsBy, countsOf } from './counts.ts'
import { EmailBlock } from './EmailBlock.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import type { EmailRow } from './merge.ts'
import { useOpenRow } from './open-row.ts'
import { addressesOf, recordsOf } from './people.ts'
import { Sharers } from './Sharers.tsx'
import { ShowEmails } from './ShowEmails.tsx'
import { useEmails } from './use-emails.ts'
import { useSharers } from './use-sharers.ts'
import { useTurn } from './use-turn.ts'
import { useWide } from './use-wide.ts'
import { UserPicker } from './UserPicker.tsx'
import styles from './emails.module.css'

/** All mail with a record: the rep's own and what colleagues share, and who shares what. */
export function Emails({ view, reading }: { view: RecordView; reading: boolean }) {
  const { accounts } = useSession()
  const { record } = view
  const deal = record.kind === 'deal'
  const [ask, setAsk] = useState<Ask>(askAll)
  const [typed, setTyped] = useState('')
  const [linking, setLinking] = useState<{ row: EmailRow; rows: readonly EmailRow[] } | null>(null)
  const [away, setAway] = useState(false)
  const [turn, again] = useTurn(away)
  const last = useRef('')
  const region = useRef<HTMLElement>(null)
  const wide = useWide(region, 46)
  useEffect(() => {
    const timer = setTimeout(() => setAsk((before) => ({ ...before, search: typed.trim() })), 150)
    return () => clearTimeout(timer)
  }, [typed])

  const addresses = useMemo(() => addressesOf(view), [view])
  const records = useMemo(() => recordsOf(view), [view])
  const counted = useSharers(records, deal ? record.id : null, turn)
  const users = counted ?? []
  const me = users.find(({ mine }) => mine)?.user ?? null
  const place = { of: record.id, records, addresses, ownAlone: true }
  const list = useEmails(place, ask, me, turn)
  const onDeal = useEmails(
    { of: record.id, records: deal ? [record.id] : nobody, addresses, ownAlone: false },
    ask,
    me,
    turn
  )
  const unreachable = list.error !== undefined || list.asOf !== null
  useEffect(() => setAway(unreachable), [unreachable])

  const exact = useRef<{ turn: number; counts: Counts } | null>(null)
  if (isPlain(ask) && list.whole && list.rows) exact.current = { turn, counts: countsOf(list.rows) }
  const counts =
    ask.as !== null || !counted
      ? null
      : exact.current?.turn === turn
        ? exact.current.counts
        : countsBy(users, list.ownTotal)
  const own = useMemo(
    () => new Set(accounts.flatMap(ownAddresses).map((address) => address.toLowerCase())),
    [accounts]
  )
  const colleagues = users.filter(({ mine }) => !mine)
  const seenAs = users.find(({ user }) => user === ask.as)

  const open = useOpenRow(view)
  const links = deal || record.kind === 'contact' || record.kind === 'account'
  const covered = reading || linking !== null
  const block = {
    ask,
    own,
    again,
    covered,
    last,
    onOpen: open,
    onShowAll: () => (setTyped(''), setAsk(askAll))
  }
  const link = (rows: readonly EmailRow[]) =>
    links && ask.as === null ? (row: EmailRow) => setLinking({ row, rows }) : undefined
  return (
    <section ref={region} className={styles.region} aria-label={words.title}>
      <div className={styles.top}>
        <div className={styles.heading}>
          <h2>{words.title}</h2>
          <p className={styles.quiet}>{words.about(record.name)}</p>
        </div>
        {colleagues.length > 0 && (
          <UserPicker
            label={words.lookAs}
            name={words.lookAsWho}
            icon={<IconEye size={15} stroke={1.75} aria-hidden="true" />}
            users={colleagues}
            chosen={ask.as}
            onPick={(as) => setAsk({ ...ask, as })}
          />
        )}
      </div>
      {seenAs && <AsBar name={seenAs.name} onDone={() => setAsk({ ...ask, as: null })} />}
      <div className={styles.tools}>
        <ShowEmails
          ask={ask}
          counts={counts}
          users={users}
          wide={wide}
          onChange={(chosen) => setAsk({ ...ask, ...chosen })}
        />
        <TextInput
          className={styles.search}
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={typed}
          maxLength={200}
          leftSection={<IconSearch size={15} stroke={1.75} aria-hidden="true" />}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      {deal && (
        <EmailBlock
          {...block}
          title={words.withDeal}
          list={onDeal}
          why
          quietFailure
          onLink={link(onDeal.rows ?? [])}
        />
      )}
      <EmailBlock
        {...block}
        title={deal ? words.withPeople : null}
        list={list}
        why={false}
        onLink={link(list.rows ?? [])}
      />
      {counted && <Sharers sharers={counted} />}
      {linking && (
        <LinkDialog
          view={view}
          row={linking.row}
          conversation={linking.rows.filter(({ thread }) => thread === linking.row.thread)}
          onClose={() => setLinking(null)}
          onUndone={again}
          onDone={() => {
            setLinking(null)
            again()
          }}
        />
      )}
    </section>
  )
}

const nobody: string[] = []
