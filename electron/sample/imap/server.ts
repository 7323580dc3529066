import type { Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import hoodiecrow from 'hoodiecrow-imap'
import { internalDate } from '../content/dates.ts'
import type { FolderState, State, Store } from '../store.ts'
import { fetching } from './fetching.ts'
import { folderRules } from './folders.ts'
import { answer, text, wrap } from './reply.ts'
import { searching } from './searching.ts'
import { announcing, enabling, expunging, idling } from './session.ts'

type Kept = hoodiecrow.Message & { hash: string; size: number }

export interface ImapServer {
  port: number
  /** Puts a mail into the inbox and tells who idles there. */
  deliver(raw: string): void
  noteAnswered(address: string): void
  answered(address: string): boolean
  counts(): { folders: number; messages: number }
  /** Saves, ends every connection and the listener. */
  close(): Promise<void>
}

/** Bytes stay in the store; of what the library parses, only the last few are kept. */
function keeper(store: Store): (message: hoodiecrow.Message) => void {
  const parsed = new Map<hoodiecrow.Message, unknown>()
  return (message) => {
    const kept = message as Kept
    if (!kept.hash) {
      const { hash, size } = store.keep(kept.raw)
      kept.hash = hash
      kept.size = size
    }
    Object.defineProperties(kept, {
      raw: { configurable: true, enumerable: false, get: () => store.read(kept.hash) },
      parsed: {
        configurable: true,
        enumerable: false,
        get: () => parsed.get(kept),
        set: (tree: unknown) => {
          parsed.delete(kept)
          parsed.set(kept, tree)
          if (parsed.size > 16) parsed.delete(parsed.keys().next().value as hoodiecrow.Message)
        }
      }
    })
  }
}

/** After a death, what clients were told last may not be in the state: no UID is given twice, every flag counts as changed. */
function recover(state: State): void {
  for (const folder of state.folders) {
    folder.uidNext += 1000
    folder.modseq += 1_000_000
    for (const entry of folder.entries) entry.modseq = folder.modseq
  }
  state.lastValidity += 100
}

function mailboxOf(
  folder: FolderState,
  adopt: (message: hoodiecrow.Message) => void
): Record<string, unknown> {
  const messages = folder.entries.map((entry) => {
    const message = {
      uid: entry.uid,
      flags: entry.flags,
      internaldate: entry.date,
      MODSEQ: entry.modseq,
      hash: entry.hash,
      size: entry.size
    }
    adopt(message as unknown as Kept)
    return message
  })
  const own = {
    uidvalidity: folder.uidValidity,
    uidnext: folder.uidNext,
    HIGHESTMODSEQ: folder.modseq,
    subscribed: folder.subscribed,
    messages
  }
  if (folder.path === 'INBOX') return { ...own, flags: ['\\NoInferiors'] }
  return folder.role ? { ...own, 'special-use': folder.role } : own
}

function storageOf(state: State, adopt: (message: hoodiecrow.Message) => void): Record<string, unknown> {
  type Tree = Record<string, Record<string, unknown> & { folders?: Tree }>
  const root: Tree = {}
  let inbox: Record<string, unknown> = {}
  for (const folder of [...state.folders].sort((a, b) => a.path.length - b.path.length)) {
    const mailbox = mailboxOf(folder, adopt)
    if (folder.path === 'INBOX') {
      inbox = mailbox
      continue
    }
    const names = folder.path.split('/')
    const last = names.pop() as string
    let level = root
    for (const name of names) level = (level[name] ??= {}).folders ??= {}
    level[last] = { ...mailbox, ...(level[last]?.folders ? { folders: level[last].folders } : {}) }
  }
  return { INBOX: inbox, '': { folders: root, separator: '/', type: 'personal' } }
}

export async function startImap(
  store: Store,
  login: { user: string; password: string },
  port: number
): Promise<ImapServer> {
  const state = store.state
  if (store.unclean) recover(state)
  const adopt = keeper(store)
  const sockets = new Set<Socket>()
  let timer: NodeJS.Timeout | null = null

  const snapshot = (): State => ({
    lastValidity: state.lastValidity,
    answered: state.answered,
    folders: Object.values(server.folderCache).map((mailbox) => ({
      path: mailbox.path,
      role: mailbox['special-use'] ?? '',
      subscribed: mailbox.subscribed,
      uidValidity: mailbox.uidvalidity,
      uidNext: mailbox.uidnext,
      modseq: mailbox.HIGHESTMODSEQ,
      entries: (mailbox.messages as Kept[]).map(({ uid, flags, internaldate, MODSEQ, hash, size }) => ({
        uid,
        modseq: MODSEQ,
        flags,
        date: internaldate,
        hash,
        size
      }))
    }))
  })
  const saveNow = () => {
    if (timer) clearTimeout(timer)
    timer = null
    try {
      store.save(snapshot())
    } catch {
      // A full disk: what is kept in memory is written once there is room.
      timer = setTimeout(saveNow, 1000)
    }
  }
  const saveSoon = () => {
    timer ??= setTimeout(saveNow, 300)
  }

  /** Moves, deletions and new mail are kept before the client hears of them; flags within 300 ms. */
  const saving: hoodiecrow.Plugin = (target) => {
    target.messageHandlers.push((_server, message) => {
      if (!(message as Kept).hash) adopt(message)
    })
    const at = new Set([
      'APPEND',
      'COPY',
      'UID COPY',
      'MOVE OK',
      'UID MOVE OK',
      'EXPUNGE',
      'UID EXPUNGE',
      'CLOSE',
      'CREATE',
      'DELETE',
      'RENAME',
      'SUBSCRIBE',
      'UNSUBSCRIBE'
    ])
    // The bytes first: the library would leave half a message behind, and never answer again.
    wrap(target, 'APPEND', (next) => (connection, parsed, data, done) => {
      try {
        store.keep(text(parsed.attributes?.at(-1)) ?? '')
      } catch {
        answer(connection, parsed, data, { status: 'NO', code: 'OVERQUOTA', text: 'It could not be kept' })
        return done()
      }
      next(connection, parsed, data, done)
    })
    target.outputHandlers.push((connection, response, description, _parsed, data) => {
      if (response.tag === '*' || response.command !== 'OK') return
      if (at.has(description)) saveNow()
      else if (description.endsWith('STORE COMPLETE')) saveSoon()
      else if (description.endsWith('FETCH') && !connection.readOnly && /BODY\[|RFC822/i.test(data ?? ''))
        saveSoon()
    })
  }

  const server = hoodiecrow({
    plugins: [
      fetching,
      enabling,
      'CONDSTORE',
      'SPECIAL-USE',
      'UIDPLUS',
      'MOVE',
      'ID',
      'LITERALPLUS',
      'UNSELECT',
      idling,
      expunging,
      searching,
      announcing,
      folderRules(() => ++state.lastValidity),
      saving
    ],
    id: { name: 'Mail' },
    credentials: {},
    users: { [login.user]: { password: login.password } },
    storage: storageOf(state, adopt)
  })
  server.connectionHandlers.push((connection) => {
    const socket = connection.socket
    if (!socket) return
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  store.save(snapshot())

  return {
    port: (server.server.address() as AddressInfo).port,
    deliver(raw) {
      const inbox = server.getMailbox('INBOX')
      if (!inbox) throw new Error('the sample mailbox has no inbox')
      store.keep(raw)
      server.appendMessage(inbox, [], internalDate(Date.now()), raw)
      saveNow()
    },
    noteAnswered(address) {
      state.answered.push(address)
      saveSoon()
    },
    answered: (address) => state.answered.includes(address),
    counts: () => {
      const all = Object.values(server.folderCache)
      return { folders: all.length, messages: all.reduce((sum, mailbox) => sum + mailbox.messages.length, 0) }
    },
    async close() {
      if (timer) clearTimeout(timer)
      timer = null
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
      store.save(snapshot(), { flush: true, closing: true })
      store.close()
    }
  }
}
