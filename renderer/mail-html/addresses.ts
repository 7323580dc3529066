/** What the addresses in a mail may be. Everything that is not listed here is taken out. */

const linkSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const looksLikeHost = /^(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|$))/i

/** The address that a link really leads to, normalised as a browser reads it; null: not one that may open. */
export function linkTarget(raw: string): string | null {
  const value = raw.trim()
  if (value === '') return null
  if (value.startsWith('#')) return value
  try {
    // a one-time frame has an origin of ours: an address without a scheme must never be read as one of its own
    const full = value.startsWith('//')
      ? `https:${value}`
      : looksLikeHost.test(value)
        ? `https://${value}`
        : value
    const url = new URL(full)
    return linkSchemes.has(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

export type ImageAddress =
  | { kind: 'remote'; url: string }
  | { kind: 'cid'; cid: string }
  | { kind: 'data'; url: string }
  | { kind: 'none' }

const raster = /^data:image\/(?:png|gif|jpe?g|webp|bmp|avif|x-icon|vnd\.microsoft\.icon)[;,]/i
const dataLimit = 4_000_000

/** What an image's address asks for. SVG is not among the data: images, it can hold addresses of its own. */
export function imageAddress(raw: string): ImageAddress {
  const value = raw.trim()
  if (/^cid:/i.test(value)) return { kind: 'cid', cid: contentId(value.slice(4)) }
  if (/^data:/i.test(value)) {
    return raster.test(value) && value.length <= dataLimit ? { kind: 'data', url: value } : { kind: 'none' }
  }
  try {
    const url = new URL(value.startsWith('//') ? `https:${value}` : value)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'none' }
    return { kind: 'remote', url: url.href }
  } catch {
    return { kind: 'none' }
  }
}

function contentId(raw: string): string {
  let id = raw
  try {
    id = decodeURIComponent(raw)
  } catch {
    // a stray percent sign: taken as it stands
  }
  return id.replace(/^<|>$/g, '')
}
