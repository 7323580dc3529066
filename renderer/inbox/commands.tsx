import {
  IconArchive,
  IconArrowBackUp,
  IconFolderPlus,
  IconMail,
  IconMailForward,
  IconMailOpened,
  IconSearch,
  IconStar,
  IconTrash,
  IconAlertCircle,
  IconInbox,
  IconLock
} from '@tabler/icons-react'
import { AppError } from '../../shared/errors.ts'
import { Flag } from '../../shared/mail/message.ts'
import { runCommand, useCommands } from '../app/commands.ts'
import {
  archive,
  type Done,
  junk,
  keepPrivate,
  move,
  placesOf,
  readAll,
  setFlags,
  shareAgain,
  threadOf,
  trash,
  undo,
  useCache
} from '../cache/index.ts'
import { showToast, undoToast } from '../ui/toast.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { currentList } from './current-list.ts'
import { useInbox } from './store.ts'

/**
 * What can be done with mail, for keys, palette, rows and the reader alike: each act shows at once, says how many in
 * a toast, and can be taken back.
 */
export function InboxCommands({ conversations }: { conversations: boolean }) {
  const cache = useCache()
  const { ledger } = cache

  /** The mails that an act without its own is about: what is checked, else where the list stands; whole conversations. */
  function subject(given?: { ids: number[] }): number[] {
    const { checked, at } = useInbox.getState()
    const heads = given?.ids ?? (checked.size > 0 ? [...checked] : at ? [at.id] : [])
    if (!conversations || given) return heads
    const folder = fromFolder()
    return [...new Set(heads.flatMap((id) => wholeThread(id, folder)))]
  }

  /** Of a conversation, what the chosen folder holds; in SalesInbox folders all that came in. */
  function wholeThread(id: number, folder: number | null): number[] {
    const thread = placesOf(ledger, id)[0]?.thread
    if (thread === undefined) return [id]
    const mails = threadOf(ledger, thread).filter((mail) =>
      folder === null
        ? ledger.folders.get(mail.folder)?.role !== 'sent'
        : placesOf(ledger, mail.id).some((place) => place.folder === folder)
    )
    return mails.length > 0 ? mails.map((mail) => mail.id) : [id]
  }

  function fromFolder(): number | null {
    const { source } = useInbox.getState()
    return source.kind === 'folder' ? source.folder : null
  }

  async function act(
    ids: number[],
    run: () => Promise<Done>,
    text: (count: number) => string,
    icon: typeof IconArchive
  ): Promise<void> {
    if (ids.length === 0) return
    try {
      const done = await run()
      useInbox.getState().check([])
      if (done.operations.length > 0)
        showToast({
          text: text(conversations ? Math.max(1, new Set(ids).size) : ids.length),
          icon,
          undo: () => void undo(cache, done)
        })
    } catch (error) {
      showToast({
        text: error instanceof AppError && error.code === 'mail.noTrash' ? words.noTrash : words.failed,
        icon: IconAlertCircle
      })
    }
  }

  const seen = (ids: number[], read: boolean): void => {
    void setFlags(cache, ids, read ? ['\\Seen'] : [], read ? [] : ['\\Seen'])
  }
  const flagged = (id: number): boolean => placesOf(ledger, id).some((place) => place.flags & Flag.flagged)
  const step = (by: number): void => {
    const { list } = currentList
    const { at, stand } = useInbox.getState()
    if (!list || list.length === 0) return
    const index = at ? list.indexOf(at.id) : -1
    const next = Math.max(0, Math.min(list.length - 1, index + by))
    const row = list.row(next)
    stand({ id: row.id, thread: row.thread })
    currentList.reveal(next)
  }
  const goRole = (role: string): void => {
    const folder = [...ledger.folders.values()].find((row) => row.role === role)
    if (!folder) return
    useInbox.getState().go({ kind: 'folder', folder: folder.id })
    runCommand('go.mail')
  }
  const goContext = (code: number): void => {
    useInbox.getState().go({ kind: 'context', code })
    runCommand('go.mail')
  }
  const some = (): boolean => useInbox.getState().at !== null || useInbox.getState().checked.size > 0

  useCommands([
    { id: 'mail.next', words: words.next, group: 'mail', keys: ['j'], run: () => step(1) },
    { id: 'mail.previous', words: words.previous, group: 'mail', keys: ['k'], run: () => step(-1) },
    {
      id: 'mail.archive',
      words: words.archive,
      group: 'mail',
      icon: IconArchive,
      keys: ['e'],
      when: some,
      run: (given) => {
        const ids = subject(given)
        void act(ids, () => archive(cache, ids, fromFolder()), words.archived, IconArchive)
      }
    },
    {
      id: 'mail.delete',
      words: words.remove,
      group: 'mail',
      icon: IconTrash,
      keys: ['#', 'Delete'],
      when: some,
      run: (given) => {
        const ids = subject(given)
        const inTrash = ledger.folders.get(fromFolder() ?? -1)?.role === 'trash'
        void act(
          ids,
          () => trash(cache, ids, fromFolder()),
          inTrash ? words.deletedForGood : words.deleted,
          IconTrash
        )
      }
    },
    {
      id: 'mail.spam',
      words: words.spam,
      group: 'mail',
      icon: IconAlertCircle,
      keys: ['!'],
      when: some,
      run: (given) => {
        const ids = subject(given)
        void act(ids, () => junk(cache, ids, fromFolder(), true), words.markedSpam, IconAlertCircle)
      }
    },
    {
      id: 'mail.notSpam',
      words: words.notSpam,
      group: 'mail',
      icon: IconInbox,
      when: () => some() && ledger.folders.get(fromFolder() ?? -1)?.role === 'junk',
      run: (given) => {
        const ids = subject(given)
        void act(ids, () => junk(cache, ids, fromFolder(), false), words.notSpamDone, IconInbox)
      }
    },
    {
      id: 'mail.move',
      words: words.moveTo,
      group: 'mail',
      keys: ['v'],
      when: some,
      run: (given) => {
        const ids = subject(given?.ids?.length ? given : undefined)
        const folder = given?.folder
        if (folder === undefined) {
          useInbox.getState().chooseFolder(ids)
          return
        }
        const name = ledger.folders.get(folder)?.name ?? ''
        void act(
          ids,
          () => move(cache, ids, fromFolder(), folder),
          (count) => words.movedTo(count, name),
          IconInbox
        )
      }
    },
    {
      id: 'mail.markRead',
      words: words.markRead,
      group: 'mail',
      icon: IconMailOpened,
      keys: ['Shift+I'],
      when: some,
      run: (given) => seen(subject(given), true)
    },
    {
      id: 'mail.markUnread',
      words: words.markUnread,
      group: 'mail',
      icon: IconMail,
      keys: ['Shift+U'],
      when: some,
      run: (given) => seen(given?.ids ?? heads(), false)
    },
    {
      id: 'mail.star',
      words: words.flag,
      group: 'mail',
      icon: IconStar,
      keys: ['s'],
      when: some,
      run: (given) => {
        const ids = given?.ids ?? heads()
        const on = !ids.every(flagged)
        void setFlags(cache, ids, on ? ['\\Flagged'] : [], on ? [] : ['\\Flagged'])
      }
    },
    {
      id: 'mail.keepPrivate',
      words: words.keepPrivate,
      group: 'mail',
      icon: IconLock,
      when: some,
      run: (given) => {
        const ids = subject(given)
        void keepPrivate(cache, ids).then((kept) =>
          showToast({
            text: words.keptPrivate(kept.length),
            icon: IconLock,
            undo: () => void shareAgain(cache, kept)
          })
        )
      }
    },
    {
      id: 'mail.file',
      words: words.fileToCrm,
      group: 'mail',
      icon: IconFolderPlus,
      keys: ['Shift+F'],
      when: some,
      run: (given) => {
        const ids = given?.ids ?? subject()
        if (ids.length > 0) runCommand('record.file', { ids })
      }
    },
    {
      id: 'mail.readAll',
      words: words.markAllRead,
      group: 'mail',
      when: () => fromFolder() !== null,
      run: (given) => {
        const folder = given?.folder ?? fromFolder()
        if (folder !== null)
          void readAll(cache, folder).then(() => showToast({ text: words.allRead, icon: IconMailOpened }))
      }
    },
    {
      id: 'mail.undo',
      words: words.undo,
      group: 'mail',
      icon: IconArrowBackUp,
      keys: ['z', 'Mod+Z'],
      run: () => void undoToast()
    },
    {
      id: 'mail.selectAll',
      words: words.selectAll,
      group: 'mail',
      keys: ['Mod+A'],
      run: () => {
        const { list } = currentList
        if (list)
          useInbox
            .getState()
            .check(Array.from({ length: Math.min(list.length, 5000) }, (_, i) => list.row(i).id))
      }
    },
    {
      id: 'mail.select',
      words: words.select,
      group: 'mail',
      keys: ['x'],
      when: some,
      run: (given) => heads(given).forEach((id) => useInbox.getState().toggle(id))
    },
    {
      id: 'app.search',
      words: words.searchLabel,
      group: 'go',
      icon: IconSearch,
      keys: ['/'],
      run: () => document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
    },
    {
      id: 'go.deals',
      words: words.goTo(words.contexts[0]),
      group: 'go',
      keys: ['g d'],
      run: () => goContext(0)
    },
    {
      id: 'go.contacts',
      words: words.goTo(words.contexts[1]),
      group: 'go',
      keys: ['g c'],
      run: () => goContext(1)
    },
    {
      id: 'go.leads',
      words: words.goTo(words.contexts[2]),
      group: 'go',
      keys: ['g l'],
      run: () => goContext(2)
    },
    {
      id: 'go.colleagues',
      words: words.goTo(words.contexts[3]),
      group: 'go',
      keys: ['g p'],
      run: () => goContext(3)
    },
    {
      id: 'go.others',
      words: words.goTo(words.contexts[4]),
      group: 'go',
      keys: ['g o'],
      run: () => goContext(4)
    },
    {
      id: 'go.inbox',
      words: words.goTo(words.roles.inbox),
      group: 'go',
      keys: ['g i'],
      run: () => goRole('inbox')
    },
    {
      id: 'go.sent',
      words: words.goTo(words.roles.sent),
      group: 'go',
      keys: ['g t'],
      run: () => goRole('sent')
    },
    {
      id: 'go.outbox',
      words: words.goTo(words.outbox),
      group: 'go',
      icon: IconMailForward,
      keys: ['g b'],
      run: () => {
        useInbox.getState().go({ kind: 'outbox' })
        runCommand('go.mail')
      }
    },
    {
      id: 'go.drafts',
      words: words.goTo(words.roles.drafts),
      group: 'go',
      keys: ['g f'],
      run: () => goRole('drafts')
    }
  ])
  function heads(given?: { ids: number[] }): number[] {
    const { checked, at } = useInbox.getState()
    return given?.ids ?? (checked.size > 0 ? [...checked] : at ? [at.id] : [])
  }
  return null
}
