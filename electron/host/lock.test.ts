import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './lock.ts'

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-lock-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Another process that takes the lock and holds it: 'held', or the code of its refusal. */
function another(): Promise<{ said: string; child: ChildProcess }> {
  const code = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
    try { lockFolder(${JSON.stringify(folder)}); console.log('held') } catch (error) { console.log(error.code) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  children.push(child)
  return new Promise((done) =>
    child.stdout!.once('data', (data: Buffer) => done({ said: data.toString().trim(), child }))
  )
}
const gone = (child: ChildProcess): Promise<unknown> => new Promise((done) => child.once('exit', done))

it('keeps a second process off, and says who holds it', async () => {
  const unlock = lockFolder(folder)
  expect((await another()).said).toBe('disk.locked')
  expect(() => lockFolder(folder)).toThrow(`disk.locked {"pid":${process.pid}}`)
  unlock()
  expect((await another()).said).toBe('held')
})

it('takes over from a process that was killed', async () => {
  const { said, child } = await another()
  expect(said).toBe('held')
  expect(() => lockFolder(folder)).toThrow('disk.locked')
  const end = gone(child)
  child.kill('SIGKILL')
  await end
  const unlock = lockFolder(folder)
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(`"pid":${process.pid}`)
  unlock()
  expect(readdirSync(folder)).toEqual([])
})

it.runIf(process.platform === 'linux')('tells a new process with an old number from the holder', () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.ppid, began: '1' }))
  lockFolder(folder)()
})

it('takes over a file that says nothing', () => {
  for (const text of ['', '{', '{"pid":"x"}', '[]', 'null', '{"pid":-1}']) {
    writeFileSync(join(folder, 'lock'), text)
    lockFolder(folder)()
  }
})

it('gives one of many that take over at once the lock', async () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, began: '1' }))
  const all = await Promise.all(Array.from({ length: 8 }, another))
  expect(all.map(({ said }) => said).sort()).toEqual([...Array<string>(7).fill('disk.locked'), 'held'].sort())
  expect(readdirSync(folder)).toEqual(['lock'])
})

it('does not take away the lock of another when it lets go late', () => {
  const unlock = lockFolder(folder)
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.ppid, began: '' }))
  unlock()
  expect(existsSync(join(folder, 'lock'))).toBe(true)
})
