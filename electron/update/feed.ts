import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { isVersion } from '../../shared/version.ts'
import type { Release } from '../host/host.ts'

/** Octets of a description, and of the file with its signature. */
export const largestFeed = 64 * 1024
export const largestSignature = 1024

/** What the description of a system's newest version is called, as electron-builder writes it. */
export function feedName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return 'latest.yml'
  if (platform === 'darwin') return 'latest-mac.yml'
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`
}

/**
 * What is signed: the name is part of it, so that one system's description cannot stand for another's.
 * `scripts/sign-update.mjs` makes the same bytes.
 */
export function signedBytes(name: string, feed: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`salesinbox update 1\n${name}\n`), feed])
}

/**
 * @param signature as the file beside the description has it: 64 octets in base64
 * @param keys Ed25519 public keys (SPKI, DER, base64); any of them may have signed, so that a key can follow another
 * @throws AppError update.badSignature
 */
export function requireSignature(name: string, feed: Uint8Array, signature: string, keys: string[]): void {
  const text = signature.trim()
  const bytes = Buffer.from(text, 'base64')
  const isOne = bytes.length === 64 && bytes.toString('base64') === text
  const message = signedBytes(name, feed)
  const good = keys.some((key) => {
    const found = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return found.asymmetricKeyType === 'ed25519' && verify(null, message, found, bytes)
  })
  if (!isOne || !good) throw new AppError('update.badSignature', { file: name })
}

/** Only what is named here goes on to the updater; what else a description has is left out. */
const described = z.object({
  version: z.string().refine(isVersion),
  files: z
    .array(
      z.object({
        // a plain name: a file lies beside its description
        url: z
          .string()
          .max(200)
          .regex(/^[A-Za-z0-9][\w.+-]*$/),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: z
          .number()
          .int()
          .positive()
          .max(2 ** 31),
        isAdminRightsRequired: z.boolean().optional()
      })
    )
    .min(1)
    .max(20),
  releaseDate: z.union([z.iso.datetime(), z.date().transform((date) => date.toISOString())]),
  stagingPercentage: z.number().min(0).max(100).optional(),
  minimumSystemVersion: z.string().max(50).optional()
})

/** @throws AppError update.unreadable where a description that was signed is none that this version knows */
export async function readFeed(name: string, feed: Uint8Array): Promise<Release> {
  // the updater's own reader, from a file of its that needs no Electron
  const { parseUpdateInfo } = await import('electron-updater/out/providers/Provider.js')
  let found: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(feed)
    found = parseUpdateInfo(text, name, new URL('about:blank'))
  } catch {
    throw new AppError('update.unreadable', { file: name })
  }
  const checked = described.safeParse(found)
  if (checked.success) return checked.data
  throw new AppError('update.unreadable', {
    file: name,
    where: checked.error.issues[0]?.path.join('.') ?? ''
  })
}
