import { IconUser } from '@tabler/icons-react'
import { entryOf } from '../../shared/context/context-of.ts'
import { useAnswer } from '../bridge-answer.ts'
import { useCache, useLedgerVersion } from '../cache/index.ts'
import { Bar } from '../ui/Bar.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { record as words } from '../words/en/record.ts'
import { AddPerson } from './AddPerson.tsx'
import { EarlierMail } from './EarlierMail.tsx'
import { Facts } from './Facts.tsx'
import { MoodStrip } from './MoodStrip.tsx'
import { NextActivity } from './NextActivity.tsx'
import { OpenDeals } from './OpenDeals.tsx'
import { personOf, personOfEntry } from './panel-data.ts'
import { PersonHead } from './PersonHead.tsx'
import styles from './record.module.css'

export interface RecordPanelProps {
  /** Whose record it is; null: no mail is open. */
  address: string | null
  /** As the mail calls this person. */
  name: string
  /** The open mail (our number): left out of the earlier ones. */
  messageId?: number | null
  /** What the signature of the mail says, to fill the form for somebody new. */
  signature?: { name?: string; title?: string; phone?: string; company?: string } | undefined
}

/** Who wrote the open mail: what the CRM knows, or the form to add them. The shell draws the region around it. */
export function RecordPanel({ address, name, messageId = null, signature }: RecordPanelProps) {
  const { ledger } = useCache()
  useLedgerVersion()
  const { value, error } = useAnswer('workspace.person', address === null ? null : { address })
  if (address === null) {
    return <EmptyState icon={IconUser} title={words.nobody} text={words.nobodyText} />
  }
  const entry = entryOf(address, ledger.directory)
  // The cache knows at once who it is; the workspace adds phones, owner and what is planned.
  const person = value ? personOf(value) : entry ? personOfEntry(entry) : null
  const addresses = person?.addresses.length ? person.addresses : [address]
  return (
    <div className={styles.panel}>
      {error !== undefined && value === undefined && (
        <Bar tone="warn" role="status" title={words.notReached} />
      )}
      {person ? (
        <>
          <PersonHead key={person.id} person={person} />
          <Facts person={person} />
          {person.kind !== 'user' && <OpenDeals deals={person.deals} />}
          {value && person.kind !== 'user' && <NextActivity person={person} activity={person.activity} />}
        </>
      ) : (
        <AddPerson
          key={address}
          address={address}
          name={name}
          signature={signature}
          accountName={value?.reason.kind === 'knownDomain' ? value.reason.accountName : ''}
        />
      )}
      <MoodStrip addresses={addresses} person={person} />
      <EarlierMail addresses={addresses} messageId={messageId} />
    </div>
  )
}
