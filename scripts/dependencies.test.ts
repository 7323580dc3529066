import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runningPackages } from './ship/packed.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', object>
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version: string; dev?: boolean }>
}
/** The cells of each row of a page's tables, without heads and rules. */
const rowsOf = (page: string): string[][] =>
  page
    .split('\n')
    .filter((line) => /^\| (?!package |---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    )

describe('docs/dependencies.md', () => {
  const page = read('docs/dependencies.md')
  it('names exactly what package.json names, each once', () => {
    const named = rowsOf(page).map(([name]) => name)
    const direct = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
    expect(named.toSorted()).toEqual(direct.toSorted())
  })
  it('says of each that runs that it does', () => {
    const running = rowsOf(page.split('\n## ')[1]!).map(([name]) => name)
    expect(running.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
  })
  it('says a reason, a licence and a date of each', () => {
    for (const cells of rowsOf(page)) {
      expect(cells.filter((cell) => cell === '')).toEqual([])
      expect(cells.some((cell) => /^20\d\d-\d\d$/.test(cell))).toBe(true)
    }
  })
})

describe('docs/licences.md', () => {
  const listed = rowsOf(read('docs/licences.md'))
  it('has every package that runs; else `npm run build && npm run licences`', () => {
    const wanted = runningPackages(lock)
      // some are for other systems
      .filter((folder) => existsSync(join(import.meta.dirname, '..', folder)))
      .map((folder) => `${folder.split('node_modules/').at(-1)!} ${lock.packages[folder]!.version}`)
    const names = new Set(listed.map(([name, version]) => `${name} ${version}`))
    expect(wanted.filter((one) => !names.has(one))).toEqual([])
  })
  it('has the versions that are installed', () => {
    const versions = new Set(
      Object.entries(lock.packages).map(
        ([folder, one]) => `${folder.split('node_modules/').at(-1)!} ${one.version}`
      )
    )
    expect(listed.map(([name, version]) => `${name} ${version}`).filter((one) => !versions.has(one))).toEqual(
      []
    )
  })
})
