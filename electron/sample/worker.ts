import { parentPort, workerData } from 'node:worker_threads'
import { internalDate } from './content/dates.ts'
import { loadCrm, me, peopleOf } from './crm.ts'
import { startImap, type ImapServer } from './imap/server.ts'
import type { Order, Report, WorkerSetup } from './protocol.ts'
import { reply, wantsReply } from './replies.ts'
import { startSmtp, type Sent, type SmtpOutlet } from './smtp.ts'
import { createStore, hasStore, openStore, type Store } from './store.ts'

const setup = workerData as WorkerSetup
const port = parentPort
if (!port) throw new Error('the sample mailbox runs in a worker thread')
const tell = (report: Report) => port.postMessage(report)

const crm = loadCrm(setup.resources)
const people = peopleOf(crm, setup.now)
const rep = people.get(me)

/** A folder that cannot be read any more is laid down anew, with UIDVALIDITYs that no client has seen. */
async function open(): Promise<{ store: Store; made: boolean }> {
  if (hasStore(setup.folder)) {
    try {
      return { store: openStore(setup.folder), made: false }
    } catch {
      // The state and the one before it are both broken.
    }
  }
  // Only the first start pays for it.
  const { makeMailbox } = await import('./content/mailbox.ts')
  const folders = makeMailbox(setup.resources, people, rep, setup.now)
  const shown = folders.map(({ path, role, messages }) => ({
    path,
    role,
    messages: messages.map(({ raw, flags, received }) => ({ raw, flags, date: internalDate(received) }))
  }))
  createStore(setup.folder, shown, Math.floor(Date.now() / 1000))
  return { store: openStore(setup.folder), made: true }
}

const taken = (error: unknown) =>
  ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')

async function onPort<T>(wanted: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(wanted)
  } catch (error) {
    if (wanted === 0 || !taken(error)) throw error
    return start(0)
  }
}

const dealPeople = new Set(
  crm.deals
    .filter(([, , , stage]) => stage !== 'won' && stage !== 'lost')
    .flatMap(([, , , , , , roles]) => roles.map(([contact]) => people.get(contact).address))
)
const timers = new Set<NodeJS.Timeout>()

function deliver(imap: ImapServer, mail: Sent): void {
  if (mail.to.includes(rep.address)) imap.deliver(mail.raw)
  if (setup.replyAfter === null || !wantsReply(mail.raw)) return
  const address = mail.to.find((one) => dealPeople.has(one) && !imap.answered(one))
  const person = address === undefined ? undefined : people.byAddress.get(address)
  if (!person) return
  imap.noteAnswered(person.address)
  const timer = setTimeout(() => {
    timers.delete(timer)
    imap.deliver(reply(person, rep, mail.raw, Date.now()))
  }, setup.replyAfter)
  timers.add(timer)
}

let imap: ImapServer | null = null
let smtp: SmtpOutlet | null = null

async function start(): Promise<void> {
  const { store, made } = await open()
  const login = { user: setup.user, password: setup.password }
  const inbox = await onPort(setup.ports.imap, (one) => startImap(store, login, one))
  imap = inbox
  smtp = await onPort(setup.ports.smtp, (one) => startSmtp(login, one, (mail) => deliver(inbox, mail)))
  tell({ kind: 'ready', ports: { imap: inbox.port, smtp: smtp.port }, ...inbox.counts(), made })
}

async function close(): Promise<void> {
  for (const timer of timers) clearTimeout(timer)
  await smtp?.close()
  await imap?.close()
  tell({ kind: 'closed' })
  port?.close()
}

port.on('message', (order: Order) => {
  if (order.kind === 'close')
    void close().catch((error: unknown) => tell({ kind: 'failed', detail: String(error) }))
})
start().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException
  tell({ kind: 'failed', detail: code ?? message ?? 'unknown' })
})
