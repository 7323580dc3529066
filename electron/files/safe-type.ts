/** Types that a browser shows without ever running them. SVG is no picture here: it can hold scripts. */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/avif',
  'image/x-icon',
  'image/vnd.microsoft.icon',
  'application/pdf'
])
const alias: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png'
}

export const anything = 'application/octet-stream'
const plain = 'text/plain; charset=utf-8'

/** The type a file is served with, whatever its mail claims: one that cannot run. */
export function safeType(claimed: string): string {
  const bare = (claimed.split(';')[0] ?? '').trim().toLowerCase()
  const type = alias[bare] ?? bare
  if (shown.has(type)) return type
  if (/^text\/[a-z0-9.+-]+$/.test(type) || type === 'message/rfc822') return plain
  return anything
}

/** Pictures that a mail may show between its lines. */
export function isPicture(type: string): boolean {
  return safeType(type).startsWith('image/')
}

/** Content-Disposition of RFC 6266 with the name as RFC 5987 has it, and an ASCII one for old readers. */
export function attachmentDisposition(name: string): string {
  const ascii = name.replace(/[^ -~]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `attachment; filename="${ascii || 'file'}"; filename*=UTF-8''${encoded || 'file'}`
}
