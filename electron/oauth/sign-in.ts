import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { AppError } from '../../shared/errors.ts'
import type { Authority, Tokens } from './authority.ts'
import { listen, type Loopback } from './loopback.ts'

/** ms. Overridden by tests only. */
export interface Limits {
  /** From the page's opening to its answer. */
  browser: number
  /** From the answer until an account was made of it. */
  grant: number
}
export const usualLimits: Limits = { browser: 300_000, grant: 600_000 }

/** Tokens that wait for the account that they are for. */
export interface Grant extends Tokens {
  service: string
  clientId: string
  refreshToken: string
}

interface Flow {
  caller: number
  ended: AbortController
  loopback: Loopback
  redeem(answer: URLSearchParams): Promise<Grant>
}

/** Both hashed, so that how long it takes says nothing of where they differ, nor of how long they are. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

/** The login in the system's browser (RFC 8252), from the page's address to a grant. */
export function createSignIn(limits: Limits = usualLimits) {
  const flows = new Map<string, Flow>()
  const grants = new Map<string, Grant>()

  function end(id: string, why: AppError): void {
    const flow = flows.get(id)
    if (!flow) return
    flows.delete(id)
    flow.loopback.close()
    flow.ended.abort(why)
  }

  return {
    async begin(
      authority: Authority,
      asked: { service: string; clientId: string; address: string; caller: number }
    ): Promise<{ flow: string; url: string }> {
      for (const [id, { caller }] of flows)
        if (caller === asked.caller) end(id, new AppError('contract.cancelled'))
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const challenge = await oauth.calculatePKCECodeChallenge(verifier)
      const loopback = await listen(
        (answer) => answer.has('code') && isSame(answer.get('state') ?? '', state)
      )
      const { redirectUri } = loopback
      try {
        const url = await authority.authorizationUrl({ redirectUri, state, challenge, hint: asked.address })
        const id = randomUUID()
        flows.set(id, {
          caller: asked.caller,
          ended: new AbortController(),
          loopback,
          async redeem(answer) {
            if (!isSame(answer.get('state') ?? '', state))
              throw new AppError('auth.signInRefused', { reason: 'state' })
            const tokens = await authority.redeem(answer, { redirectUri, state, verifier })
            return { ...tokens, service: asked.service, clientId: asked.clientId }
          }
        })
        setTimeout(() => end(id, new AppError('auth.signInLate')), limits.browser).unref()
        return { flow: id, url }
      } catch (error) {
        loopback.close()
        throw error
      }
    },
    /** Throws auth.signInLate when the time is over, auth.signInRefused for a no, contract.cancelled. */
    async finish(id: string, signal: AbortSignal): Promise<string> {
      const flow = flows.get(id)
      if (!flow) throw new AppError('auth.signInLate')
      const cancel = (): void => end(id, new AppError('contract.cancelled'))
      if (signal.aborted) cancel()
      signal.addEventListener('abort', cancel, { once: true })
      try {
        const answer = await Promise.race([flow.loopback.answer, abortOf(flow.ended.signal)])
        flows.delete(id)
        const grant = await flow.redeem(answer)
        if (signal.aborted) throw new AppError('contract.cancelled')
        const handle = oauth.generateRandomState()
        grants.set(handle, grant)
        setTimeout(() => grants.delete(handle), limits.grant).unref()
        return handle
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    /** Throws auth.signInLate for one that was used or has lapsed. */
    grant(handle: string): Grant {
      const found = grants.get(handle)
      if (!found) throw new AppError('auth.signInLate')
      return found
    },
    use: (handle: string): void => void grants.delete(handle),
    close(): void {
      for (const id of flows.keys()) end(id, new AppError('contract.cancelled'))
    }
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
