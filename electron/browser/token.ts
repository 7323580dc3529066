import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a page must show to be let in. It outlives a restart (mode 600), so that open tabs live on. */
export function tokenOf(dataFolder: string): { token: string; accepts(given: string): boolean } {
  const file = join(dataFolder, 'token')
  let token = ''
  if (existsSync(file)) {
    chmodSync(file, 0o600)
    token = readFileSync(file, 'utf8').trim()
  }
  if (!/^[\w-]{40,}$/.test(token)) {
    token = randomBytes(32).toString('base64url')
    writeFileSync(file, token, { mode: 0o600 })
  }
  const expected = Buffer.from(token)
  return {
    token,
    accepts(given) {
      const bytes = Buffer.from(given)
      return bytes.length === expected.length && timingSafeEqual(bytes, expected)
    }
  }
}
