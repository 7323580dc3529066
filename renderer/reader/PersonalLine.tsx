import { IconLock } from '@tabler/icons-react'
import { isPersonalFolder, personalBy } from '../../shared/context/personal.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import { useSession } from '../bridge-context.ts'
import {
  shareAgain,
  shareAllTheSame,
  useCache,
  useFilingsOf,
  usePersonalPlace,
  useSaidByHand
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.ts'
import { reader as words } from '../words/en/reader.ts'
import type { ReaderMessage } from './model.ts'
import classes from './reader.module.css'

/** Says of a mail in a shared mailbox that it is kept because it looks personal, and shares it in one click. */
export function PersonalLine({ message }: { message: ReaderMessage }) {
  const cache = useCache()
  const { accounts } = useSession()
  const account = accounts.find(({ id }) => id === message.account)
  const said = useSaidByHand(message.account, messageKey(message))
  // what was filed by hand is shared, whatever it looks like
  const filed = useFilingsOf([message.id])
  const place = usePersonalPlace(message.id, account)
  const folder = message.folder.split(/[/.]/).at(-1) ?? ''
  if (said !== null || filed?.length !== 0 || !account || account.sharing === 'private') return null
  const looks = account.keepPersonal
    ? (personalBy(message) ?? (isPersonalFolder(folder) ? 'folder' : null))
    : null
  const by = place === 'folder' ? place : (looks ?? place)
  if (!by) return null
  const share = () =>
    void shareAllTheSame(cache, [message.id]).then((rows) =>
      showToast({
        text: words.personal.shared,
        undo: () => void shareAgain(cache, rows)
      })
    )
  return (
    <div className={classes.personal} role="group" aria-label={words.personal.by[by]}>
      <IconLock size={15} stroke={1.75} aria-hidden="true" />
      <span>{words.personal.by[by]}</span>
      <Button size="small" kind="quiet" onClick={share}>
        {words.personal.share}
      </Button>
    </div>
  )
}
