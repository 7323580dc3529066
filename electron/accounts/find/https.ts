import { ask, type OpenTls } from '../../wire/https.ts'

const mostRedirects = 3
const headers = { accept: 'text/xml, application/xml' }

/** The text at an https address; null for anything but a small one: late, large, refused, led elsewhere, not UTF-8. */
export async function getText(address: string, open: OpenTls, signal: AbortSignal): Promise<string | null> {
  let url = new URL(address)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') return null
    const answer = await ask(url.href, { method: 'GET', headers, signal }, open).catch(() => null)
    if (answer === null) return null
    if (![301, 302, 303, 307, 308].includes(answer.status)) return await textOf(answer)
    const location = answer.headers.get('location') ?? ''
    if (!URL.canParse(location, url)) return null
    url = new URL(location, url)
  }
  return null
}

async function textOf(answer: Response): Promise<string | null> {
  if (answer.status !== 200 || answer.headers.has('content-encoding')) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await answer.arrayBuffer())
  } catch {
    return null
  }
}
