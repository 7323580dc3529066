import { AppError } from '../../shared/errors.ts'

/** What logs in: a password, or an access token that is good for an hour or so. */
export type Secret = string | { accessToken: string }

/**
 * Asked at each login, so that a token is fresh. `refused`: the server did not take this one; another is made.
 * Throws auth.signInAgain where only the rep can help, net.* where waiting may. Null: nothing is saved.
 */
export type SecretSource = (refused?: Secret) => Promise<Secret | null>

/** Over what knows the tokens; it is told the one that was refused. */
export function tokenSource(token: (refused: string | null) => Promise<string>): SecretSource {
  return async (refused) => ({
    accessToken: await token(typeof refused === 'object' ? refused.accessToken : null)
  })
}

/** Logs in. A token that the server refuses, however young, is replaced once before the rep is asked to sign in again. */
export async function logIn<T>(
  source: SecretSource,
  connect: (secret: Secret | null) => Promise<T>
): Promise<T> {
  const secret = await source()
  try {
    return await connect(secret)
  } catch (error) {
    const tired = error instanceof AppError && error.code === 'auth.signInAgain'
    if (!tired || secret === null || typeof secret === 'string') throw error
    return await connect(await source(secret))
  }
}
