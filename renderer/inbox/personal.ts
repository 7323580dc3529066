import { IconLock, IconLockOpen } from '@tabler/icons-react'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { showToast } from '../ui/toast.ts'
import { errorText } from '../words/index.ts'
import { inbox as words } from '../words/en/inbox.ts'

/** Marks a folder: nothing in it is shared. Or takes the mark away. */
export async function markPersonal(
  bridge: Bridge,
  { id, personalFolders }: Account,
  path: string,
  name: string,
  on: boolean
): Promise<void> {
  const others = personalFolders.filter((one) => one !== path)
  const keep = (folders: string[]): Promise<unknown> =>
    bridge.call('accounts.change', { id, patch: { personalFolders: folders } })
  const failed = (error: unknown): void => void showToast({ text: errorText(error).what })
  try {
    await keep(on ? [...others, path] : others)
    showToast({
      text: on ? words.personalOn(name) : words.personalOff(name),
      icon: on ? IconLock : IconLockOpen,
      undo: () => void keep(personalFolders).catch(failed)
    })
  } catch (error) {
    failed(error)
  }
}
