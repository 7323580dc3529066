import type { Server } from '../../shared/contract/accounts.ts'
import type { Secret } from '../wire/login.ts'
import type { Way } from '../wire/tunnel.ts'

/** What logs in to a mailbox. */
export interface Login {
  server: Server
  password: Secret | null
  trustedCertificates: string[]
  way: Way | null
}

/** A way in that nobody used goes after this time, ms. */
const unused = 15 * 60_000

interface Kept {
  owner: string
  login: Login
  timer: NodeJS.Timeout
}

/** The ways in to leavers' mailboxes, in memory alone: nothing of them is written anywhere, and each serves once. */
export function createSignIns(after = unused) {
  const kept = new Map<string, Kept>()

  function forget(mailbox: string): void {
    const one = kept.get(mailbox)
    if (!one) return
    clearTimeout(one.timer)
    one.login.password = null
    kept.delete(mailbox)
  }

  return {
    keep(mailbox: string, owner: string, login: Login): void {
      forget(mailbox)
      const timer = setTimeout(() => forget(mailbox), after)
      timer.unref()
      kept.set(mailbox, { owner, login, timer })
    },
    list: (): string[] => [...kept.keys()],
    /** Those of one leaver. They stay until they are forgotten. */
    of(owner: string): { mailbox: string; login: Login }[] {
      const theirs = [...kept].filter(([, one]) => one.owner === owner)
      // they are in use now: no clock ends that
      for (const [, { timer }] of theirs) clearTimeout(timer)
      return theirs.map(([mailbox, { login }]) => ({ mailbox, login }))
    },
    forget,
    forgetAll(): void {
      for (const mailbox of kept.keys()) forget(mailbox)
    }
  }
}
