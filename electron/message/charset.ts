/** Labels that say nothing of what the bytes are. */
const vague = new Set([
  '',
  'ascii',
  'usascii',
  'ansix341968',
  'utf8',
  'unknown',
  'xunknown',
  'unknown8bit',
  '8bit',
  'default',
  'none',
  'binary'
])
const utf7 = new Set(['utf7', 'unicode11utf7', 'csunicode11utf7', 'xunicode20utf7'])

const bare = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]/g, '')

/** True where the label is missing, too vague or refused by the parser, so that the bytes must be looked at. */
export function needsGuess(label: string): boolean {
  return vague.has(bare(label)) || utf7.has(bare(label))
}

/** What ISO-2022-JP (RFC 1468) begins Japanese with; all of it is ASCII to every other reader. */
const shifts = ['\u001b$B', '\u001b$@', '\u001b(J']

/** Decodes text whose label `needsGuess`. The result is text of a stranger like any other: it is sanitised later. */
export function decodeByGuess(bytes: Uint8Array, label: string): string {
  if (utf7.has(bare(label))) return decodeUtf7(new TextDecoder('latin1').decode(bytes))
  if (isSevenBit(bytes)) {
    const text = new TextDecoder('latin1').decode(bytes)
    return shifts.some((shift) => text.includes(shift)) ? new TextDecoder('iso-2022-jp').decode(bytes) : text
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // a UTF-8 text with a broken spot stays one; text without a single good sequence is Western 8-bit
    const text = new TextDecoder('utf-8').decode(bytes)
    return /[\u0080-\ufffc\ufffe\uffff]/.test(text) ? text : new TextDecoder('windows-1252').decode(bytes)
  }
}

function isSevenBit(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false
  return true
}

/** RFC 2152. What is no good base64 stays as it came. */
export function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, run: string) => {
    if (run === '') return whole === '+-' ? '+' : whole
    const raw = Buffer.from(run, 'base64')
    let decoded = ''
    for (let at = 0; at + 1 < raw.length; at += 2) decoded += String.fromCharCode(raw.readUInt16BE(at))
    return decoded
  })
}
