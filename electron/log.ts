import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from './host/host.ts'

/** Bytes after which a log file is set aside; one old file is kept. */
const rotateAt = 2_000_000

/**
 * JSON lines in `<folder>/salesinbox.log`. Names of events, codes, counts and durations only; as a last wall, a value
 * that looks like an address or is longer than a code is cut out.
 */
export function createLog(folder: string): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'salesinbox.log')
  let size = existsSync(file) ? statSync(file).size : 0

  function write(
    level: string,
    event: string,
    fields: Record<string, string | number | boolean | null> = {}
  ): void {
    const line = `${JSON.stringify({ at: new Date().toISOString(), level, event, ...redacted(fields) })}\n`
    try {
      if (size > rotateAt) {
        // gone where the rep deleted it meanwhile
        if (existsSync(file)) renameSync(file, `${file}.old`)
        size = 0
      }
      appendFileSync(file, line, { mode: 0o600 })
      size += line.length
    } catch {
      // a full disk must not take the app down with its log
    }
  }
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields)
  }
}

export function redacted(fields: Record<string, string | number | boolean | null>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value]
      if (/pass|secret|token|body|subject/i.test(key)) return [key, '(removed)']
      // cut first: the pattern takes the square of the length
      return [
        key,
        value
          .slice(0, 500)
          .replace(/[^\s@<>"]+@[^\s@<>"]+/g, '(address)')
          .slice(0, 300)
      ]
    })
  )
}
