import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../tests/outgoing/fixture.ts'
import { openSendsLog, type Entry } from './sends-log.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => ({ folder, remove } = await temporaryFolder()))
afterEach(() => remove())

const entry = (messageId: string, phase: Entry['phase'], at = 1): Entry => ({
  messageId,
  account: 'a1',
  phase,
  at,
  accepted: ['d@x.example'],
  rejected: []
})

test('the last line of a mail counts, in the next start too', async () => {
  const log = openSendsLog(folder)
  await log.note(entry('a', 'data'))
  await log.note(entry('b', 'data'))
  await log.note(entry('a', 'sent', 2))
  await log.close()
  const again = openSendsLog(folder)
  expect(again.all()).toEqual([entry('a', 'sent', 2), entry('b', 'data')])
  expect(again.find('c')).toBeNull()
})

test('a line cut short at any octet never counts, and never spoils the next one', async () => {
  const line = JSON.stringify(entry('cut', 'sent'))
  for (let length = 1; length < line.length; length += 7) {
    await writeFile(
      join(folder, 'sends.log'),
      `${JSON.stringify(entry('cut', 'data'))}\n${line.slice(0, length)}`
    )
    const log = openSendsLog(folder)
    expect(log.find('cut')?.phase).toBe('data')
    await log.note(entry('next', 'data'))
    await log.close()
    expect(openSendsLog(folder).find('next')?.phase).toBe('data')
  }
})

test('garbage between the lines is passed over', async () => {
  const log = openSendsLog(folder)
  await log.note(entry('a', 'sent'))
  await log.close()
  await appendFile(join(folder, 'sends.log'), '\0\0\0\n{"phase":"sent"}\nnull\n')
  expect(openSendsLog(folder).all()).toEqual([entry('a', 'sent')])
})

test('a long log is written anew with what still matters: all doubts, and what was settled this half year', async () => {
  const now = Date.now()
  const lines = Array.from({ length: 2500 }, (_, index) => JSON.stringify(entry(`old${index}`, 'sent', 1)))
  lines.push(JSON.stringify(entry('doubt', 'data', 1)), JSON.stringify(entry('young', 'failed', now)))
  await writeFile(join(folder, 'sends.log'), `${lines.join('\n')}\n`)
  const log = openSendsLog(folder)
  await log.note(entry('new', 'data', now))
  await log.close()
  expect(
    openSendsLog(folder)
      .all()
      .map((one) => one.messageId)
  ).toEqual(['doubt', 'young', 'new'])
  expect((await readFile(join(folder, 'sends.log'), 'utf8')).split('\n')).toHaveLength(4)
})

test('of an account that is removed no line is left, and what comes after is on a line of its own', async () => {
  const log = openSendsLog(folder)
  await log.note(entry('gone', 'sent'))
  await log.note({ ...entry('stays', 'data'), account: 'a2' })
  await log.forget('a1')
  await log.note({ ...entry('later', 'data'), account: 'a2' })
  await log.close()
  expect(await readFile(join(folder, 'sends.log'), 'utf8')).not.toContain('gone')
  expect(
    openSendsLog(folder)
      .all()
      .map(({ messageId }) => messageId)
  ).toEqual(['stays', 'later'])
})
