import { IconChevronDown } from '@tabler/icons-react'
import type { Account } from '../../shared/contract/accounts.ts'
import { identitiesOf, identityOf, type Identity } from '../../shared/identity.ts'
import type { Draft } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { fromOf } from './begin.ts'
import { SharedWith } from './SharedWith.tsx'
import styles from './compose.module.css'

interface Props {
  draft: Draft
  accounts: Account[]
  onChoose(account: Account, sender: Identity): void
  /** The mail goes no further than its mailbox shares. */
  onKeep(): void
}

/** Every address that mail may be sent from, of all accounts that can send. One of a draft that is none of these any more is still named. */
export function FromField({ draft, accounts, onChoose, onKeep }: Props) {
  const account = accounts.find((one) => one.id === draft.account)
  const known = account && identityOf(account, draft.from[1])
  function choose(value: string): void {
    const [id, address] = value.split('\n') as [string, string]
    const chosen = accounts.find((one) => one.id === id)
    const sender = chosen && identityOf(chosen, address)
    if (sender) onChoose(chosen, sender)
  }
  return (
    <div className={styles.line}>
      <span className={styles.label} aria-hidden="true">
        {words.from}
      </span>
      <select
        aria-label={words.from}
        className={styles.from}
        value={`${draft.account}\n${known?.address ?? draft.from[1]}`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {!known && <option value={`${draft.account}\n${draft.from[1]}`}>{draft.from[1]}</option>}
        {accounts.flatMap((one) =>
          one.state === 'inactive' && one.id !== draft.account
            ? []
            : identitiesOf(one).map((sender) => {
                const [name, address] = fromOf(one, sender)
                return (
                  <option key={`${one.id}${address}`} value={`${one.id}\n${address}`}>
                    {name ? `${name} <${address}>` : address}
                  </option>
                )
              })
        )}
      </select>
      <IconChevronDown size={14} stroke={2} aria-hidden="true" className={styles.fromMark} />
      <SharedWith draft={draft} account={account} onKeep={onKeep} />
    </div>
  )
}
