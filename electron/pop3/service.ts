import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { pack } from '../../shared/mail/codec.ts'
import type { Settings } from '../imap/protocol.ts'
import { type SecretSource, tokenSource } from '../wire/login.ts'
import type { AskToken, CallHandlers, EmitFromWorker, StreamHandlers } from '../wire/serve.ts'
import { createVisits, type Visits } from './account.ts'
import { connect, type Deadlines, testDeadlines } from './connect.ts'
import { play, withMessageId } from './spool/acts.ts'
import { listFolders } from './spool/folders.ts'
import { type Mailbox, openMailbox } from './spool/mailbox.ts'
import { readPart, readSource, readTexts, searchFolder } from './spool/read.ts'
import { openRound, type Round } from './spool/round.ts'

interface Entry {
  settings: Settings
  mailbox: Promise<Mailbox>
  visits: Promise<Visits>
  watched: boolean
  /** Rounds over the inbox that hear of what comes by themselves. */
  listening: number
}

/** A visit that is due is told as news; this often it is looked at, ms. */
const look = 5_000

/** What the POP3 worker does: a mailbox of our own for each account, fed from its server. */
export function createPop3Service(
  folder: string,
  emit: EmitFromWorker,
  askToken: AskToken,
  deadlines?: Deadlines
): { calls: CallHandlers; streams: StreamHandlers; close(): Promise<void> } {
  const accounts = new Map<string, Entry>()
  const rounds = new Map<string, { account: string; round: Round; inbox: boolean }>()
  /** Mailboxes that are being closed: the same one is not opened again before. */
  const closing = new Map<string, Promise<unknown>>()
  let roundCount = 0

  const timer = setInterval(() => {
    for (const [account, entry] of accounts)
      if (entry.watched)
        void entry.visits.then((visits) => visits.isDue() && news(account)).catch(() => undefined)
  }, look)
  timer.unref()

  function entry(account: string): Entry {
    const known = accounts.get(account)
    if (!known) throw new AppError('accounts.unknown')
    return known
  }
  const box = (account: string): Promise<Mailbox> => entry(account).mailbox
  const news = (account: string): void => emit('news', { account, folder: 'INBOX' })

  async function configure(settings: Settings): Promise<null> {
    const { account } = settings
    const old = accounts.get(account)
    const same = (a: Settings, b: Settings): boolean =>
      JSON.stringify({ ...a, folderRoles: 0 }) === JSON.stringify({ ...b, folderRoles: 0 })
    if (old && same(old.settings, settings)) {
      old.settings.folderRoles = settings.folderRoles
      return null
    }
    const watched = old?.watched ?? false
    if (old) await forget(account)
    const mailbox = (closing.get(account) ?? Promise.resolve()).then(() => openMailbox(join(folder, account)))
    const made: Entry = { settings, mailbox, visits: mailbox.then(visitsOf), watched, listening: 0 }
    made.visits.catch(() => undefined)
    accounts.set(account, made)
    await mailbox.catch((error: unknown) => {
      accounts.delete(account)
      throw error
    })
    return null

    function visitsOf(opened: Mailbox): Visits {
      const quiet = (): void => {
        if (made.listening === 0) news(account)
      }
      const say = (state: Parameters<Parameters<typeof createVisits>[2]['say']>[0]): void =>
        emit('connection', { account, state })
      const { password, signedInAt } = settings
      const secret: SecretSource = signedInAt
        ? tokenSource((refused) => askToken(account, refused))
        : async () => password
      return createVisits(opened, settings, { say, came: quiet, ended: quiet }, secret, deadlines)
    }
  }

  async function forget(account: string): Promise<void> {
    const old = accounts.get(account)
    if (!old) return
    accounts.delete(account)
    for (const [id, { account: owner }] of rounds) if (owner === account) rounds.delete(id)
    const closed = old.visits
      .then((visits) => visits.stop())
      .then(() => old.mailbox)
      .then((mailbox) => mailbox.close())
      .catch(() => undefined)
    closing.set(account, closed)
    await closed
    if (closing.get(account) === closed) closing.delete(account)
  }

  function closeRound(id: string): void {
    const open = rounds.get(id)
    if (!rounds.delete(id) || !open?.inbox) return
    const of = accounts.get(open.account)
    if (of) of.listening--
  }

  const calls: CallHandlers = {
    configure,
    forget: async ({ account }) => {
      await forget(account)
      return null
    },
    folders: async ({ account }) =>
      listFolders((await box(account)).state, entry(account).settings.folderRoles),
    openRound: async ({ account, input }) => {
      const of = entry(account)
      const mailbox = await of.mailbox
      const inbox = mailbox.at(input.folder).role === 'inbox'
      const download = inbox ? (await of.visits).visit(input.since) : null
      const round = openRound(mailbox, input, download)
      const id = `pop3 ${++roundCount}`
      rounds.set(id, { account, round, inbox })
      if (inbox) of.listening++
      const { uidValidity, exists, qresync, total } = round
      return { round: id, uidValidity, exists, qresync, total }
    },
    nextBatch: async ({ round }) => {
      const open = rounds.get(round)
      // closed meanwhile, by a new lease or a change of the account: open another
      if (!open) throw new AppError('net.closed', { reason: 'round' })
      return pack(await open.round.next())
    },
    closeRound: ({ round }) => {
      closeRound(round)
      return null
    },
    closeRounds: () => {
      for (const id of [...rounds.keys()]) closeRound(id)
      return null
    },
    texts: async ({ account, folder: path, uidValidity, wanted }) => {
      const mailbox = await box(account)
      return pack(readTexts(mailbox, mailbox.valid(path, uidValidity), wanted))
    },
    play: async ({ account, act, bytes }) => await play(await box(account), act, bytes),
    watch: ({ account, on }) => {
      entry(account).watched = on
      return null
    },
    retry: async ({ account }) => {
      ;(await entry(account).visits).retry()
      news(account)
      return null
    },
    search: async ({ account, folder: path, words }) => await searchFolder(await box(account), path, words),
    hasMessage: async ({ account, folder: path, messageId }) => {
      const mailbox = await box(account)
      return withMessageId(mailbox, mailbox.at(path), messageId).length > 0
    },
    test: async (login) => {
      const { commands, wire } = await connect(login, deadlines ?? testDeadlines)
      await commands.QUIT().catch(() => undefined)
      wire.close()
      return []
    },
    wake: async () => {
      for (const [account, { visits, watched }] of accounts) {
        await visits.then((one) => one.wake()).catch(() => undefined)
        if (watched) news(account)
      }
      return null
    }
  }
  const streams: StreamHandlers = {
    async *part({ account, place, part, encoding }) {
      yield* readPart(await box(account), place, part, encoding)
    },
    async *source({ account, place }) {
      yield* readSource(await box(account), place)
    }
  }
  return {
    calls,
    streams,
    async close() {
      clearInterval(timer)
      for (const account of [...accounts.keys()]) await forget(account)
    }
  }
}
