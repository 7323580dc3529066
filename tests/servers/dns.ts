import { createSocket } from 'node:dgram'

type Record_ =
  | { type: 'SRV'; target: string; port: number; priority?: number; weight?: number }
  | { type: 'MX'; exchange: string; priority?: number }
  | { type: 'A'; address: string }

export interface DnsForTests {
  /** For setServers. */
  server: string
  /** Names that were asked for, with the type. */
  asked: string[]
  close(): Promise<void>
}

const types = { A: 1, MX: 15, SRV: 33 } as const

function nameBytes(name: string): Buffer {
  const labels = name
    .split('.')
    .filter(Boolean)
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  return Buffer.concat([...labels, Buffer.from([0])])
}
const two = (...numbers: number[]): Buffer =>
  Buffer.concat(numbers.map((number) => Buffer.from([(number >> 8) & 255, number & 255])))

function dataOf(record: Record_): Buffer {
  if (record.type === 'A') return Buffer.from(record.address.split('.').map(Number))
  if (record.type === 'MX') return Buffer.concat([two(record.priority ?? 10), nameBytes(record.exchange)])
  const { priority = 0, weight = 0, port, target } = record
  return Buffer.concat([two(priority, weight, port), nameBytes(target)])
}

/**
 * A name server on 127.0.0.1 that knows these records and of every other name that there is none.
 * @param answer 'mute': none; 'garbage': bytes that are none; a number: so many ms late
 */
export async function startDns(
  records: Record<string, Record_[]>,
  answer: 'mute' | 'garbage' | number = 0
): Promise<DnsForTests> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  let open = true
  socket.on('message', (query, from) => {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length))
      at += length + 1
    }
    const name = labels.join('.').toLowerCase()
    const type = query.readUInt16BE(at + 1)
    asked.push(`${name} ${Object.entries(types).find(([, number]) => number === type)?.[0] ?? type}`)
    if (answer === 'mute') return
    const send = (bytes: Buffer): void => void (open && socket.send(bytes, from.port, from.address))
    if (answer === 'garbage') return send(Buffer.concat([query.subarray(0, 2), Buffer.alloc(300, 0xff)]))
    const known = records[name]
    const found = (known ?? []).filter((record) => types[record.type] === type)
    const rows = found.map((record) => {
      const data = dataOf(record)
      return Buffer.concat([two(0xc00c, type, 1, 0, 60, data.length), data])
    })
    const head = Buffer.concat([
      query.subarray(0, 2),
      two(known ? 0x8180 : 0x8183, 1, rows.length, 0, 0),
      query.subarray(12, at + 5)
    ])
    setTimeout(() => send(Buffer.concat([head, ...rows])), answer)
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  return {
    server: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => {
      open = false
      return new Promise((done) => socket.close(() => done()))
    }
  }
}
