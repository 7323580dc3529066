import type { Icon } from '@tabler/icons-react'

export interface PaletteItem {
  id: string
  title: string
  /** In t3 behind the title. */
  detail?: string
  /** At the right: an amount, a kind. */
  aside?: string
  keys?: string
  icon?: Icon
  run(): void
}

/** What the palette looks through beside the commands. `people`: also asked after `@`. */
export interface PaletteSource {
  id: string
  /** The heading of its group; groups stand by `order`. */
  title: string
  order: number
  people?: boolean
  /** Not asked for an empty text. */
  search(text: string, signal: AbortSignal): Promise<PaletteItem[]> | PaletteItem[]
}

const sources = new Set<PaletteSource>()

export function registerPaletteSource(source: PaletteSource): () => void {
  sources.add(source)
  return () => sources.delete(source)
}

export function paletteSources(): PaletteSource[] {
  return [...sources].sort((a, b) => a.order - b.order)
}
