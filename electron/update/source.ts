import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const source = z.object({
  /** Of the folder with the descriptions and the files. */
  address: z.url({ protocol: /^https?$/ }),
  /** Ed25519 public keys (SPKI, DER, base64). */
  keys: z.array(z.string()).min(1)
})
export type UpdateSource = z.infer<typeof source>

/** Where this build's updates come from and who signs them; null: it was built without. */
export function readSource(resourcesFolder: string): UpdateSource | null {
  try {
    const found = source.safeParse(JSON.parse(readFileSync(join(resourcesFolder, 'update.json'), 'utf8')))
    return found.success ? found.data : null
  } catch {
    return null
  }
}
