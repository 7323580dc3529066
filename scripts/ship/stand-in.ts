import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What marks the fuses in Electron's binary; a version, their number and a digit for each come after it. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** Electron's fuses in the order of the wire, by electron-builder's names. */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges'
] as const
export type Fuses = Record<(typeof fuseNames)[number], boolean>

/** What the checklist of docs/shells.md wants of them. */
export const wantedFuses: Fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false
}

/**
 * A folder that stands in for Electron's own where its binary is not to be had: a script that only says what it is,
 * with a fuse wire behind it, so that the real tool has something to flip. All fuses stand against what is wanted.
 */
export function makeStandIn(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  const wire = fuseNames.map((name) => (wantedFuses[name] ? '0' : '1')).join('')
  const script = '#!/bin/sh\necho "This stands in for the binary of Electron."\nexit 3\n'
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([
      Buffer.from(script + sentinel, 'latin1'),
      Buffer.from([1, fuseNames.length]),
      Buffer.from(wire, 'latin1')
    ])
  )
  chmodSync(join(folder, 'electron'), 0o755)
  for (const name of ['chrome-sandbox', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), '')
}

/** @throws where the bytes hold no fuse wire of the version that is known */
export function readFuses(binary: Buffer): Fuses {
  const at = binary.indexOf(sentinel, 0, 'latin1')
  const start = at + sentinel.length
  if (at < 0 || binary[start] !== 1 || binary[start + 1]! < fuseNames.length)
    throw new Error('no fuse wire of version 1 is in the binary')
  return Object.fromEntries(
    fuseNames.map((name, i) => [name, binary[start + 2 + i] === '1'.charCodeAt(0)])
  ) as Fuses
}

/** In words, the fuses that are not as they should be. */
export function wrongFuses(fuses: Fuses): string[] {
  return fuseNames
    .filter((name) => fuses[name] !== wantedFuses[name])
    .map((name) => `${name} is ${fuses[name] ? 'on' : 'off'}`)
}
