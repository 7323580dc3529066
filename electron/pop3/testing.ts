import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from '../../shared/contract/accounts.ts'
import { unpackBatch, unpackTexts } from '../../shared/mail/codec.ts'
import type { Cursor, HeaderRow, TextRow, UidRun } from '../../shared/mail/message.ts'
import type { ConnectionState, RoundInput, Settings } from '../imap/protocol.ts'
import { runsOf } from '../../shared/mail/runs.ts'
import type { Deadlines } from './connect.ts'
import { createPop3Service } from './service.ts'

/** For tests only: an account as its keeper sees it. */
export interface Held {
  cursor: Cursor | null
  rows: Map<number, HeaderRow>
}

export const quick: Deadlines = { connect: 3000, greeting: 3000, silence: 5000 }

export function startService(deadlines = quick, at = mkdtempSync(join(tmpdir(), 'pop3-'))) {
  const states: ConnectionState[] = []
  const news: string[] = []
  const service = createPop3Service(
    at,
    (name, payload) => {
      if (name === 'connection' && 'state' in payload) states.push(payload.state)
      if (name === 'news' && 'folder' in payload) news.push(payload.folder)
    },
    () => Promise.reject(new Error('these accounts log in by a password')),
    deadlines
  )
  const { calls } = service

  /** A round to its end over one folder, into what is held of it. */
  async function sync(folder = 'INBOX', held: Held = fresh(), since: number | null = null): Promise<Held> {
    const known: UidRun[] = runsOf([...held.rows.keys()].sort((a, b) => a - b))
    const input: RoundInput = { folder, cursor: held.cursor, since, known, digests: null, batchSize: 50 }
    const { round } = await calls.openRound({ account: 'a', input })
    try {
      for (;;) {
        const batch = unpackBatch(await calls.nextBatch({ round, unknown: [] }))
        for (const row of batch.headers) held.rows.set(row.uid, row)
        batch.flags?.uids.forEach((uid, i) => {
          const row = held.rows.get(uid)
          if (row) row.flags = batch.flags?.flags[i] ?? 0
        })
        for (const [first, last] of batch.vanished)
          for (let uid = first; uid <= last; uid++) held.rows.delete(uid)
        held.cursor = batch.cursor
        if (batch.complete) return held
      }
    } finally {
      await calls.closeRound({ round })
    }
  }

  async function texts(folder: string, rows: HeaderRow[], uidValidity: string): Promise<TextRow[]> {
    const wanted = rows.map(({ uid, parts }) => ({
      uid,
      parts: parts.flatMap(({ part, encoding, charset, size, body }) =>
        body ? [{ part, encoding, charset, size, body }] : []
      )
    }))
    return unpackTexts(await calls.texts({ account: 'a', folder, uidValidity, wanted, click: false }))
  }

  async function source(uid: number, uidValidity: string, folder = 'INBOX'): Promise<Buffer> {
    const pieces: Uint8Array[] = []
    const place = { folder, uidValidity, uid }
    for await (const piece of service.streams.source({ account: 'a', place })) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  return {
    ...service,
    at,
    states,
    news,
    sync,
    texts,
    source,
    configure: (port: number, changes: Partial<Settings> = {}) =>
      calls.configure({ ...settings(port), ...changes }),
    async end(): Promise<void> {
      await service.close()
      rmSync(at, { recursive: true, force: true })
    }
  }
}

export function settings(port: number, pop: Account['pop'] = { leave: true, days: null }): Settings {
  return {
    account: 'a',
    server: { host: '127.0.0.1', port, security: 'never', user: 'anna' },
    password: 'pass',
    trustedCertificates: [],
    folderRoles: {},
    pop
  }
}

export const fresh = (): Held => ({ cursor: null, rows: new Map() })
export const subjects = (held: Held): string[] => [...held.rows.values()].map(({ subject }) => subject).sort()
