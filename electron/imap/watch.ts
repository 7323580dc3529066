import type { ImapFlow } from 'imapflow'
import type { ServerFolder } from '../../shared/contract/mail.ts'
import { inTime, onHighestModseq } from './command.ts'
import { fromImap } from './errors.ts'
import { statusItems, statusOf } from './folders.ts'
import type { Link } from './link.ts'

export interface Watch {
  /** The keeper saw this state of the folders: news is what differs from it. */
  seen(folders: ServerFolder[]): void
  /** Stops waiting for the next try: the network changed, the computer woke, the rep asked. */
  kick(): void
  stop(): void
}

/** ms. Overridden by tests only. */
export interface WatchTimes {
  /** Other folders are looked at this often; the question also shows whether the connection lives. */
  poll: number
  /** No answer to it in this time: the connection is dead though nobody closed it. */
  answer: number
  /** One delivery makes several responses, which come together: they are told once. */
  settle: number
  /** The server ended IDLE by itself. */
  again: number
}
export const usualTimes: WatchTimes = { poll: 60_000, answer: 20_000, settle: 10, again: 1_000 }

/**
 * Idles on the inbox and looks at the other folders now and then, by one LIST. Lives through lost connections: each is
 * made anew after a growing wait, and the inbox is then due, for nobody knows what came meanwhile.
 */
export function startWatch(
  link: Link,
  news: (folder: string) => void,
  times: WatchTimes = usualTimes
): Watch {
  const known = new Map<string, string>()
  const due = new Set<string>()
  let stopped = false
  let polled = false
  let timer: NodeJS.Timeout | null = null
  /** Kicked since the last try: the next wait is over before it begins. */
  let kicked = false
  /** Waits for its next connection. */
  let away = false
  let wake: () => void = () => undefined

  function tell(folder: string): void {
    due.add(folder)
    timer ??= setTimeout(() => {
      timer = null
      const folders = [...due]
      due.clear()
      for (const one of folders) news(one)
    }, times.settle)
  }

  async function pause(ms: number | null): Promise<void> {
    if (!kicked) {
      await new Promise<void>((resolve) => {
        const wait = ms === null ? null : setTimeout(resolve, ms)
        wake = () => {
          if (wait) clearTimeout(wait)
          resolve()
        }
      })
    }
    kicked = false
  }

  async function run(): Promise<void> {
    while (!stopped) {
      let client: ImapFlow
      try {
        client = await link.client('watch')
      } catch {
        const wait = link.dueIn()
        // refused: only a change of the account or the rep's own wish goes on from here
        await stayAway(wait === null ? null : Math.max(wait, 50))
        continue
      }
      try {
        await attend(client)
      } catch (error) {
        fromImap(error)
      }
      // gone: the next one takes over, at once after a connection that had been up
      client.close()
      if (!stopped) await stayAway(Math.max(link.dueIn() ?? 0, Math.random() * 500))
    }
  }

  async function stayAway(ms: number | null): Promise<void> {
    away = true
    await pause(ms)
    away = false
  }

  async function attend(client: ImapFlow): Promise<void> {
    const told = () => tell('INBOX')
    client.on('exists', told)
    client.on('expunge', told)
    client.on('flags', told)
    const lock = await client.getMailboxLock('INBOX', { acquireTimeout: 30_000 })
    lock.release()
    onHighestModseq(client, told)
    // what changed between the last round and this moment; a first sync may be many minutes before it
    tell('INBOX')
    await poll(client)
    while (!stopped && client.usable) {
      // between two commands nothing is lost: what the server has to say comes with the next one's answer
      const idle = client.idle().then(
        () => true,
        () => true
      )
      const ended = await Promise.race([idle, pause(times.poll).then(() => false)])
      if (stopped || !client.usable) return
      // a server that ends IDLE by itself would be asked again without a pause
      if (ended) await pause(times.again)
      await poll(client)
      await idle
    }
  }

  async function poll(client: ImapFlow): Promise<void> {
    const entries = await inTime(client, times.answer, () => client.list({ statusQuery: statusItems }))
    const gone = new Set(known.keys())
    const idles = client.capabilities.has('IDLE')
    for (const entry of entries) {
      if (idles && entry.path === 'INBOX') continue
      const mark = markOf(statusOf(entry))
      gone.delete(entry.path)
      if (mark === null) continue
      const before = known.get(entry.path)
      known.set(entry.path, mark)
      // a folder that was not there before is news, but not all of them at the first look
      if (before !== undefined ? before !== mark : polled) tell(entry.path)
    }
    gone.delete('INBOX')
    for (const path of gone) {
      known.delete(path)
      tell(path)
    }
    polled = true
  }

  function kick(): void {
    kicked = true
    wake()
  }

  // the wait was for a server that could not be reached: other work has just reached it
  const off = link.onConnected(() => away && kick())
  void run()
  return {
    seen(folders) {
      for (const folder of folders) {
        const mark = markOf(folder.status)
        if (mark !== null) known.set(folder.path, mark)
      }
    },
    kick,
    stop() {
      stopped = true
      off()
      if (timer) clearTimeout(timer)
      wake()
    }
  }
}

/** What a round would find changed. */
function markOf(status: ServerFolder['status']): string | null {
  if (!status) return null
  const { uidValidity, uidNext, messages, unseen, modseq } = status
  return modseq
    ? `${uidValidity} ${uidNext} ${messages} ${modseq}`
    : `${uidValidity} ${uidNext} ${messages} ${unseen}`
}
