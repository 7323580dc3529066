import type { Proxy } from '../../shared/contract/network.ts'
import type { Way } from '../wire/tunnel.ts'

type Environment = Record<string, string | undefined>

const usualPorts: Record<string, number> = { http: 80, https: 443, socks5: 1080 }
const kinds: Record<string, Proxy['kind']> = {
  http: 'http',
  https: 'https',
  socks: 'socks5',
  socks5: 'socks5',
  socks5h: 'socks5'
}

/** What HTTPS_PROXY or ALL_PROXY (either case) asks for, unless NO_PROXY names the host. */
export function proxyOfEnvironment(environment: Environment, host: string): Way | null {
  const read = (name: string): string => environment[name] || environment[name.toLowerCase()] || ''
  const text = read('HTTPS_PROXY') || read('ALL_PROXY')
  if (text === '' || isExcepted(read('NO_PROXY'), host)) return null
  const full = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(full)) return null
  const url = new URL(full)
  const kind = kinds[url.protocol.replace(':', '')]
  if (kind === undefined || url.hostname === '') return null
  return {
    kind,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || usualPorts[kind] || 80,
    user: decoded(url.username),
    password: decoded(url.password) || null
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** "*", "intern.example" (and all below it), ".intern.example", "10.0.0.7"; a port behind a colon is not looked at. */
function isExcepted(list: string, host: string): boolean {
  const name = host.toLowerCase()
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/:\d+$/, '').replace(/^\*?\./, ''))
    .some((entry) => entry !== '' && (entry === '*' || name === entry || name.endsWith(`.${entry}`)))
}

/** The first entry of what a system answers, as proxy scripts write it: "PROXY a:8080; SOCKS5 b:1080; DIRECT". */
export function proxyOfSystem(answer: string): Way | null {
  const [kind = '', where = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/)
  const known = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS: 'socks5', SOCKS5: 'socks5' } as const
  const found = known[kind.toUpperCase() as keyof typeof known]
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(where) ?? []
  if (found === undefined || host === '') return null
  return { kind: found, host: host.replace(/^\[|\]$/g, ''), port: Number(port), user: '', password: null }
}
