import { z } from 'zod'
import { area, call, nothing } from './define.ts'

/** A service whose own page signs a rep in, and the client that SalesInbox is there. */
export const signInService = z.object({
  id: z.string(),
  name: z.string(),
  /** Ids of the presets that it signs in to. */
  presets: z.array(z.string()),
  /** '': none, so nobody can sign in. Public by its nature (RFC 8252, 8.5). */
  clientId: z.string(),
  /** Whether one is saved; itself it never comes back. */
  hasSecret: z.boolean(),
  /** It gives its clients a secret to send along. */
  usesSecret: z.boolean(),
  from: z.enum(['settings', 'build']).nullable()
})
export type SignInService = z.infer<typeof signInService>

export const oauth = area(
  {
    'oauth.clients': call(nothing, z.array(signInService)),
    /** An empty id goes back to what the build has. A missing secret keeps the saved one, an empty one removes it. */
    'oauth.setClient': call(
      z.object({
        service: z.string().max(60),
        clientId: z.string().trim().max(300),
        clientSecret: z.string().trim().max(300).optional()
      }),
      z.array(signInService)
    ),
    /**
     * Listens for the browser's answer and answers the page to open there. An earlier one of the same caller ends.
     * `service`: a preset's id. Throws auth.clientMissing.
     */
    'oauth.begin': call(
      z.object({ service: z.string().max(60), address: z.string().max(320) }),
      z.object({ flow: z.string(), url: z.string() })
    ),
    /**
     * Waits until the rep is done in the browser; cancelling it stops listening. The grant stands for the tokens, which
     * stay in main: it goes into an account's draft, and is good for ten minutes. Throws auth.signInRefused and
     * auth.signInLate.
     */
    'oauth.finish': call(z.object({ flow: z.string().max(100) }), z.object({ grant: z.string() }))
  },
  {}
)
