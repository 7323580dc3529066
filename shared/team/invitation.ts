import { z } from 'zod'
import { AppError } from '../errors.ts'
import { isLoopback } from '../loopback.ts'

/**
 * What an administrator hands to a rep, as a file or a link: where the team's PostgreSQL is, whom it takes the rep for,
 * and a password that serves once. Whoever has it before the rep does can join in the rep's place.
 */

const hostName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/)
const port = z.number().int().min(1).max(65_535)
const place = z.object({ host: hostName, port })

/** A server of the team, and who this app is on it; all but the password. */
export const teamServer = z
  .object({
    ...place.shape,
    database: z.string().min(1).max(63),
    login: z.string().regex(/^salesinbox_[0-9a-f]{32}$/),
    /** PEM of the one authority that may vouch for the server; without it those that this computer trusts may. */
    certificate: z
      .string()
      .max(20_000)
      .regex(/^-----BEGIN CERTIFICATE-----/)
      .optional(),
    /** False: not encrypted, which only a server on this very computer may ask for. */
    tls: z.boolean().default(true),
    /** PostgreSQL itself where `host` is a pooler, which passes no news on. */
    direct: place.optional()
  })
  .refine(({ tls, host, direct }) => tls || [host, direct?.host ?? host].every(isLoopback))
export type TeamServer = z.infer<typeof teamServer>

const invitation = z.object({
  salesinbox: z.literal('join'),
  version: z.literal(1),
  server: teamServer,
  password: z.string().min(16).max(200),
  /** For the eye alone: what the workspace is called, who is invited, and by whom. */
  workspace: z.string().max(200).default(''),
  user: z.string().max(200).default(''),
  by: z.string().max(200).default('')
})
export type Invitation = z.infer<typeof invitation>

const linkHead = 'salesinbox:join#'

/** From a file's text or a link, with whatever blanks a mail program put around or into it. Throws team.badInvitation. */
export function readInvitation(text: string): Invitation {
  const trimmed = text.trim()
  try {
    const json = trimmed.startsWith(linkHead) ? fromBase64(trimmed.slice(linkHead.length)) : trimmed
    return invitation.parse(JSON.parse(json))
  } catch (error) {
    throw new AppError('team.badInvitation', {}, { cause: error })
  }
}

export function writeInvitation(given: Omit<Invitation, 'salesinbox' | 'version'>): {
  text: string
  link: string
} {
  const whole: Invitation = { salesinbox: 'join', version: 1, ...given }
  return {
    text: `${JSON.stringify(whole, null, 2)}\n`,
    link: `${linkHead}${toBase64(JSON.stringify(whole))}`
  }
}

function toBase64(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64(text: string): string {
  const binary = atob(text.replaceAll(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(binary, (one) => one.charCodeAt(0)))
}
