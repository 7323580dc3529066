import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createHash, X509Certificate } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type BrowserContext } from 'playwright'
import { wholeBrowser } from '../app/chromium.ts'

export interface CountingBrowser {
  context: BrowserContext
  /** Every name that was looked up, in order, without what the browser asks for itself. */
  lookups: string[]
  /** Every request to an address given as numbers, which needs no look-up. */
  requests: string[]
  close(): Promise<void>
}

/** Chromium asks for these by itself, whatever page is open. */
export const ownNames = new Set([
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'clients1.google.com',
  'clientservices.googleapis.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'safebrowsingohttpgateway.googleapis.com',
  'update.googleapis.com',
  // no mail of the corpora names it
  'www.gstatic.com'
])

/**
 * Chromium with a resolver of the test's own (DNS over HTTPS, no fallback; it counts, and answers that there is no
 * such name) and, for addresses given as numbers, a proxy of the test's own (it counts and refuses). Together they
 * see all that leaves the browser, prefetched names too.
 */
export async function startCountingBrowser(): Promise<CountingBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'counting-'))
  const lookups: string[] = []
  const requests: string[] = []
  const key = join(folder, 'key.pem')
  const certificate = join(folder, 'certificate.pem')
  // prettier-ignore
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
    '-nodes', '-keyout', key, '-out', certificate, '-days', '3', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'])
  const pem = await readFile(certificate, 'utf8')
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
  const pin = createHash('sha256').update(spki).digest('base64')

  const resolver = createHttps({ key: await readFile(key), cert: pem }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const asked = Buffer.concat(chunks)
      const { name, end } = questionOf(asked)
      if (!ownNames.has(name)) lookups.push(name)
      // NXDOMAIN with the question repeated
      const answer = Buffer.from(asked.subarray(0, end))
      answer[2] = 0x81
      answer[3] = 0x83
      answer.fill(0, 6, 12)
      response.writeHead(200, { 'Content-Type': 'application/dns-message' })
      response.end(answer)
    })
  })
  const proxy = createHttp((request, response) => {
    requests.push(request.url ?? '')
    response.writeHead(403)
    response.end()
  })
  proxy.on('connect', (request, socket) => {
    requests.push(request.url ?? '')
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  const proxyPort = await listen(proxy)
  const script = createHttp((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/x-ns-proxy-autoconfig' })
    response.end(`function FindProxyForURL(url, host) {
  if (host === '127.0.0.1') return 'DIRECT'
  return /^[0-9.]+$|:/.test(host) ? 'PROXY 127.0.0.1:${proxyPort}' : 'DIRECT'
}`)
  })
  const profile = join(folder, 'profile')
  const port = await listen(resolver)
  const scriptPort = await listen(script)
  await promisify(execFile)('mkdir', ['-p', profile])
  await writeFile(
    join(profile, 'Local State'),
    JSON.stringify({ dns_over_https: { mode: 'secure', templates: `https://127.0.0.1:${port}/dns-query` } })
  )
  const { args, ...options } = wholeBrowser
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [
      ...args,
      `--ignore-certificate-errors-spki-list=${pin}`,
      `--proxy-pac-url=http://127.0.0.1:${scriptPort}/proxy.pac`
    ]
  })
  return {
    context,
    lookups,
    requests,
    async close() {
      await context.close()
      for (const server of [resolver, proxy, script]) {
        server.closeAllConnections()
        server.close()
      }
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** RFC 1035 4.1.2: the name asked for, and where the question ends. */
function questionOf(message: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = 12
  while (at < message.length && message[at] !== 0) {
    const length = message[at]!
    labels.push(message.subarray(at + 1, at + 1 + length).toString('latin1'))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 }
}
