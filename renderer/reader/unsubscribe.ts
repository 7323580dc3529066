import type { ReaderHost } from './host.ts'

/** The addresses of a List-Unsubscribe field (RFC 2369): a page to open before a mail to write. */
export function unsubscribeAddress(field: string): string | null {
  const addresses = [...field.matchAll(/<([^<>\s]+)>/g)].map(([, address]) => address!)
  return (
    addresses.find((one) => /^https:/i.test(one)) ?? addresses.find((one) => /^mailto:/i.test(one)) ?? null
  )
}

export function unsubscribe(host: ReaderHost, field: string): void {
  const address = unsubscribeAddress(field)
  if (address === null) return
  if (/^mailto:/i.test(address)) host.run('compose.new', { mailto: address })
  else void host.bridge.call('app.openLink', { url: address }).catch(() => undefined)
}
