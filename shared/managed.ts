import { z } from 'zod'
import { security } from './contract/accounts.ts'
import { sharing } from './contract/sharing-rule.ts'

const place = {
  host: z.string().trim().min(1).max(253).describe('Name of the server.'),
  port: z.number().int().min(1).max(65535).describe('Its port.'),
  security: security.describe('`ssl`: TLS from the first byte; `tls`: STARTTLS; `never`: clear text.')
}
const choice = (what: string) => z.boolean().optional().describe(what)

const servers = z
  .strictObject({
    domain: z
      .string()
      .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a domain such as example.com, in small letters')
      .describe('Mailboxes with an address at this domain; further domains are entries of their own.'),
    protocol: z.enum(['imap', 'pop3']).optional().describe('How mail comes in. Needed beside `incoming`.'),
    incoming: z.strictObject(place).optional().describe('Where mail comes from.'),
    outgoing: z
      .strictObject({
        ...place,
        authentication: z.boolean().optional().describe('Whether it wants a user name and password.')
      })
      .optional()
      .describe('Where mail is sent to.')
  })
  .refine((one) => one.incoming === undefined || one.protocol !== undefined, {
    path: ['protocol'],
    message: 'expected "imap" or "pop3" beside incoming'
  })
export type ManagedServers = z.infer<typeof servers>

/** What each part of the file fixes. What is left out is the rep's to choose. docs/managed-settings.md has this as a table. */
export const managedParts = {
  accounts: z.strictObject({
    servers: z.array(servers).max(200).optional().describe('The servers of mailboxes, by their domain.'),
    onlyThese: choice('`true`: only mailboxes at these domains can be connected.')
  }),
  sharing: z.strictObject({
    mode: sharing
      .optional()
      .describe('Who in the team sees the mail of every mailbox. `custom`: by the rules that the rep makes.')
  }),
  intelligence: z.strictObject({
    on: choice('Whether mail is read for what it says, as a whole.'),
    sentiment: choice('How it sounds.'),
    intent: choice('What its sender wants.'),
    emotion: choice('Which feelings are in it.'),
    enrichment: choice('Who its sender is by the signature.'),
    activities: choice('What it fixes a time for.'),
    meetings: choice('Whether meetings are among it.'),
    calls: choice('Whether calls are among it.'),
    tasks: choice('Whether tasks are among it.'),
    promises: choice('What the rep promised in mail of their own.'),
    weather: choice('The plain facts of the mail with a record: who waits, silence, new people.'),
    fill: choice('Whether empty fields of a record are filled from a signature by themselves.'),
    drafting: z
      .literal(false)
      .optional()
      .describe('`false`: no model server can be set up for summaries and suggested replies.')
  }),
  updates: z.strictObject({
    on: choice(
      '`true`: looked for and installed, and this cannot be switched off; `false`: never, not by hand either.'
    ),
    address: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'A folder of your own that updates come from. They are still checked against the makers’ key.'
      )
  })
}
export type ManagedPart = keyof typeof managedParts

export const managedSettings = z.object({
  accounts: managedParts.accounts.optional(),
  sharing: managedParts.sharing.optional(),
  intelligence: managedParts.intelligence.optional(),
  updates: managedParts.updates.optional()
})
export type ManagedSettings = z.infer<typeof managedSettings>

/** What is fixed for mailboxes at the domain of an address; null: nothing is. */
export function serversFor({ accounts }: ManagedSettings, address: string): ManagedServers | null {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
  return accounts?.servers?.find((one) => one.domain === domain) ?? null
}

/** Whether a mailbox of this address may be connected at all. */
export function mayConnect(settings: ManagedSettings, address: string): boolean {
  return settings.accounts?.onlyThese !== true || serversFor(settings, address) !== null
}
