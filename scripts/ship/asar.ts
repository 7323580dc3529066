import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface AsarFile {
  /** With slashes, from the archive's root. */
  path: string
  bytes: Buffer
  sha256: string
}

interface Node {
  files?: Record<string, Node>
  size?: number
  offset?: string
  unpacked?: boolean
  link?: string
  integrity?: { algorithm: string; hash: string; blockSize: number; blocks: string[] }
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Reads an archive whole. `faults` says in words which files are not what the header's integrity says of them, which
 * lie beside it (not covered by any integrity) and which are links.
 * @returns the files by path, and the hash of the header, which is what Electron compares with the one in its binary
 */
export function readAsar(archive: string): { files: AsarFile[]; headerHash: string; faults: string[] } {
  const whole = readFileSync(archive)
  const headerSize = whole.readUInt32LE(4)
  const header = whole.toString('utf8', 16, 16 + whole.readUInt32LE(12))
  const files: AsarFile[] = []
  const faults: string[] = []
  const walk = (node: Node, path: string): void => {
    if (node.files) {
      for (const [name, child] of Object.entries(node.files)) walk(child, path ? `${path}/${name}` : name)
    } else if (node.link !== undefined) faults.push(`${path} is a link`)
    else if (node.unpacked) faults.push(`${path} lies beside the archive`)
    else {
      const start = 8 + headerSize + Number(node.offset)
      const bytes = whole.subarray(start, start + node.size!)
      const hash = sha256(bytes)
      files.push({ path, bytes, sha256: hash })
      if (!intact(bytes, hash, node)) faults.push(`${path} is not what the header's integrity says`)
    }
  }
  walk(JSON.parse(header) as Node, '')
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, headerHash: sha256(header), faults }
}

function intact(bytes: Buffer, hash: string, { integrity }: Node): boolean {
  if (integrity?.algorithm !== 'SHA256' || integrity.hash !== hash) return false
  const { blockSize, blocks } = integrity
  return blocks.every((block, i) => sha256(bytes.subarray(i * blockSize, (i + 1) * blockSize)) === block)
}

/** Lays the files into a folder, for Node cannot read an archive by itself. */
export function layOut(files: AsarFile[], folder: string): void {
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}
