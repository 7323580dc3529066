import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Made by the build (scripts/empty-workspace.ts) and before unit tests; where there is none the database makes its own. */
const built = fileURLToPath(new URL('./workspace-empty.tgz', import.meta.url))
const block = 512

/**
 * Lays out a database without rows in a folder that does not exist yet, where there is one to begin with. Read by
 * name, because it may lie within an archive; PGlite's own reading of it takes three times as long.
 */
export function layEmptyDatabase(folder: string, file = built): void {
  if (!existsSync(file)) return
  for (const { name, data } of entriesOf(gunzipSync(readFileSync(file)))) {
    const path = join(folder, normalize(join('/', name)))
    if (data === null) mkdirSync(path, { recursive: true, mode: 0o700 })
    else {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, data, { mode: 0o600 })
    }
  }
}

/** Of a ustar archive as PGlite's `dumpDataDir` makes it: names of less than 100 bytes; null stands for a folder. */
function* entriesOf(tar: Buffer): Generator<{ name: string; data: Buffer | null }> {
  const textAt = (at: number, length: number): string =>
    tar.toString('latin1', at, at + length).replace(/\0.*$/s, '')
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const name = textAt(at, 100)
    const size = Number.parseInt(textAt(at + 124, 12), 8)
    const isFolder = textAt(at + 156, 1) === '5'
    const begin = at + block
    yield { name, data: isFolder ? null : tar.subarray(begin, begin + size) }
    at = begin + Math.ceil(size / block) * block
  }
}
