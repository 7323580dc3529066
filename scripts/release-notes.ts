import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The part of a changelog that tells of one version, without its heading. @throws where there is none */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1)
  const part = parts.find((text) => /^\[?v?([\w.+-]+?)\]?(?:[\s(]|$)/.exec(text)?.[1] === version)
  const notes = part?.slice(part.indexOf('\n')).trim()
  if (!notes) throw new Error(`CHANGELOG.md has nothing under "## ${version}".`)
  return `${notes}\n`
}

if (import.meta.main) {
  const at = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
  process.stdout.write(
    notesOf(at('CHANGELOG.md'), (JSON.parse(at('package.json')) as { version: string }).version)
  )
}
