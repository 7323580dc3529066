import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStore, type FileStore } from './store.ts'

let folder: string
let store: FileStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  store = createStore(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('bytes come back identical under their hash, and no temporary file stays', async () => {
  const bytes = new Uint8Array(700_001).map((_, index) => (index * 7) % 251)
  const stored = await store.put('a1', bytes)
  expect(stored).toEqual({ hash: sha(bytes), size: bytes.length })
  expect(await store.read('a1', stored.hash)).toEqual(bytes)
  expect(await store.read('a1', stored.hash, 10)).toEqual(bytes.slice(0, 10))
  expect(await readdir(join(folder, 'a1'))).toEqual([stored.hash])
  expect((await stat(join(folder, 'a1', stored.hash))).mode & 0o777).toBe(0o600)
})

test('the same bytes twice are one file; an empty one is a file too', async () => {
  const first = await store.put('a1', new Uint8Array([1, 2]))
  const again = await store.put('a1', new Uint8Array([1, 2]))
  const empty = await store.put('a1', new Uint8Array(0))
  expect(again).toEqual(first)
  expect(await store.read('a1', empty.hash)).toHaveLength(0)
  expect(await readdir(join(folder, 'a1'))).toHaveLength(2)
})

test('a stream cut in the middle leaves nothing behind and throws its own error', async () => {
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(100_000)
    throw new Error('net gone')
  }
  await expect(store.putStream('a1', cut())).rejects.toThrow('net gone')
  expect(await readdir(join(folder, 'a1'))).toEqual([])
})

test.each(['../x', '..', '', 'a/b', 'a\\b', '/etc', 'a\0b', '.hidden', 'x'.repeat(65)])(
  'an account named %j leads nowhere',
  async (account) => {
    await expect(store.put(account, new Uint8Array(1))).rejects.toMatchObject({ code: 'file.notFound' })
    expect(() => store.path(account, 'a'.repeat(64))).toThrow('file.notFound')
  }
)

test.each(['../../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`, `${'a'.repeat(63)}\n`])(
  'a hash such as %j leads nowhere',
  async (hash) => {
    await expect(store.read('a1', hash)).rejects.toMatchObject({ code: 'file.notFound' })
  }
)

test('what is not there is file.notFound', async () => {
  await expect(store.read('a1', 'b'.repeat(64))).rejects.toMatchObject({ code: 'file.notFound' })
  await expect(store.sizeOf('a1', 'b'.repeat(64))).rejects.toMatchObject({ code: 'file.notFound' })
})

test('a sweep spares what is kept, what is young and other accounts', async () => {
  const kept = await store.put('a1', new Uint8Array([1]))
  const old = await store.put('a1', new Uint8Array([2]))
  const young = await store.put('a1', new Uint8Array([3]))
  const other = await store.put('a2', new Uint8Array([4]))
  await writeFile(join(folder, 'a1', '.tmp-crashed'), 'half')
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600
  for (const name of [kept.hash, old.hash, '.tmp-crashed'])
    await utimes(join(folder, 'a1', name), twoDaysAgo, twoDaysAgo)
  await utimes(join(folder, 'a2', other.hash), twoDaysAgo, twoDaysAgo)
  expect(await store.sweep('a1', [kept.hash])).toBe(2)
  expect((await readdir(join(folder, 'a1'))).sort()).toEqual([kept.hash, young.hash].sort())
  expect(await readdir(join(folder, 'a2'))).toEqual([other.hash])
  expect(await store.sweep('nobody', [])).toBe(0)
})

test('putting an old file again makes it young, so that a sweep on its heels spares it', async () => {
  const { hash } = await store.put('a1', new Uint8Array([5]))
  const longAgo = Date.now() / 1000 - 9 * 24 * 3600
  await utimes(join(folder, 'a1', hash), longAgo, longAgo)
  await store.put('a1', new Uint8Array([5]))
  expect(await store.sweep('a1', [])).toBe(0)
})

test('a full disk is disk.full and leaves no half file', async () => {
  const script = `
    const { createStore } = await import(${JSON.stringify(new URL('./store.ts', import.meta.url).href)})
    const store = createStore(${JSON.stringify(folder)})
    const result = await store.put('a1', new Uint8Array(1_000_000)).catch((error) => error.code)
    process.stdout.write(String(result))`
  const limited = `ulimit -f 128; exec "$0" --input-type=module -e "$1"`
  const { stdout } = await promisify(execFile)('bash', ['-c', limited, process.execPath, script])
  expect(stdout).toBe('disk.full')
  expect(await readdir(join(folder, 'a1'))).toEqual([])
})

test('an account that is forgotten takes its files along', async () => {
  const { hash } = await store.put('a1', new Uint8Array([6]))
  await store.removeAccount('a1')
  await expect(readFile(join(folder, 'a1', hash))).rejects.toThrow('ENOENT')
  await store.removeAccount('a1')
})
