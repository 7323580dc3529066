import { IconLock, IconLockOpen } from '@tabler/icons-react'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { showToast } from '../ui/toast.ts'
import { errorText } from '../words/index.ts'
import { inbox as words } from '../words/en/inbox.ts'

/** Marks a folder: nothing in it is shared. Or takes the mark away. */
export async function markPersonal(
  bridge: Bridge,
  { id }: Account,
  path: string,
  name: string,
  on: boolean
): Promise<void> {
  const mark = async (marked: boolean): Promise<void> => {
    // as the list is now: another mark may have been set meanwhile, or have followed a rename
    const now = (await bridge.call('accounts.list', {})).find((one) => one.id === id)
    const others = (now?.personalFolders ?? []).filter((one) => one !== path)
    await bridge.call('accounts.change', {
      id,
      patch: { personalFolders: marked ? [...others, path] : others }
    })
  }
  const failed = (error: unknown): void => void showToast({ text: errorText(error).what })
  try {
    await mark(on)
    showToast({
      text: on ? words.personalOn(name) : words.personalOff(name),
      icon: on ? IconLock : IconLockOpen,
      undo: () => void mark(!on).catch(failed)
    })
  } catch (error) {
    failed(error)
  }
}
