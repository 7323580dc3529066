import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { preset, type Preset } from '../../shared/contract/accounts.ts'

/** resources/providers.json: the contract's preset, and what only main needs. */
const entry = preset.extend({
  /** Its app passwords are 16 letters, shown in groups with spaces that are no part of them. */
  appPasswordLetters: z.boolean(),
  /** Names of the servers that take in its customers' own domains, `*` for anything. */
  mx: z.array(z.string()),
  sources: z.array(z.string())
})
export type PresetEntry = z.infer<typeof entry>

export interface Presets {
  list(): Preset[]
  entries(): readonly PresetEntry[]
  /** What the page may see of it. */
  shown(one: PresetEntry): Preset
  find(id: string | null): PresetEntry | null
  /** By the address's domain, exactly; null for others. */
  discover(address: string): Preset | null
}

/** Throws when the file that ships with the app is broken. */
export function loadPresets(resourcesFolder: string): Presets {
  const text = readFileSync(join(resourcesFolder, 'providers.json'), 'utf8')
  const { presets } = z.object({ presets: z.array(entry) }).parse(JSON.parse(text))
  const byId = new Map(presets.map((one) => [one.id, one]))
  const byDomain = new Map(presets.flatMap((one) => one.domains.map((domain) => [domain, one])))
  const shown = (one: PresetEntry): Preset => {
    const { appPasswordLetters: _, mx: __, sources: ___, ...rest } = one
    return rest
  }
  return {
    list: () => presets.map(shown),
    entries: () => presets,
    shown,
    find: (id) => (id === null ? null : (byId.get(id) ?? null)),
    discover(address) {
      const found = byDomain.get(
        address
          .slice(address.lastIndexOf('@') + 1)
          .trim()
          .toLowerCase()
      )
      return found === undefined ? null : shown(found)
    }
  }
}
