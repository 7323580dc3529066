/** Content-Transfer-Encodings of RFC 2045, read as mail has them: line breaks anywhere, rubbish in between. */

/** Decodes chunk by chunk; `push` may keep a few octets back until the next, `end` gives them. */
export interface TransferDecoder {
  push(chunk: Uint8Array): Uint8Array
  end(): Uint8Array
}

export function transferDecoder(encoding: string): TransferDecoder {
  const name = encoding.trim().toLowerCase()
  if (name === 'base64') return base64()
  if (name === 'quoted-printable') return quotedPrintable()
  return { push: (chunk) => chunk, end: () => new Uint8Array() }
}

export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  const decoder = transferDecoder(encoding)
  const head = decoder.push(bytes)
  const tail = decoder.end()
  return tail.length ? Buffer.concat([head, tail]) : head
}

/** Padding in the middle (parts glued together) does not end the data. */
function base64(): TransferDecoder {
  let rest = ''
  return {
    push(chunk) {
      const text =
        rest +
        Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
          .toString('latin1')
          .replace(/[^A-Za-z0-9+/=]+/g, '')
      const whole = text.length - (text.length % 4)
      rest = text.slice(whole)
      return decode(text.slice(0, whole))
    },
    end() {
      return rest ? decode(rest) : new Uint8Array()
    }
  }
  function decode(text: string): Uint8Array {
    if (!/=[^=]/.test(text)) return Buffer.from(text, 'base64')
    return Buffer.concat(text.split(/(?<==)(?=[^=])/).map((piece) => Buffer.from(piece, 'base64')))
  }
}

function quotedPrintable(): TransferDecoder {
  let rest = Buffer.alloc(0)
  return {
    push(chunk) {
      const all = rest.length
        ? Buffer.concat([rest, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      // a line is decoded whole: trailing white space and soft breaks are seen only at its end
      const end = all.lastIndexOf(0x0a) + 1
      rest = Buffer.from(all.subarray(end))
      return unquote(all.subarray(0, end))
    },
    end: () => unquote(rest)
  }
}

function unquote(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] ?? 0
    if (octet !== 0x3d) {
      out[length++] = octet
      continue
    }
    const high = hex(bytes[i + 1])
    const low = hex(bytes[i + 2])
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      i += 2
      continue
    }
    // a soft break, white space before it allowed; any other '=' stands for itself
    let j = i + 1
    while (bytes[j] === 0x20 || bytes[j] === 0x09) j++
    if (bytes[j] === 0x0d && bytes[j + 1] === 0x0a) i = j + 1
    else if (bytes[j] === 0x0a) i = j
    else if (j >= bytes.length) i = j
    else out[length++] = octet
  }
  return out.subarray(0, length)
}

function hex(octet: number | undefined): number {
  if (octet === undefined) return -1
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30
  if (octet >= 0x41 && octet <= 0x46) return octet - 0x37
  if (octet >= 0x61 && octet <= 0x66) return octet - 0x57
  return -1
}
