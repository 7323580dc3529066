import type { Account } from '../../shared/contract/accounts.ts'
import type { Draft } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { addressesOf } from './begin.ts'
import styles from './compose.module.css'

interface Props {
  draft: Draft
  accounts: Account[]
  onChoose(account: Account, address: string): void
}

/** Every address of every account that can send. An address of a draft that none of them has any more is still named. */
export function FromField({ draft, accounts, onChoose }: Props) {
  const account = accounts.find((one) => one.id === draft.account)
  function choose(value: string): void {
    const [id, address] = value.split('\n') as [string, string]
    const chosen = accounts.find((one) => one.id === id)
    if (chosen) onChoose(chosen, address)
  }
  return (
    <div className={styles.line}>
      <span className={styles.label} aria-hidden="true">
        {words.from}
      </span>
      <select
        aria-label={words.from}
        className={styles.from}
        value={`${draft.account}\n${draft.from[1]}`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {account && !addressesOf(account).includes(draft.from[1]) && (
          <option value={`${draft.account}\n${draft.from[1]}`}>{draft.from[1]}</option>
        )}
        {accounts.flatMap((one) =>
          one.state === 'inactive' && one.id !== draft.account
            ? []
            : addressesOf(one).map((address) => (
                <option key={`${one.id}${address}`} value={`${one.id}\n${address}`}>
                  {one.displayName ? `${one.displayName} <${address}>` : address}
                </option>
              ))
        )}
      </select>
    </div>
  )
}
