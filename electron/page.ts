import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { ServeAnswer } from './files/service.ts'
import { pageCsp } from './page-csp.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff'
}

/**
 * Serves the built page, the same in both shells.
 * @param folder absolute; nothing outside it is ever answered
 * @param bridge the WebSocket's origin in the browser shell, '' in Electron
 * @returns the answer to a path as the address has it (percent signs and all), null where there is no such file
 */
export function createPage(folder: string, bridge: string) {
  const csp = pageCsp(bridge)
  return async (encoded: string): Promise<ServeAnswer | null> => {
    const path = decoded(encoded)
    if (path === null) return null
    const file = normalize(join(folder, path === '/' ? 'index.html' : path))
    if (!file.startsWith(folder + sep)) return null
    const found = await stat(file).catch(() => null)
    if (!found?.isFile()) return null
    return {
      status: 200,
      headers: {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Length': String(found.size),
        'Content-Security-Policy': csp,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'X-DNS-Prefetch-Control': 'off',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store'
      },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
    }
  }
}

function decoded(path: string): string | null {
  try {
    const plain = decodeURIComponent(path)
    return plain.includes('\0') ? null : plain
  } catch {
    return null
  }
}
