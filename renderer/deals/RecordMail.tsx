import { useState } from 'react'
import type { RecordView } from '../../shared/contract/records.ts'
import { runCommand } from '../app/commands.ts'
import { useList, useShownRows } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { shortDate } from '../words/index.ts'
import { deals as words } from '../words/en/deals.ts'
import { Block, Row } from './Related.tsx'
import styles from './deals.module.css'

const page = 25

/** The mail on this computer with the people of a record, newest first. */
export function RecordMail({ view }: { view: RecordView }) {
  const addresses = addressesOf(view)
  const [shown, setShown] = useState(page)
  const list = useList({ kind: 'people', addresses }, true)
  const rows = useShownRows(list, 0, shown - 1)
  if (view.record.kind === 'activity' || addresses.length === 0) return null
  return (
    <>
      <Block title={words.earlier}>
        {rows.map((row) => (
          <Row
            key={row.id}
            name={row.content?.message.subject || words.noSubject}
            detail={[
              row.content?.message.from[0]?.[0] || row.content?.message.from[0]?.[1],
              row.content?.snippet
            ]
              .filter(Boolean)
              .join(' · ')}
            aside={shortDate(row.received)}
            onOpen={() => {
              runCommand('go.mail')
              runCommand('mail.open', { ids: [row.id] })
            }}
          />
        ))}
        {list.length === 0 && <li className={styles.quiet}>{words.noMail}</li>}
      </Block>
      {list.length > shown && (
        <div className={styles.more}>
          <Button onClick={() => setShown(shown + page)}>{words.more}</Button>
        </div>
      )}
    </>
  )
}

function addressesOf({ record, contacts }: RecordView): string[] {
  if ('addresses' in record) return record.addresses
  if (record.kind === 'deal') return record.contacts.map(({ address }) => address).filter(Boolean)
  return record.kind === 'account' ? contacts.flatMap(({ addresses }) => addresses) : []
}
