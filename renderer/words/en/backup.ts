import { count, fileSize } from '../format.ts'
import { plural } from '../plural.ts'

/** What an administrator reads of leavers and of what is kept of their mail. */
export const backup = {
  title: 'Backup Emails',
  text: 'Keeps the mail that somebody shared on its records, whatever becomes of the user. Only what was shared can be backed up.',
  button: 'Backup Emails',
  leavers: 'Not backed up yet',
  daysLeft: (days: number) => (days === 1 ? '1 day left' : `${count(days)} days left`),
  until: (day: string) => `Deleted on ${day} without a backup`,
  hidden: (mails: number) => `${plural(mails, 'mail', 'mails')} hidden until then`,
  backUp: 'Back up',
  backUpName: (name: string) => `Back up ${name}`,
  goOn: 'Continue',
  goOnName: (name: string) => `Continue the backup of ${name}`,
  can: 'Can be backed up',
  canNone: 'Nobody shares mail, so there is nothing to back up.',
  cannot: 'Cannot be backed up',
  why: {
    private: 'Private: nothing can be backed up',
    nothing: 'Shares no mail: nothing to back up',
    tooLate: 'Deactivated more than six months ago: the mail is gone'
  },
  mails: (number: number) => plural(number, 'mail', 'mails'),
  last: (day: string) => `Backed up ${day}`,
  never: 'Not backed up',
  cutOff: 'Cut off: begin again, and it goes on',
  running: (name: string) => `Backing up the mail of ${name}`,
  counted: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  twice: 'Each mail is read twice, and the two must agree. You can go on working.',
  done: (name: string, mails: number) => `${plural(mails, 'mail', 'mails')} of ${name} backed up`,
  doneText: 'It is seen on its records from now on, and stays there when the user is deleted.',
  list: 'Backups',
  listNone: 'No backup yet.',
  columns: { user: 'User', when: 'When', mails: 'Mails', size: 'Size of texts', hash: 'SHA-256' },
  size: (octets: number) => fileSize(octets),
  copy: (name: string) => `Copy the hash of ${name}’s backup`,
  copied: 'Hash copied'
}
