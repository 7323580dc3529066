import http from 'node:http'
import type net from 'node:net'

/** Opens a connection whose certificate passed, on port 443 of a host. */
export type OpenTls = (host: string, signal: AbortSignal) => Promise<net.Socket>

const largest = 256 * 1024
const mostRedirects = 3

/** The text at an https address; null for anything but a small one: late, large, refused, led elsewhere, not UTF-8. */
export async function getText(address: string, open: OpenTls, signal: AbortSignal): Promise<string | null> {
  let url = new URL(address)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') return null
    const answer = await get(url, open, signal).catch(() => null)
    if (answer === null) return null
    if (answer.location === null) return answer.text
    if (!URL.canParse(answer.location, url)) return null
    url = new URL(answer.location, url)
  }
  return null
}

interface Answer {
  location: string | null
  text: string | null
}

async function get(url: URL, open: OpenTls, signal: AbortSignal): Promise<Answer> {
  const socket = await open(url.hostname, signal)
  try {
    return await new Promise((resolve, reject) => {
      const request = http.get(
        {
          path: `${url.pathname}${url.search}`,
          headers: {
            host: url.hostname,
            accept: 'text/xml, application/xml',
            'user-agent': 'SalesInbox',
            connection: 'close'
          },
          createConnection: () => socket,
          signal
        },
        (response) => {
          const { statusCode = 0, headers } = response
          if ([301, 302, 303, 307, 308].includes(statusCode))
            return resolve({ location: headers.location ?? '', text: null })
          if (statusCode !== 200 || headers['content-encoding'])
            return resolve({ location: null, text: null })
          const pieces: Buffer[] = []
          let length = 0
          response.on('data', (piece: Buffer) => {
            length += piece.length
            if (length > largest) reject(new Error('too large'))
            else pieces.push(piece)
          })
          response.on('error', reject)
          response.on('end', () => resolve({ location: null, text: decoded(Buffer.concat(pieces)) }))
        }
      )
      request.on('error', reject)
    })
  } finally {
    socket.destroy()
  }
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
