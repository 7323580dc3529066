import type { ErrorCode } from '../../../shared/errors.ts'
import { text, host, service, mailIsHere, type Words } from './error-parts.ts'

/** Said of a proxy, by what failed. */
const proxyReason: Record<string, string> = {
  signIn: 'wants a user name and a password, or refused these.',
  silent: 'did not answer in time.',
  notThere: 'is not there: no proxy answers at this address.',
  refused: 'does not let SalesInbox through to the mail server.',
  strange: 'did not answer as a proxy does.'
}

/** What keeps a server from being reached, and a person from being let in. */
export const connecting = {
  'net.nameNotFound': (params) => ({
    what: `There is no server by the name ${text(params.host, 'you gave')}.`,
    safe: 'What you typed is kept. Nothing was sent.',
    next: 'Check the server name for a typing mistake.'
  }),
  'net.refused': (params) => ({
    what: `${host(params)} does not accept connections${params.port ? ` on port ${String(params.port)}` : ''}.`,
    safe: 'What you typed is kept. Nothing was sent.',
    next:
      params.team === true
        ? 'Ask your administrator whether the server runs.'
        : 'Check the port and the kind of security with your provider.'
  }),
  'net.timeout': (params) => ({
    what: `${host(params)} did not answer${params.seconds ? ` within ${String(params.seconds)} seconds` : ' in time'}.`,
    safe: mailIsHere,
    next: 'Check the server name and port, or try again when your network is faster.'
  }),
  'net.unreachable': {
    what: 'There is no way to the server from this network.',
    safe: mailIsHere,
    next: 'Check your network. SalesInbox tries again by itself.'
  },
  'net.closed': {
    what: 'The server closed the connection.',
    safe: mailIsHere,
    next: 'SalesInbox connects again by itself. Nothing to do.'
  },
  'net.tlsRequired': (params) => ({
    what: `${host(params)} does not offer the secure connection that this account asks for.`,
    safe: 'Nothing was sent, not even your password.',
    next: 'Choose SSL, or ask your provider which kind of security it has.'
  }),
  'net.wrongProtocol': (params) => ({
    what: `${host(params)} answers${params.port ? ` on port ${String(params.port)}` : ''}, but not as a mail server does with this kind of security.`,
    safe: 'Nothing was sent, not even your password.',
    next: 'Check the port, and whether it wants SSL or TLS.'
  }),
  'net.certificate': (params) => ({
    what: `${text(params.expected ?? params.host, 'This')} may not be your server.`,
    safe: 'Nothing was sent, not even your password.',
    next:
      params.team === true
        ? 'Ask your administrator whether the server has a new certificate, and for a new invitation.'
        : 'Look at the certificate below. Trust it only if you know why it differs.'
  }),
  'net.proxy': (params) => ({
    what: `${text(params.proxy, 'The proxy')} ${proxyReason[String(params.reason)] ?? proxyReason.strange}`,
    safe: `Nothing was sent, not even your password. ${mailIsHere}`,
    next:
      params.reason === 'signIn'
        ? 'Type its user name and password in Settings > Network.'
        : 'Check the proxy in Settings > Network, or ask who looks after your network.'
  }),
  'auth.wrongPassword': {
    what: 'The server refused this user name or password.',
    safe: `What you typed is kept. ${mailIsHere}`,
    next: 'Type the password again. Check the user name too.'
  },
  'auth.needsAppPassword': (params) => ({
    what: 'The server refused this password.',
    safe: `${service(params)} accepts only an app password here. ${mailIsHere}`,
    next: 'Make an app password in your account at the service and type it here.'
  }),
  'auth.protocolDisabled': (params) => ({
    what: `${service(params)} does not let mail programs in with a password.`,
    safe: `What you typed is kept. ${mailIsHere}`,
    next: 'Switch IMAP and SMTP on in the settings of your mail service, or ask your administrator to.'
  }),
  'auth.signInAgain': {
    what: 'The server wants you to sign in again.',
    safe: `${mailIsHere} Mail that waits to be sent stays queued.`,
    next: 'Sign in again, with the address of this mailbox.'
  },
  'auth.signInRefused': (params) =>
    params.reason === 'access_denied'
      ? {
          what: `${service(params)} was not allowed to let SalesInbox in.`,
          safe: `Nothing was changed. ${mailIsHere}`,
          next: 'Sign in once more and choose Allow, or ask your administrator to allow SalesInbox.'
        }
      : params.reason === 'state'
        ? {
            what: 'The browser brought an answer that SalesInbox had not asked for.',
            safe: 'It was not used.',
            next: 'Sign in once more.'
          }
        : {
            what: `${service(params)} did not let SalesInbox in.`,
            safe: `Nothing was changed. ${mailIsHere}`,
            next: 'Sign in once more. If it comes back, show your administrator what stands under Details.'
          },
  'auth.signInLate': {
    what: 'Signing in took too long.',
    safe: 'What you typed is kept.',
    next: 'Sign in once more.'
  },
  'auth.clientMissing': (params) => ({
    what: `Signing in with ${text(params.service, 'this service')} is not set up in this SalesInbox.`,
    safe: mailIsHere,
    next: 'An administrator enters the client id in Settings > Organisation > Sign-in services.'
  }),
  'auth.missingSecret': {
    what: 'There is no password for this account on this computer.',
    safe: mailIsHere,
    next: 'Type the password to go on.'
  }
} satisfies Partial<Record<ErrorCode, Words>>
