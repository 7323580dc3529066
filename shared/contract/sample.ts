import { z } from 'zod'
import { area, call, nothing } from './define.ts'

export const sample = area(
  {
    'sample.status': call(nothing, z.object({ installed: z.boolean(), account: z.string().nullable() })),
    /** Starts the sample's IMAP and SMTP servers, adds its CRM records and its account. Done twice, changes nothing. */
    'sample.install': call(nothing, z.object({ account: z.string() })),
    /** Takes away the sample's account, servers, files and CRM records, and only these. */
    'sample.remove': call(nothing, nothing)
  },
  {}
)
