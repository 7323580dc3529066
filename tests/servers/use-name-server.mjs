// Loaded into the app's process by --import: its own resolvers ask the name server of NAME_SERVER.
import { Resolver } from 'node:dns/promises'

const led = new WeakSet()
for (const name of ['resolveSrv', 'resolveMx', 'resolve4', 'resolve6']) {
  const original = Resolver.prototype[name]
  Resolver.prototype[name] = function (...given) {
    // not while a query is out: that is refused
    if (!led.has(this)) this.setServers([process.env.NAME_SERVER])
    led.add(this)
    return original.apply(this, given)
  }
}
