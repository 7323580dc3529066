import { z } from 'zod'
import { area, bytes, call, nothing } from './define.ts'

/** Files of shared mail: whoever reads its text asks for one, and its owner's app brings the bytes. */

/** Octets of a file that the workspace takes, and of a piece of it. */
export const largestSharedFile = 25 * 1024 * 1024
export const sharedFilePiece = 1024 * 1024
/** Where files of colleagues' mail are kept for a day, in the place of an account. */
export const sharedFolder = 'shared'

const id = z.uuid()
/** Its place in `files` of the mail. */
const file = z.number().int().min(0).max(199)
const place = { mail: id, file }

/** `gone`: not in its mailbox any more. `large`: above 25 MB. `kept`: its owner does not share it now. */
export const fileFailure = z.enum(['gone', 'large', 'kept'])
export type FileFailure = z.infer<typeof fileFailure>

export const sharedFileState = z.object({
  file,
  /** `asked`: its owner's app has not seen it yet. `taken`: it has, and brings it. */
  state: z.enum(['here', 'asked', 'taken', 'failed']),
  failed: fileFailure.nullable(),
  /** When it was asked for; null: the bytes are here. */
  at: z.number().nullable()
})
export type SharedFileState = z.infer<typeof sharedFileState>

export const sharedFileCalls = area(
  {
    /** What is known of the files of a mail; one that nobody brought and this login did not ask for is not in it. */
    'workspace.fileStates': call(z.object({ mail: id }), z.array(sharedFileState)),
    /** Asks its owner's app for a file, again where that failed. Throws workspace.notFound. */
    'workspace.askFile': call(z.object(place), nothing),
    'workspace.callOffFile': call(z.object(place), nothing),
    /** One piece of a file that is here. Throws workspace.notFound, also where the mail is not shared any more. */
    'workspace.filePiece': call(
      z.object({ ...place, piece: z.number().int().min(0).max(24) }),
      z.object({ bytes, pieces: z.number(), size: z.number() })
    ),
    /** For the owner's app: what is asked for of this mailbox by who may still see it. Says that it saw it. */
    'workspace.fileRequests': call(
      z.object({ mailbox: id }),
      z.array(
        z.object({ ...place, message: z.string(), name: z.string(), source: z.enum(['imap', 'pop3', 'crm']) })
      )
    ),
    /** Brings one piece; the last one makes the file readable. Throws workspace.notFound where nobody asks any more. */
    'workspace.bringFile': call(
      z.object({
        ...place,
        piece: z.number().int().min(0).max(24),
        pieces: z.number().int().min(1).max(25),
        size: z.number().int().min(0).max(largestSharedFile),
        bytes: bytes.refine((given) => given.length <= sharedFilePiece)
      }),
      nothing
    ),
    /** Says to all who asked why it is not brought. */
    'workspace.refuseFile': call(z.object({ ...place, why: fileFailure }), nothing)
  },
  {}
)
