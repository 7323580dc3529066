import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const packed = join(import.meta.dirname, 'data/corpora')
const unpacked = join(tmpdir(), 'salesinbox-corpora-1')

/** Every file of the corpora, the packed ones unpacked once for a machine. Answers absolute paths. */
export async function corpusFiles(): Promise<string[]> {
  if (!existsSync(unpacked)) {
    const making = await mkdtemp(`${unpacked}-`)
    for (const name of await readdir(packed)) {
      if (name.endsWith('.tar.gz'))
        await promisify(execFile)('tar', ['-xzf', join(packed, name), '-C', making])
    }
    // another test may have been quicker
    await rename(making, unpacked).catch(() => undefined)
  }
  const files: string[] = []
  for (const folder of [packed, unpacked]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.tar.gz') || entry.name === 'SOURCE.md') continue
      if (!entry.parentPath.includes('LICENSE-upstream')) files.push(join(entry.parentPath, entry.name))
    }
  }
  return files.sort()
}
