import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningPackages } from './ship/packed.ts'

/**
 * The licences of what is packed: a table in docs/licences.md, and the texts in dist/licences.txt, which go into the
 * installers. `npm run licences` after a build, which says what it bundled; `npm run dist` does it by itself.
 */
const root = join(import.meta.dirname, '..')
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')

interface Licensed {
  name: string
  version: string
  licence: string
  where: 'main process' | 'page'
  text: string
}

interface Manifest {
  name: string
  version: string
  license?: string | { type: string }
  licenses?: { type: string }[]
}

function licensed(folder: string, where: Licensed['where']): Licensed {
  const manifest = JSON.parse(read(folder, 'package.json')) as Manifest
  const { license, licenses } = manifest
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type)
  const files = readdirSync(join(root, folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  return {
    name: manifest.name,
    version: manifest.version,
    licence: licence ?? 'none named',
    where,
    text: files
      .sort()
      .map((name) => read(folder, name).trim())
      .join('\n\n')
  }
}

/** What is packed, by name: packages that run, and those that the build put into the page and the main process. */
export function packedLicences(): Licensed[] {
  const running = runningPackages(
    JSON.parse(read('package-lock.json')) as Parameters<typeof runningPackages>[0]
  ).filter((folder) => existsSync(join(root, folder)))
  const bundled = (JSON.parse(read('dist/bundled.json')) as string[]).filter((one) => !running.includes(one))
  const all = [
    ...running.map((folder) => licensed(folder, 'main process')),
    ...bundled.map((folder) => licensed(folder, 'page'))
  ]
  const seen = new Set<string>()
  return all
    .filter(({ name, version }) => !seen.has(`${name}@${version}`) && seen.add(`${name}@${version}`))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
}

export function licencesPage(all: Licensed[]): string {
  const kinds = new Map<string, number>()
  for (const { licence } of all) kinds.set(licence, (kinds.get(licence) ?? 0) + 1)
  const counted = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return `# Licences of what is packed

Made by \`npm run licences\`; don't edit. The texts are packed as \`resources/licences.txt\`, beside SalesInbox's own
(Apache-2.0) as \`resources/LICENSE\`. Electron's and Chromium's come with their binary (\`LICENSES.chromium.html\`).

${counted.map(([licence, count]) => `${licence}: ${count}`).join(', ')}.

| package | version | licence | where |
| --- | --- | --- | --- |
${all.map(({ name, version, licence, where }) => `| ${name} | ${version} | ${licence} | ${where} |`).join('\n')}
`
}

export function licencesText(all: Licensed[]): string {
  const bar = '-'.repeat(80)
  return all
    .map(
      ({ name, version, licence, text }) =>
        `${name} ${version} (${licence})\n\n${text || 'The package comes without the text of its licence.'}\n`
    )
    .join(`\n${bar}\n\n`)
}

/** Writes both files. */
export function writeLicences(): void {
  const all = packedLicences()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist/licences.txt'), licencesText(all))
  writeFileSync(join(root, 'docs/licences.md'), licencesPage(all))
}

if (import.meta.main) writeLicences()
