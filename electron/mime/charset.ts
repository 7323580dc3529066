import iconv from 'iconv-lite'

/** Labels that mail has and that TextDecoder knows under another name, or not at all. */
const aliases: Record<string, string> = {
  'ansi_x3.4-1968': 'us-ascii',
  ascii: 'us-ascii',
  utf8: 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  latin1: 'windows-1252',
  cp1252: 'windows-1252',
  cp1251: 'windows-1251',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  'x-sjis': 'shift_jis',
  'x-gbk': 'gbk',
  'iso-8859-8-i': 'iso-8859-8'
}

/** Labels that say nothing. */
const unlabelled = new Set([
  '',
  'us-ascii',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'default',
  'binary',
  '8bit',
  'x-user-defined'
])

/** Text of any charset, never throws: a wrong or missing label is answered by a guess. */
export function decodeText(bytes: Uint8Array, label: string): string {
  const given = label.trim().toLowerCase().replace(/^"|"$/g, '')
  const name = aliases[given] ?? given
  if (name === 'utf-7') return iconv.decode(Buffer.from(bytes), 'utf-7')
  if (unlabelled.has(name)) return guess(bytes)
  if (name === 'utf-8') return strictly(bytes) ?? mended(bytes)
  return byDecoder(bytes, name) ?? byIconv(bytes, name) ?? guess(bytes)
}

function guess(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return byDecoder(bytes, 'utf-16le') ?? ''
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return byDecoder(bytes, 'utf-16be') ?? ''
  // ESC $ B: only ISO-2022-JP has it, and it is 7-bit
  for (let i = 0; i + 2 < bytes.length && i < 20_000; i++) {
    if (bytes[i] === 0x1b && bytes[i + 1] === 0x24 && (bytes[i + 2] === 0x42 || bytes[i + 2] === 0x40)) {
      return byDecoder(bytes, 'iso-2022-jp') ?? ''
    }
  }
  return strictly(bytes) ?? declared(bytes) ?? byDecoder(bytes, 'windows-1252') ?? ''
}

/** What HTML says of itself. */
function declared(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1]?.toLowerCase()
  if (!label || label === 'utf-8' || label === 'utf8') return null
  return byDecoder(bytes, aliases[label] ?? label)
}

/** UTF-8 with a few broken octets stays UTF-8; what was Latin-1 all along is read as that. */
function mended(bytes: Uint8Array): string {
  const loose = new TextDecoder('utf-8').decode(bytes)
  const broken = loose.split('\ufffd').length - 1
  // every non-ASCII character broken: the label was wrong
  const foreign = [...loose.slice(0, 100_000)].filter((c) => c > '\x7f' && c !== '\ufffd').length
  return foreign < broken ? (byDecoder(bytes, 'windows-1252') ?? loose) : loose
}

function strictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function byDecoder(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return null
  }
}

function byIconv(bytes: Uint8Array, name: string): string | null {
  return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : null
}
