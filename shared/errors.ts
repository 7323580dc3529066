import { z } from 'zod'

/**
 * Everything that can go wrong and that a person may see. `renderer/words/errors.ts` has for each code what
 * happened, what is still safe and what to do next. Add a code there and here, never a sentence here.
 */
export const errorCodes = [
  // the contract
  'contract.unknownCall',
  'contract.badInput',
  'contract.badOutput',
  'contract.notAllowed',
  'contract.newerApp',
  'contract.staleLease',
  'contract.cancelled',
  'contract.disconnected',
  // the network
  'net.nameNotFound',
  'net.refused',
  'net.timeout',
  'net.unreachable',
  'net.closed',
  'net.tlsRequired',
  'net.wrongProtocol',
  'net.certificate',
  'net.proxy',
  // who you are
  'auth.wrongPassword',
  'auth.needsAppPassword',
  'auth.protocolDisabled',
  'auth.signInAgain',
  'auth.signInRefused',
  'auth.signInLate',
  'auth.clientMissing',
  'auth.missingSecret',
  // the mail server
  'mail.folderGone',
  'mail.messageGone',
  'mail.readOnly',
  'mail.overQuota',
  'mail.busy',
  'mail.limit',
  'mail.refused',
  'mail.protocol',
  'mail.noTrash',
  'mail.uidValidity',
  'mail.tooLarge',
  'mail.unparsable',
  'mail.folderExists',
  'mail.badFolderName',
  // sending
  'send.recipientRefused',
  'send.senderRefused',
  'send.badAddress',
  'send.tooLarge',
  'send.temporary',
  'send.refused',
  'send.unsure',
  'send.noRecipient',
  'send.notYours',
  // this computer
  'disk.full',
  'disk.failed',
  'disk.locked',
  'disk.newer',
  'secrets.unavailable',
  'accounts.unknown',
  'accounts.duplicate',
  'accounts.notAllowed',
  'accounts.inactive',
  'accounts.wrongCode',
  'accounts.codeExpired',
  'file.notFound',
  'file.refused',
  // the workspace
  'workspace.unavailable',
  'workspace.notFound',
  'workspace.conflict',
  'workspace.invalid',
  'workspace.newer',
  'workspace.notMigrated',
  'workspace.readOnly',
  'workspace.notMember',
  'workspace.notAllowed',
  'team.badInvitation',
  'team.usedInvitation',
  'team.notEmpty',
  'team.notOwner',
  'team.ownerRefused',
  'sharing.decided',
  'sharing.locked',
  'sharing.stale',
  'leaver.deactivateFirst',
  'leaver.backUpFirst',
  'leaver.private',
  'leaver.nothing',
  'leaver.tooLate',
  'leaver.changed',
  'leaver.unfinished',
  'leaver.running',
  'leaver.connectionLost',
  'import.unreadable',
  // filters
  'filters.empty',
  'filters.tooLarge',
  'filters.tooMany',
  'filters.encoding',
  'filters.entities',
  'filters.unreadable',
  'filters.notFilters',
  'filters.conflict',
  'filters.unavailable',
  // drafting help: a model server that the rep named
  'drafting.off',
  'drafting.changed',
  'drafting.badAddress',
  'drafting.openAddress',
  'drafting.unreachable',
  'drafting.notFound',
  'drafting.unauthorised',
  'drafting.modelMissing',
  'drafting.redirect',
  'drafting.promptTooLong',
  'drafting.tooLong',
  'drafting.cutOff',
  'drafting.silent',
  'drafting.late',
  'drafting.strange',
  'drafting.failed',
  // fixed by the organisation's file
  'managed.locked',
  // a newer version of SalesInbox
  'update.unreachable',
  'update.notFound',
  'update.unsigned',
  'update.badSignature',
  'update.unreadable',
  'update.older',
  'update.notYet',
  'update.system',
  'update.damaged',
  'update.late',
  'update.notHere',
  'update.none',
  'update.failed',
  'sample.failed',
  'app.internal'
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Facts for the words, such as the host or the server's own reply. Never a secret, never a body. */
export type ErrorParams = Record<string, string | number | boolean | null>

export const wireError = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
})
export type WireError = z.infer<typeof wireError>

/** The one exception that crosses an edge. `message` is for the log: code and parameters, no prose. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }
}

export function toWire(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, params: error.params }
  return { code: 'app.internal', params: { detail: error instanceof Error ? error.name : typeof error } }
}

export function fromWire(error: WireError): AppError {
  return new AppError(error.code, error.params)
}
