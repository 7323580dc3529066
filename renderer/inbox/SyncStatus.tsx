import type { Account } from '../../shared/contract/accounts.ts'
import { runCommand } from '../app/commands.ts'
import { useCache, useDiskError, useProgress, useSyncStates, useWaiting } from '../cache/index.ts'
import { SyncLine, type SyncTone } from '../ui/SyncLine.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import { useOnline } from './online.ts'

/** The line at the rail's foot, worked out from facts: what is here, what is to come, what stands in the way. */
export function SyncStatus({ accounts, narrow }: { accounts: Account[]; narrow: boolean }) {
  const { ledger } = useCache()
  const states = useSyncStates()
  const connects = ({ state }: Account): boolean => state === 'active' || state === 'paused'
  const progress = useProgress((id) => accounts.some((one) => one.id === id && connects(one)))
  const waiting = useWaiting()
  const online = useOnline()
  const disk = useDiskError()
  const { tone, text } = say()
  const again = accounts.find(({ id, auth }) => {
    const sync = states.get(id)
    return auth === 'oauth2' && sync?.state === 'refused' && sync.error?.code.startsWith('auth.')
  })
  return (
    <SyncLine
      tone={tone}
      text={text}
      name={words.syncStatus}
      narrow={narrow}
      onOpen={() =>
        again
          ? runCommand('account.signIn', { account: again.id })
          : runCommand('go.settings', { page: 'accounts' })
      }
    />
  )

  function say(): { tone: SyncTone; text: string } {
    const mine = accounts.filter(connects).map((account) => states.get(account.id))
    const number = (value: number): string => value.toLocaleString()
    if (progress.dropping) return { tone: 'busy', text: words.dropping }
    if (mine.length === 0)
      return {
        tone: 'quiet',
        text: accounts.some(({ state }) => state === 'inactive') ? words.inactive : words.noMailbox
      }
    if (mine.some((one) => one?.state === 'refused')) return { tone: 'bad', text: words.signInAgain }
    if (disk) return { tone: 'bad', text: words.diskShort(disk.code) }
    if (!online) return { tone: 'quiet', text: words.offlineShort(waiting.length) }
    if (mine.some((one) => one?.state === 'waiting')) return { tone: 'bad', text: words.waitingRetry }
    if (mine.every((one) => one?.state === 'paused')) return { tone: 'quiet', text: words.paused }
    if (progress.remaining > 0)
      return {
        tone: 'busy',
        text: words.reading(number(progress.here), number(progress.here + progress.remaining))
      }
    if (ledger.folders.size === 0 || mine.some((one) => one === undefined))
      return { tone: 'busy', text: words.connecting }
    if (progress.textsMissing > 0)
      return { tone: 'busy', text: words.readingTexts(number(progress.textsMissing)) }
    if (mine.some((one) => one?.state === 'running') || waiting.some((one) => one.notBefore <= Date.now()))
      return { tone: 'busy', text: words.checking }
    const time = progress.checkedAt
      ? new Date(progress.checkedAt).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
      : ''
    return { tone: 'good', text: words.upToDate(time) }
  }
}
