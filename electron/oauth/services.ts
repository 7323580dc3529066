import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const client = z.object({ clientId: z.string(), clientSecret: z.string().optional() })

/** resources/sign-in-services.json */
const service = z.object({
  id: z.string(),
  name: z.string(),
  presets: z.array(z.string()),
  /** As RFC 8414 names them. */
  server: z.object({
    issuer: z.string(),
    authorization_endpoint: z.string(),
    token_endpoint: z.string(),
    revocation_endpoint: z.string().optional()
  }),
  scopes: z.array(z.string()),
  /** What it wants to be asked with beside the standard's own. */
  parameters: z.record(z.string(), z.string()),
  usesSecret: z.boolean(),
  client: client.nullable()
})
export type ServiceEntry = z.infer<typeof service>

/** Throws when the file that ships with the app is broken. */
export function loadServices(resourcesFolder: string): ServiceEntry[] {
  const text = readFileSync(join(resourcesFolder, 'sign-in-services.json'), 'utf8')
  return z.object({ services: z.array(service) }).parse(JSON.parse(text)).services
}
