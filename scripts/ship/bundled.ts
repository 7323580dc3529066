import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Notes which packages went into what was built, in `bundled.json`: their licences go with them (scripts/licences.ts). */
export function noteBundled(dist: string): () => Plugin {
  // parts and workers of one build add to one list
  const folders = new Set<string>()
  return () => ({
    name: 'note-bundled',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        const ids = part.type === 'chunk' ? part.moduleIds : (part.originalFileNames ?? [])
        for (const id of ids) {
          const found = /.*(?:^|\/)(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))
          if (found) folders.add(found[1]!)
        }
      }
      mkdirSync(dist, { recursive: true })
      writeFileSync(join(dist, 'bundled.json'), JSON.stringify([...folders].sort(), null, 1))
    }
  })
}
