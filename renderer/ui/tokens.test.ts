import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const here = import.meta.dirname
const source = readFileSync(join(here, 'tokens.css'), 'utf8')

function tokensOf(selector: string): Record<string, string> {
  const at = source.indexOf(`${selector} {`)
  const body = source.slice(at, source.indexOf('\n}', at))
  return Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]))
}
const light = tokensOf(':root')
const dark = { ...light, ...tokensOf(":root[data-mantine-color-scheme='dark']") }

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
function ratio(front: string, ground: string): number {
  const [a, b] = [luminance(front), luminance(ground)].sort((x, y) => y - x)
  return (a! + 0.05) / (b! + 0.05)
}

const text: [string, string[]][] = [
  [
    't1',
    ['rail', 'list', 'surface', 'raised', 'sunken', 'hover', 'sel', 'sel-rail', 'acc-bg', 'neg-bg', 'warn-bg']
  ],
  ['t2', ['rail', 'list', 'surface', 'raised', 'sunken', 'hover', 'sel', 'sel-rail', 'oth-bg']],
  ['t3', ['rail', 'list', 'surface', 'sunken', 'hover', 'sel']],
  ['acc-t', ['surface', 'list', 'rail', 'sel', 'acc-bg']],
  ['on-acc', ['acc', 'acc-h', 'danger']],
  ['deal', ['deal-bg', 'surface']],
  ['contact', ['contact-bg', 'surface']],
  ['lead', ['lead-bg', 'surface']],
  ['col', ['col-bg', 'surface']],
  ['oth', ['oth-bg', 'surface']],
  ['neg', ['neg-bg', 'surface', 'list', 'sel']],
  ['pos', ['pos-bg', 'surface', 'list', 'sel']],
  ['warn', ['warn-bg', 'surface']],
  ['toast-t', ['toast']],
  ['toast-act', ['toast']]
]
const parts: [string, string[]][] = [
  ['ctl', ['surface', 'list']],
  ['acc', ['surface', 'list']],
  ['dot', ['list', 'sel']],
  ['deal-g', ['surface']],
  ['deal', ['sel']],
  ['contact', ['sel']],
  ['lead', ['sel']],
  ['col', ['sel']]
]

describe.each([
  ['light', light],
  ['dark', dark]
])('%s tokens', (_name, tokens) => {
  for (const [pairs, floor] of [
    [text, 4.5],
    [parts, 3]
  ] as const) {
    for (const [front, grounds] of pairs)
      for (const ground of grounds)
        it(`${front} on ${ground} is at least ${floor}:1`, () => {
          expect(ratio(tokens[front]!, tokens[ground]!)).toBeGreaterThanOrEqual(floor)
        })
  }
})

it('no style sheet and no component of the window writes a colour of its own', () => {
  const root = join(here, '..')
  // what is made for mail's own white paper, and what takes colours out of mail, speaks of colours
  const exempt =
    /^reader\/(paper|css|print|frame-page|sanitise|plain)|\.test\.tsx?$|^ui\/tokens\.css$|^keeper\/|^cache\//
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(css|tsx?)$/.test(file) && !exempt.test(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, i) =>
          /(?<![\w&/'"-])#[0-9a-f]{3,8}\b(?=[\s;,)'"])|['"]#[0-9a-f]{3}(?:[0-9a-f]{3})?['"]|\b(?:rgb|rgba|hsl|hsla|oklch)\(/i.test(
            line
          )
            ? [`${file}:${i + 1} ${line.trim()}`]
            : []
        )
    )
  expect(found).toEqual([])
})
