import { expect, it } from 'vitest'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge, Input } from '../../shared/contract/index.ts'
import { undoToast, useToast } from '../ui/toast.ts'
import { markPersonal } from './personal.ts'

it('marks one folder and takes one mark back, whatever else was marked meanwhile', async () => {
  let folders = ['Family']
  const shown = { id: 'a', personalFolders: folders } as Account
  const calls = {
    'accounts.list': async () => [{ ...shown, personalFolders: folders }],
    'accounts.change': async ({ patch }: Input<'accounts.change'>) => void (folders = patch.personalFolders!)
  }
  const call = (name: keyof typeof calls, input: never) => calls[name](input)
  const bridge = { call } as unknown as Bridge
  // it followed a rename, which this window was not told of yet
  folders = ['Kin']
  await markPersonal(bridge, shown, 'Work', 'Work', true)
  expect(folders).toEqual(['Kin', 'Work'])
  folders = ['Kin', 'Work', 'News']
  expect(useToast.getState().shown?.text).toContain('Work')
  expect(undoToast()).toBe(true)
  await expect.poll(() => folders).toEqual(['Kin', 'News'])
})
