import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readFeed, requireSignature } from '../electron/update/feed.ts'
import { makeKeys, signFolder } from './sign-update.mjs'

const keys = makeKeys()
const options = { keys: [keys.publicKey] }
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-sign-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function release(name, file = Buffer.from('installer')) {
  writeFileSync(join(folder, 'SalesInbox-1.1.0.exe'), file)
  const sha512 = createHash('sha512').update(file).digest('base64')
  writeFileSync(
    join(folder, name),
    `version: 1.1.0\nfiles:\n  - url: SalesInbox-1.1.0.exe\n    sha512: ${sha512}\n    size: ${file.length}\nreleaseDate: '2026-12-01T10:00:00.000Z'\n`
  )
}

it('signs every description so that the app takes it, and step by step if asked', async () => {
  release('latest.yml')
  release('latest-linux.yml')
  expect(await signFolder(folder, keys.privateKey, { ...options, staging: '10' })).toEqual([
    'latest-linux.yml',
    'latest.yml'
  ])
  await signFolder(folder, keys.privateKey, { ...options, staging: '50' })
  for (const name of ['latest.yml', 'latest-linux.yml']) {
    const feed = readFileSync(join(folder, name))
    requireSignature(name, feed, readFileSync(join(folder, `${name}.sig`), 'utf8'), [keys.publicKey])
    expect(await readFeed(name, feed)).toMatchObject({ version: '1.1.0', stagingPercentage: 50 })
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
})

it('refuses what no app would take: another file, a missing one, a key that is not known', async () => {
  release('latest.yml')
  await expect(signFolder(folder, makeKeys().privateKey, options)).rejects.toThrow(/no app would accept/)
  writeFileSync(join(folder, 'SalesInbox-1.1.0.exe'), 'another')
  await expect(signFolder(folder, keys.privateKey, options)).rejects.toThrow(/another file than/)
  rmSync(join(folder, 'SalesInbox-1.1.0.exe'))
  await expect(signFolder(folder, keys.privateKey, options)).rejects.toThrow(/which is not there/)
  rmSync(join(folder, 'latest.yml'))
  await expect(signFolder(folder, keys.privateKey, options)).rejects.toThrow(/no latest/)
  expect(readdirSync(folder)).toEqual([])
})

it('keeps private keys out of the project', () => {
  const root = resolve(import.meta.dirname, '..')
  const source = readFileSync(join(root, 'resources/update.json'))
  const run = (...args) =>
    spawnSync(process.execPath, [join(root, 'scripts/sign-update.mjs'), ...args], { encoding: 'utf8' })
  const inside = run('make-keys', '--private', join(root, 'key.pem'))
  expect([inside.status, inside.stderr]).toEqual([1, 'Keep the private key outside of the project.\n'])
  expect(run('sign', folder).stderr).toMatch(/SALESINBOX_UPDATE_KEY/)
  expect(readFileSync(join(root, 'resources/update.json'))).toEqual(source)
})
