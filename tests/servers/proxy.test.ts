import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Proxy, startProxy } from './proxy.ts'

let server: Server
let proxy: Proxy
let received = ''
const open: Socket[] = []

/** A server that greets and gives back what it is sent. */
beforeEach(async () => {
  received = ''
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('hello\n')
    socket.on('data', (data) => {
      received += data.toString()
      socket.write(data)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  proxy = await startProxy((server.address() as { port: number }).port, ['ell', 'abc'])
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await proxy.close()
  await new Promise((done) => server.close(done))
})

function client() {
  const socket = connect(proxy.port, '127.0.0.1')
  open.push(socket)
  const told = { text: '', closed: false, socket }
  socket.on('data', (data) => (told.text += data.toString()))
  socket.on('error', () => undefined)
  socket.on('close', () => (told.closed = true))
  return told
}
async function until(test: () => boolean): Promise<void> {
  for (let tries = 0; !test(); tries++) {
    if (tries > 400) throw new Error('never happened')
    await new Promise((done) => setTimeout(done, 5))
  }
}
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 60))

it('counts bytes both ways, connections, and texts that lie over two pieces', async () => {
  const one = client()
  await until(() => one.text === 'hello\n')
  one.socket.write('ab')
  await until(() => one.text === 'hello\nab')
  one.socket.write('c')
  await until(() => one.text === 'hello\nabc')
  expect(proxy).toMatchObject({ connections: 1, down: 9, up: 3 })
  expect([proxy.seen('ell'), proxy.seen('abc')]).toEqual([1, 1])
  proxy.reset()
  expect(proxy).toMatchObject({ connections: 0, down: 0, up: 0 })
  expect(proxy.seen('abc')).toBe(0)
})

it('cuts after the nth byte from the server, for every n', async () => {
  for (let n = 0; n <= 6; n++) {
    proxy.cutAfter = n
    const one = client()
    await until(() => one.closed)
    expect(one.text).toBe('hello\n'.slice(0, n))
    expect(proxy.cutAfter).toBeNull()
  }
  const next = client()
  await until(() => next.text === 'hello\n')
})

it('cuts after the nth byte from the client, which the server has got', async () => {
  proxy.cutUpAfter = 4
  const one = client()
  await until(() => one.text === 'hello\n')
  one.socket.write('123456')
  await until(() => one.closed)
  await until(() => received === '1234')
  expect(proxy.up).toBe(4)
})

it('stalls without closing, and loses nothing when it goes on', async () => {
  const one = client()
  await until(() => one.text === 'hello\n')
  proxy.stall(true)
  const late = client()
  one.socket.write('held')
  await pause()
  expect([one.text, one.closed, late.text, late.closed]).toEqual(['hello\n', false, '', false])
  proxy.stall(false)
  await until(() => one.text === 'hello\nheld' && late.text === 'hello\n')
})

it('delays every piece', async () => {
  proxy.delay = 50
  const began = performance.now()
  const one = client()
  await until(() => one.text === 'hello\n')
  expect(performance.now() - began).toBeGreaterThan(45)
})

it('goes offline and comes back', async () => {
  const one = client()
  await until(() => one.text === 'hello\n')
  proxy.setOffline(true)
  const refused = client()
  await until(() => one.closed && refused.closed)
  expect(refused.text).toBe('')
  proxy.setOffline(false)
  const again = client()
  await until(() => again.text === 'hello\n')
})

it('stalls when it is told to, with the piece that made it so, and gives that when it goes on', async () => {
  const one = client()
  await until(() => one.text === 'hello\n')
  proxy.stallWhen = () => proxy.seen('abc') > 0
  one.socket.write('abc')
  await until(() => proxy.stallWhen === null)
  expect([one.text, proxy.seen('abc')]).toEqual(['hello\n', 1])
  proxy.stall(false)
  await until(() => one.text === 'hello\nabc')
})
