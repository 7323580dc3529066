import { Readable } from 'node:stream'
import Pop3Command from 'node-pop3'
import type { Wire } from './wire.ts'

/**
 * node-pop3's commands over our own wire. They ask the layer below them (its Connection) to say a command and to read
 * what comes back, by `super.command`, which no subclass can answer: that one method is put in its place here, for all
 * of its objects. docs/pop3.md says what is wrong with the one that it has.
 */
const below = Object.getPrototypeOf(Pop3Command.prototype) as {
  command(this: object, ...args: (string | number)[]): Promise<[info: string, body: Readable | null]>
}
const wires = new WeakMap<object, Wire>()

below.command = async function (...args) {
  const wire = wires.get(this)
  if (!wire) throw new Error('no wire')
  const command = args.join(' ').trim()
  if (!/^(UIDL|LIST|CAPA)$/.test(command)) return [await wire.say(command), null]
  const text = await wire.list(command)
  return ['', Readable.from([Buffer.from(text)])]
}

export function commandsOver(wire: Wire): Pop3Command {
  const client = new Pop3Command({ user: '', password: '', host: '' })
  // connected and logged in: it shall do neither by itself
  Object.assign(client, { _socket: true, _connect: () => Promise.resolve('') })
  // an error without a listener would end the process
  client.on('error', () => undefined)
  wires.set(client, wire)
  return client
}
