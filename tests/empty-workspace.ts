import { renameSync, writeFileSync } from 'node:fs'
import { emptyWorkspace } from '../scripts/empty-workspace.ts'

/** Before all unit tests: workspaces that start from source begin with the same database as built ones. */
export default async function setup(): Promise<void> {
  const file = new URL('../electron/workspace/workspace-empty.tgz', import.meta.url)
  const part = new URL(`${file.href}.${process.pid}`)
  writeFileSync(part, await emptyWorkspace())
  renameSync(part, file)
}
