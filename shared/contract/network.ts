import { z } from 'zod'
import { wireError } from '../errors.ts'
import { area, call, nothing } from './define.ts'

export const proxyKind = z.enum(['socks5', 'http', 'https'])

/** Through which every connection goes; `https`: the way to the proxy itself is TLS. */
export const proxy = z.object({
  kind: proxyKind,
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  /** '': it asks for none. */
  user: z.string().max(320)
})
export type Proxy = z.infer<typeof proxy>

/** `system`: as the system, or the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY), says. */
export const networkSettings = z.object({
  mode: z.enum(['none', 'system', 'typed']),
  /** Kept while another mode is on. */
  typed: proxy.nullable()
})
export type NetworkSettings = z.infer<typeof networkSettings>

/** A missing password means: keep the saved one. */
const networkDraft = networkSettings.extend({ password: z.string().max(1000).optional() })
export type NetworkDraft = z.infer<typeof networkDraft>

/** What a try found: the proxy that was used, without its password, and what failed. */
export const networkTried = z.object({
  proxy: proxy.nullable(),
  /** Where it connected to; null: no mailbox is set up, and nothing was tried. */
  to: z.string().nullable(),
  error: wireError.nullable()
})
export type NetworkTried = z.infer<typeof networkTried>

export const network = area(
  {
    'network.get': call(nothing, networkSettings),
    /** Saves; what is connected connects anew by the other way. */
    'network.set': call(networkDraft, networkSettings),
    /** Opens a connection to an account's incoming server as the draft says, and sends nothing. */
    'network.try': call(networkDraft, networkTried)
  },
  {}
)
