import { expect, it } from 'vitest'
import { placeOf } from './folder-place.ts'

const folder = (path: string, role: 'archive' | '' = '') => ({
  path,
  delimiter: '/',
  role,
  name: path.split('/').at(-1)!
})

it('says the levels that no row says, so that a folder never looks like the child of another', () => {
  const folders = [
    folder('Ablage'),
    folder('Customers/Quay Crane'),
    folder('Customers/Quay Crane/Orders'),
    folder('Archive', 'archive'),
    folder('Archive/2025'),
    folder('INBOX/Pumps'),
    folder('INBOX/Pumps/Old')
  ]
  expect(folders.map((one) => placeOf(one, folders))).toEqual([
    { depth: 0, name: 'Ablage' },
    { depth: 0, name: 'Customers/Quay Crane' },
    { depth: 1, name: 'Orders' },
    { depth: 0, name: 'Archive' },
    { depth: 0, name: 'Archive/2025' },
    { depth: 0, name: 'Pumps' },
    { depth: 1, name: 'Old' }
  ])
})
