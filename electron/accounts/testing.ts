import type { AccountsDeps } from './service.ts'

/** For tests of accounts that log in by a password. */
export const noSignIn: AccountsDeps['signIn'] = {
  grantToken: () => '',
  keep: async () => undefined,
  accessToken: async () => '',
  signedInAt: async () => null,
  forget: async () => undefined
}
