import type { Account, AccountDraft } from '../../shared/contract/accounts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'

const words = setup.another
const named = ({ incoming }: Pick<Account, 'incoming'>): string => `${incoming.user} at ${incoming.host}`

/** Another server or another user may hold other mail; a password, a port or a kind of security do not change that. */
export function isAnother(before: Account, after: AccountDraft): boolean {
  return named(before).toLowerCase() !== named(after).toLowerCase()
}

/** Asks before a mailbox is pointed at another server or user. */
export function AnotherMailbox({
  before,
  after,
  onDo,
  onClose
}: {
  before: Account
  after: AccountDraft | null
  onDo(): void
  onClose(): void
}) {
  return (
    <Dialog opened={after !== null} title={words.title} verb={words.verb} onDo={onDo} onClose={onClose}>
      <div className={styles.group}>
        {after && <p>{words.change(named(before), named(after))}</p>}
        <p>{words.text}</p>
      </div>
    </Dialog>
  )
}
