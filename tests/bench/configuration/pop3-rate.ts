import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngines } from '../../../electron/sync/engines.ts'
import { unpackBatch, unpackTexts } from '../../../shared/mail/codec.ts'

/**
 * Brings a whole drop into a new mailbox, as main does, with a consumer that costs nothing: rows, then texts, all on
 * disk. Prints how long it took and how large this process became, which is why it is a process of its own.
 * node tests/bench/configuration/pop3-rate.ts PORT USER [texts: 1]
 */
const [port = '', user = '', withTexts = '1'] = process.argv.slice(2)
const dataFolder = mkdtempSync(join(tmpdir(), 'pop3-bench-'))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const { pop3 } = createEngines(
  { resourcesFolder: join(import.meta.dirname, '../../../resources'), dataFolder, log },
  { event: () => undefined, lost: () => undefined, accessToken: async () => '' }
)
pop3.warm()
await pop3.call('closeRounds', null)
const before = process.memoryUsage().rss
const began = performance.now()
await pop3.call('configure', {
  account: 'a',
  server: { host: '127.0.0.1', port: Number(port), security: 'never', user },
  password: 'pass',
  trustedCertificates: [],
  folderRoles: {},
  pop: { leave: true, days: null }
})
const input = { folder: 'INBOX', cursor: null, since: null, known: [], digests: null, batchSize: 100 }
const { round, uidValidity } = await pop3.call('openRound', { account: 'a', input })
let messages = 0
let texts = 0
let first = 0
for (;;) {
  const batch = unpackBatch(await pop3.call('nextBatch', { round, unknown: [] }))
  if (batch.headers.length) first ||= performance.now() - began
  messages += batch.headers.length
  const wanted = batch.headers.map(({ uid, parts }) => ({
    uid,
    parts: parts.flatMap(({ part, encoding, charset, size, body }) =>
      body ? [{ part, encoding, charset, size, body }] : []
    )
  }))
  if (withTexts === '1' && wanted.length) {
    const bytes = await pop3.call('texts', {
      account: 'a',
      folder: 'INBOX',
      uidValidity,
      wanted,
      click: false
    })
    texts += unpackTexts(bytes).filter(({ failed }) => failed === null).length
  }
  if (batch.complete) break
}
const took = performance.now() - began
const { maxRSS } = process.resourceUsage()
console.log(JSON.stringify({ messages, texts, first, took, peak: maxRSS / 1024, before: before / 1e6 }))
await pop3.close()
rmSync(dataFolder, { recursive: true, force: true })
process.exit(0)
