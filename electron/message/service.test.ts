import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpusFiles } from '../../tests/corpora.ts'
import { createMessages, type MessagesService } from './service.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
let folder: string
let messages: MessagesService
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'message-'))
  messages = createMessages({ host: { log: quiet } })
})
afterAll(async () => {
  await messages.close()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, bytes: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

test(
  'every file of the corpora parses or is refused cleanly, none takes long',
  { timeout: 120_000 },
  async () => {
    const files = await corpusFiles()
    expect(files.length).toBeGreaterThan(1500)
    const unhappy: string[] = []
    let slowest = 0
    for (const path of files) {
      const started = performance.now()
      const got = await messages.parse(path)
      slowest = Math.max(slowest, performance.now() - started)
      if (got.failed !== null && got.failed !== 'refused') unhappy.push(`${path}: ${got.failed}`)
      for (const { name } of got.attachments)
        if (/[/\\\0\r\n\u202e]/.test(name)) unhappy.push(`${path}: ${name}`)
    }
    expect(unhappy).toEqual([])
    expect(slowest).toBeLessThan(3_000)
  }
)

test('a message that holds the thread too long is given up, and the next one is read by a new thread', async () => {
  const hasty = createMessages({ host: { log: quiet }, deadline: 500 })
  const slow = await file(
    'slow.eml',
    Buffer.concat([Buffer.from('Subject: slow\r\n\r\n'), Buffer.alloc(100_000_000, 'a\r\n')])
  )
  const small = await file('small.eml', 'Subject: small\r\n\r\nhi')
  const all = await Promise.all([hasty.parse(small), hasty.parse(slow), hasty.parse(small)])
  expect(all.map(({ subject, failed }) => [subject, failed])).toEqual([
    ['small', null],
    ['slow', 'deadline'],
    ['small', null]
  ])
  await hasty.close()
})

test('a file that is not there is an error of the disk, not of the message', async () => {
  await expect(messages.parse(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'disk.failed' })
})

test('a mail is compiled in the thread with its files', async () => {
  const source = await messages.compile(
    {
      from: ['', 'a@b.example'],
      replyTo: [],
      to: [['', 'c@d.example']],
      cc: [],
      bcc: [],
      subject: 'S',
      text: 't',
      html: '',
      attachments: [{ hash: 'h', name: 'n.txt', type: 'text/plain', cid: '' }],
      messageId: 'id@b.example',
      inReplyTo: '',
      references: [],
      date: 0
    },
    async () => new Uint8Array(await readFile(await file('n.txt', 'attached')))
  )
  expect(Buffer.from(source).toString()).toContain(Buffer.from('attached').toString('base64'))
})

test('after close nothing is started again', async () => {
  const gone = createMessages({ host: { log: quiet } })
  await gone.close()
  expect((await gone.parse(await file('x.eml', 'Subject: x\r\n\r\n'))).failed).toBe('crashed')
})
