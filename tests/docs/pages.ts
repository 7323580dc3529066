import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Page {
  /** From the root, with slashes. */
  path: string
  /** Without what stands in code blocks. */
  text: string
}

/** Every page that is written for readers: the root's and all of docs/. */
export function readPages(): Page[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inDocs.map((name) => join('docs', name))]
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({
      path: relative(root, join(root, name)).replaceAll('\\', '/'),
      text: readFileSync(join(root, name), 'utf8').replace(/^ *```.*?^ *```/gms, '')
    }))
}

/** The rows of the guide's table of keys, by its headings: words and the keys as a keyboard of Windows has them. */
export function readKeyTable(): Record<string, Record<string, string[]>> {
  const text = readFileSync(join(root, 'docs/guide/keyboard.md'), 'utf8')
  const groups = text.split(/^## /m).slice(1)
  return Object.fromEntries(
    groups
      .map((group): [string, Record<string, string[]>] => {
        const [heading = ''] = group.split('\n')
        const rows = [...group.matchAll(/^\| ([^|]+?) \| (`.+`) \|$/gm)]
        return [
          heading,
          Object.fromEntries(rows.map(([, words, keys]) => [words!, keys!.slice(1, -1).split('` `')]))
        ]
      })
      .filter(([, rows]) => Object.keys(rows).length > 0)
  )
}
