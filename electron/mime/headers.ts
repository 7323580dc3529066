/** The few header fields that ENVELOPE does not have, out of BODY[HEADER.FIELDS (...)]. Names in lower case. */
export const wantedFields = ['references', 'list-id', 'list-post', 'list-unsubscribe', 'sensitivity']

/** Fields by lower-case name, unfolded, the first of each name. Octets above 127 are read as UTF-8, else Latin-1. */
export function parseHeader(bytes: Buffer | null | undefined): Map<string, string> {
  const fields = new Map<string, string>()
  if (!bytes || bytes.length < 4) return fields
  const text = decodeHeader(bytes)
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const lines = text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

function decodeHeader(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}

/** The first id between angle brackets, else the text itself where it looks like one, else ''. */
export function messageIdOf(text: string | undefined): string {
  if (!text) return ''
  const id = /<\s*([^<>\s]+)\s*>/.exec(text)?.[1]
  if (id) return id.slice(0, 900)
  const bare = text.trim()
  return /^[^\s<>]+$/.test(bare) ? bare.slice(0, 900) : ''
}

/** The ids of a References field, at most 100: the root and the newest are what threads hang on. */
export function referencesOf(text: string | undefined): string[] {
  if (!text) return []
  const ids = [...text.matchAll(/<\s*([^<>\s]+)\s*>/g)].map((match) => match[1] ?? '')
  const all = ids.length ? ids : text.split(/[\s,]+/).filter((id) => id.includes('@'))
  return all.length <= 100 ? all : [...all.slice(0, 10), ...all.slice(-90)]
}

/** 'Team list <team.example.com>' is team.example.com. */
export function listIdOf(text: string | undefined): string {
  if (!text) return ''
  return (/<\s*([^<>]+?)\s*>/.exec(text)?.[1] ?? text.trim()).slice(0, 300)
}

/** The address of the first mailto: in List-Post; '' for NO and for other schemes. */
export function listPostOf(text: string | undefined): string {
  const address = /<\s*mailto:([^<>?\s]+)/i.exec(text ?? '')?.[1]
  if (!address) return ''
  try {
    return decodeURIComponent(address).slice(0, 320)
  } catch {
    return address.slice(0, 320)
  }
}

/**
 * The sender's clock by a Date field, minutes ahead of UTC. Nothing at +0000 and -0000: large services write that
 * whatever the sender's clock shows.
 */
export function clockOf(date: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /\d{1,2}:\d{2}(?::\d{2})?\s+([+-])(\d{2})(\d{2})\b/.exec(date ?? '') ?? []
  const offset = Number(hours) * 60 + Number(minutes)
  if (!sign || offset === 0 || offset > mostAhead || Number(minutes) > 59) return undefined
  return sign === '-' ? -offset : offset
}

/** No clock on earth is further from UTC, minutes. */
const mostAhead = 14 * 60

/** ms since 1970, or null. Years outside of 1970 to 2100 are a wrong clock or a forged field. */
export function timeOf(value: Date | string | undefined): number | null {
  if (!value) return null
  const time = typeof value === 'string' ? Date.parse(value) : value.getTime()
  return Number.isFinite(time) && time >= 0 && time < 4102444800000 ? time : null
}
