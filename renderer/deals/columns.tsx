import type { ReactNode } from 'react'
import type { AnyRecord, RecordKind } from '../../shared/contract/records.ts'
import { StepBar } from '../ui/StepBar.tsx'
import { dayText, timeText } from '../words/day.ts'
import { money } from '../words/index.ts'
import { deals as words } from '../words/en/deals.ts'
import styles from './deals.module.css'

interface Profile {
  id: string
  name: string
}
export interface Column {
  name: string
  /** Part of the width beside the name's 2. */
  share: number
  right?: true
  /** `profiles`: names of the team's own. */
  show(record: AnyRecord, profiles: readonly Profile[]): ReactNode
}

type Reader = Column['show']
const column = (name: string, share: number, show: Reader, right?: true): Column => ({
  name,
  share,
  show,
  right
})
const { fields } = words

const address = column(fields.address, 2, (record) => ('addresses' in record ? record.addresses[0] : ''))
const owner = column(fields.owner, 1, (record) => record.ownerName)
const account = column(fields.account, 1.4, (record) => ('accountName' in record ? record.accountName : ''))
const city = column(fields.city, 1, (record) => ('city' in record ? record.city : ''))
const title = column(fields.title, 1.4, (record) => ('title' in record ? record.title : ''))

/** What a list shows beside the name. */
export const columns: Record<RecordKind, readonly Column[]> = {
  deal: [
    account,
    column(fields.stage, 1.4, (record) =>
      record.kind === 'deal' ? (
        <span className={styles.stage}>
          <span>{record.stageName}</span>
          {record.outcome === 'open' && (
            <StepBar step={record.step} name={words.step(record.stageName, record.step)} />
          )}
        </span>
      ) : null
    ),
    column(fields.closing, 1, (record) =>
      record.kind === 'deal' && record.closing ? dayText(record.closing) : ''
    ),
    owner,
    column(
      fields.amount,
      1.4,
      (record) =>
        record.kind === 'deal' && record.amount !== null ? money(record.amount, record.currency) : '',
      true
    )
  ],
  contact: [title, account, address, owner],
  lead: [
    column(fields.company, 1.4, (record) => (record.kind === 'lead' ? record.company : '')),
    address,
    column(fields.status, 1, (record) => (record.kind === 'lead' ? record.status : '')),
    owner
  ],
  account: [
    column(fields.domains, 2, (record) => (record.kind === 'account' ? record.domains.join(', ') : '')),
    city,
    owner
  ],
  user: [
    title,
    address,
    column(fields.profile, 1, (record, profiles) =>
      record.kind === 'user' ? (profiles.find(({ id }) => id === record.profile)?.name ?? '') : ''
    )
  ],
  activity: [
    column(fields.type, 1, (record) => (record.kind === 'activity' ? words.types[record.type] : '')),
    column(fields.about, 1.6, (record) => (record.kind === 'activity' ? record.aboutName : '')),
    column(fields.due, 1.4, (record) =>
      record.kind === 'activity' && record.due !== null ? timeText(record.due) : ''
    ),
    owner
  ]
}
