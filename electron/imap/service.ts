import type { FolderRole, ServerFolder } from '../../shared/contract/mail.ts'
import { AppError } from '../../shared/errors.ts'
import { pack } from '../../shared/mail/codec.ts'
import { abilitiesOf } from './abilities.ts'
import { play } from './acts/play.ts'
import { withMessageId } from './acts/common.ts'
import { connect, testDeadlines } from './connect.ts'
import { listFolders, listingConnection } from './folders.ts'
import { createLink, type Link } from './link.ts'
import { createSpare } from './spare.ts'
import { partPieces, sourcePieces } from './part.ts'
import { tokenSource } from '../wire/login.ts'
import type { AskToken, CallHandlers, EmitFromWorker, StreamHandlers } from '../wire/serve.ts'
import type { Settings } from './protocol.ts'
import { type Caution, emailIdOf, newCaution, openRound, type Round } from './round.ts'
import { fetchTexts } from './texts.ts'
import { startWatch, type Watch } from './watch.ts'

interface Entry {
  link: Link
  watch: Watch | null
  /** The folder that holds every mail once (Gmail), null: none; undefined: not asked yet. */
  allMail: string | null | undefined
  cautions: Map<string, Caution>
}

/** At most this many UIDs are answered by a search on the server. */
const mostFound = 1000

/** What the IMAP worker does: all connections of all accounts, and the rounds that run on them. */
export function createImapService(
  names: Map<string, FolderRole>,
  emit: EmitFromWorker,
  askToken: AskToken
): { calls: CallHandlers; streams: StreamHandlers } {
  const accounts = new Map<string, Entry>()
  const rounds = new Map<string, { account: string; round: Round }>()
  const spare = createSpare()
  let roundCount = 0

  function entry(account: string): Entry {
    const known = accounts.get(account)
    if (!known) throw new AppError('accounts.unknown')
    return known
  }
  const link = (account: string): Link => entry(account).link

  function watch(of: Entry, on: boolean): void {
    const { account } = of.link.settings
    if (!on) of.watch?.stop()
    of.watch = on ? (of.watch ?? startWatch(of.link, (folder) => emit('news', { account, folder }))) : null
  }

  function configure(settings: Settings): null {
    const old = accounts.get(settings.account)
    const same = (a: Settings, b: Settings) =>
      JSON.stringify({ ...a, folderRoles: 0 }) === JSON.stringify({ ...b, folderRoles: 0 })
    if (old && same(old.link.settings, settings)) {
      old.link.settings.folderRoles = settings.folderRoles
      return null
    }
    const watched = old?.watch ?? null
    forget(settings.account)
    const { account, signedInAt } = settings
    const made = createLink(
      settings,
      (state) => emit('connection', { account, state }),
      undefined,
      signedInAt ? tokenSource((refused) => askToken(account, refused)) : undefined
    )
    const fresh: Entry = { link: made, watch: null, allMail: undefined, cautions: new Map() }
    accounts.set(account, fresh)
    const ready = spare.take(settings)
    if (ready) made.take(ready)
    if (watched) watch(fresh, true)
    return null
  }

  function forget(account: string): void {
    const old = accounts.get(account)
    if (!old) return
    accounts.delete(account)
    old.watch?.stop()
    old.link.close()
    for (const [id, { account: owner }] of rounds) if (owner === account) rounds.delete(id)
  }

  async function folders(account: string): Promise<ServerFolder[]> {
    const of = entry(account)
    // over the connection that the first round takes next: one login less before the first mail shows
    const client = await listingConnection(of.link)
    const listed = await listFolders(client, of.link.settings.folderRoles, names)
    of.allMail = emailIdOf(client) ? (listed.find((folder) => folder.role === 'all')?.path ?? null) : null
    of.watch?.seen(listed)
    return listed
  }

  async function isMembersOnly(account: string, folder: string): Promise<boolean> {
    const of = entry(account)
    if (of.allMail === undefined) {
      const client = await of.link.client('bulk')
      if (emailIdOf(client)) await folders(account)
      else of.allMail = null
    }
    return typeof of.allMail === 'string' && of.allMail !== folder
  }

  function cautionOf(account: string, folder: string): Caution {
    const { cautions } = entry(account)
    const known = cautions.get(folder) ?? newCaution()
    cautions.set(folder, known)
    return known
  }

  const calls: CallHandlers = {
    configure,
    forget: ({ account }) => {
      forget(account)
      return null
    },
    folders: ({ account }) => folders(account),
    openRound: async ({ account, input }) => {
      const members = await isMembersOnly(account, input.folder)
      const round = await openRound(link(account), input, members, cautionOf(account, input.folder))
      const id = `${++roundCount}`
      rounds.set(id, { account, round })
      const { uidValidity, exists, qresync, total } = round
      return { round: id, uidValidity, exists, qresync, total }
    },
    nextBatch: async ({ round, unknown }) => {
      const open = rounds.get(round)
      // closed meanwhile, by a new lease or a change of the account: open another
      if (!open) throw new AppError('net.closed', { reason: 'round' })
      return pack(await open.round.next(unknown))
    },
    closeRound: ({ round }) => {
      rounds.delete(round)
      return null
    },
    closeRounds: () => {
      rounds.clear()
      return null
    },
    texts: async ({ account, folder, uidValidity, wanted, click }) =>
      pack(await fetchTexts(link(account), click ? 'click' : 'bulk', folder, uidValidity, wanted)),
    play: ({ account, act, bytes }) => play(link(account), act, bytes),
    watch: ({ account, on }) => {
      watch(entry(account), on)
      return null
    },
    retry: ({ account }) => {
      const of = entry(account)
      of.link.retry()
      of.watch?.kick()
      return null
    },
    search: async ({ account, folder, words }) => {
      const found = await link(account).inFolder('click', folder, async (client) => {
        const query = client.capabilities.has('X-GM-EXT-1') ? { gmraw: words } : { text: words }
        const uids = await client.search(query, { uid: true })
        // refused is not the same as nothing found
        if (!Array.isArray(uids)) throw new AppError('mail.refused')
        return uids
      })
      return found.sort((a, b) => b - a).slice(0, mostFound)
    },
    hasMessage: ({ account, folder, messageId }) =>
      link(account).inFolder(
        'click',
        folder,
        async (client) => {
          return (await withMessageId(client, messageId)).length > 0
        },
        { reselect: true }
      ),
    test: async (login) => {
      const client = await connect(login, testDeadlines)
      const can = abilitiesOf(client)
      spare.put(login, client)
      return can
    },
    wake: () => {
      for (const { link: one, watch: watching } of accounts.values()) {
        one.retry()
        one.drop()
        watching?.kick()
      }
      return null
    }
  }
  const streams: StreamHandlers = {
    part: ({ account, place, part, encoding, priority }) =>
      partPieces(link(account), place, part, encoding, priority),
    source: ({ account, place }) => sourcePieces(link(account), place)
  }
  return { calls, streams }
}
