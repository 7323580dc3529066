import { isLoopback } from './loopback.ts'

export type Reach = 'here' | 'network' | 'away'

export interface ModelServer {
  /** Without a slash at its end; `/models` and `/chat/completions` stand below it. */
  base: string
  /** As the rep is shown it: the name, and the port where one is typed. */
  host: string
  /** On this computer, at a private address, anywhere else. */
  reach: Reach
  secure: boolean
}

/** Private addresses of RFC 1918 and RFC 4193. A name may lead anywhere, so none counts but localhost. */
const isPrivate = (host: string): boolean =>
  /^(10\.\d+|192\.168|172\.(1[6-9]|2\d|3[01]))\.\d+\.\d+$/.test(host) || /^f[cd][0-9a-f]{2}:/.test(host)

/**
 * Where a typed address leads. `/v1` is added where no version stands at its end, as the programs that serve models
 * print their address without it. 'bad': no address; 'open': the texts would cross other networks in the clear.
 */
export function modelServerOf(typed: string): ModelServer | 'bad' | 'open' {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return 'bad'
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  // without a scheme: in the clear where that is fit, else not
  const address = scheme ? text : `http://${text}`
  if (!URL.canParse(address)) return 'bad'
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const reach: Reach = isLoopback(host) ? 'here' : isPrivate(host) ? 'network' : 'away'
  if (!scheme && reach === 'away') return modelServerOf(`https://${text}`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'bad'
  if (host === '' || url.username || url.password || url.search || url.hash) return 'bad'
  const secure = url.protocol === 'https:'
  if (!secure && reach === 'away') return 'open'
  const path = url.pathname.replace(/\/+$/, '')
  return {
    base: `${url.origin}${/\/v\d+$/.test(path) ? path : `${path}/v1`}`,
    host: url.host,
    reach,
    secure
  }
}
