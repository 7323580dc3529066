import { join } from 'node:path'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Host } from '../host/host.ts'
import { createEngine, createImapEngine, type EngineListeners, type ImapEngine } from '../imap/engine.ts'
import { workerFile } from '../worker-file.ts'

/** A worker for each protocol; both answer the same calls. */
export type MailEngine = ImapEngine
export type Engines = Record<Account['protocol'], MailEngine>

/** Where the mail of POP3 accounts is, a folder for each. */
export const popFolder = (host: Pick<Host, 'dataFolder'>): string => join(host.dataFolder, 'pop3')

export function createEngines(
  host: Pick<Host, 'resourcesFolder' | 'dataFolder' | 'log'>,
  listeners: EngineListeners
): Engines {
  return {
    imap: createImapEngine(host, listeners),
    pop3: createEngine(host.log, listeners, {
      protocol: 'pop3',
      file: workerFile(import.meta.url, '../pop3/worker.ts', 'pop3-worker.js'),
      data: () => ({ folder: popFolder(host) }),
      // a heap that may grow to gigabytes is swept late: this one holds an index, some 700 bytes a mail
      limits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 }
    })
  }
}

/** Rounds are named by the worker that has them. */
export function engineOf(engines: Engines, round: string): MailEngine {
  return round.startsWith('pop3') ? engines.pop3 : engines.imap
}
