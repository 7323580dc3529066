import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { keyLabel } from '../../renderer/ui/keys.ts'
import { readKeyTable, readPages } from './pages.ts'
import { stringsOf } from './strings.ts'

/** What the pages say of the program: where it leads, what the window calls things, which keys there are. */
const root = resolve(import.meta.dirname, '../..')
const pages = readPages()
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))

/** Pages that are named already and written elsewhere. */

interface Link {
  from: string
  file: string
  heading: string
}
const links: Link[] = pages.flatMap(({ path, text }) =>
  [...text.replaceAll(/`[^`\n]+`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to]) => to!)
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => {
      const [file = '', heading = ''] = to.split('#')
      return { from: path, file: file === '' ? path : normalize(join(dirname(path), file)), heading }
    })
)
/** As the code hosts make an anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

it('leads nowhere that is not there', () => {
  const dead = links.filter(({ file }) => !existsSync(join(root, file)))
  expect(dead).toEqual([])
})

it('leads to no heading that is not there', () => {
  const headings = new Map(
    pages.map(({ path, text }) => [
      path,
      new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!)))
    ])
  )
  const dead = links.filter(({ file, heading }) => heading !== '' && !headings.get(file)?.has(heading))
  expect(dead).toEqual([])
})

it('shows every picture somewhere', () => {
  const shown = new Set(links.map(({ file }) => file))
  const all = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`)
  expect(all.filter((picture) => !shown.has(picture))).toEqual([])
})

it('names every page of docs/ in an index beside it', () => {
  const named = (index: string): Set<string> =>
    new Set(links.filter(({ from }) => from === index).map(({ file }) => file))
  const missing = pages
    .filter(({ path }) => path.startsWith('docs/') && !path.endsWith('/README.md'))
    .filter(({ path }) => !named(`${dirname(path)}/README.md`).has(path))
  expect(missing.map(({ path }) => path)).toEqual([])
})

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** What stands in the window; what a sentence is filled with may be anything. */
function wordsOfTheWindow(): (said: string) => boolean {
  const texts = [...sources('renderer/words'), readFileSync(join(root, 'electron/window/words.ts'), 'utf8')]
  const all = texts.flatMap(stringsOf)
  const whole = new Set(all.map((parts) => parts.join('\0')))
  const filled = all
    // one that is hardly anything but what fills it would fit all
    .filter((parts) => parts.length > 1 && parts.join('').replaceAll(/\W/g, '').length > 2)
    .map((parts) => new RegExp(`^${parts.map(literally).join('.*')}$`, 's'))
  return (said) => whole.has(said) || filled.some((pattern) => pattern.test(said))
}

it('says in bold, in both guides, only what the window says', () => {
  const known = wordsOfTheWindow()
  const unknown = pages
    .filter(({ path }) => /^docs\/(guide|admin)\//.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\*\*(.+?)\*\*/g)]
        .map(([, said]) => said!)
        .filter((said) => said !== 'bold' && !known(said))
        .map((said) => `${path}: ${said}`)
    )
  expect(unknown).toEqual([])
})

it('lists the keys that commands have, and no others', () => {
  const given = sources('renderer').flatMap((text) =>
    // the desktop's own come beside those of every shell
    [...text.matchAll(/\bkeys: (?:\S+ === 'electron' \? \[[^\]]*\] : )?\[([^\]]+)\]/g)].flatMap(([, list]) =>
      [...list!.matchAll(/'([^']+)'/g)].map(([, keys]) => keyLabel(keys!, false))
    )
  )
  const listed = Object.values(readKeyTable()).flatMap((rows) => Object.values(rows).flat())
  expect([...new Set(listed)].toSorted()).toEqual([...new Set(given)].toSorted())
})

it('has every folder of the program on the map', () => {
  const map = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const missing = ['electron', 'renderer', 'shared', 'tests'].flatMap((top) =>
    readdirSync(join(root, top), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !new RegExp(`\\b${entry.name}/`).test(map))
      .map(({ name }) => `${top}/${name}`)
  )
  expect(missing).toEqual([])
})
