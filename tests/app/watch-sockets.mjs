// Given to Node by --import: writes each host that the core or a thread of its asks for into the file SOCKETS_SEEN.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import net from 'node:net'
import { isMainThread } from 'node:worker_threads'

const file = process.env['SOCKETS_SEEN']
const where = isMainThread ? 'main' : 'worker'
const note = (what, host, port) => appendFileSync(file, `${JSON.stringify({ where, what, host, port })}\n`)

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args
  const {
    host = 'localhost',
    port = null,
    path
  } = typeof first === 'object' ? first : { port: first, host: args[1] }
  if (!path) note('tcp', host, Number(port))
  return connect.apply(this, args)
}
const { send } = dgram.Socket.prototype
dgram.Socket.prototype.send = function (...args) {
  note('udp', args.find((one) => typeof one === 'string') ?? '', null)
  return send.apply(this, args)
}
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveMx', 'resolveSrv', 'resolveTxt']) {
  for (const module of [dns, dns.promises]) {
    const ask = module[name]
    module[name] = (host, ...rest) => {
      note(`dns ${name}`, String(host), null)
      return ask(host, ...rest)
    }
  }
}
