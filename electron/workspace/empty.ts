import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Made by the build (scripts/empty-workspace.ts); run from source there is none, and the database makes its own. */
const file = fileURLToPath(new URL('./workspace-empty.tgz', import.meta.url))

/** A data folder with an empty database in it, to begin with. Read by name, because it may lie within an archive. */
export function emptyDatabase(): Blob | undefined {
  return existsSync(file) ? new Blob([readFileSync(file)]) : undefined
}
