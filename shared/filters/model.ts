import { z } from 'zod'

/** Where the words of a mail are looked for. `anywhere`: subject, people, names of attachments and the text. */
export const textField = z.enum([
  'from',
  'to',
  'cc',
  /** To or Cc */
  'toOrCc',
  /** To, Cc or Bcc */
  'recipients',
  /** From, To, Cc or Bcc */
  'addresses',
  'subject',
  'body',
  'anywhere',
  /** List-Id */
  'list',
  /** Another header, by `header`. */
  'header'
])
export type TextField = z.infer<typeof textField>

/** `words`: Gmail's search expressions (query.ts), which find whole words; all others find any part of the text. */
export const textOp = z.enum([
  'contains',
  'containsNot',
  'is',
  'isNot',
  'begins',
  'ends',
  'empty',
  'notEmpty',
  'words',
  'wordsNot'
])
export type TextOp = z.infer<typeof textOp>

export const mailState = z.enum(['read', 'starred', 'replied', 'forwarded', 'attachment', 'junk'])
export type MailState = z.infer<typeof mailState>

const simple = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    field: textField,
    /** Name of the header for the field `header`, lower case; else ''. */
    header: z.string().max(200).default(''),
    op: textOp,
    value: z.string().max(20_000)
  }),
  z.object({ kind: z.literal('size'), op: z.enum(['greater', 'less']), bytes: z.number().int().min(0) }),
  z.object({ kind: z.literal('age'), op: z.enum(['greater', 'less', 'is']), days: z.number().int().min(0) }),
  /** `day`: YYYY-MM-DD, of this computer's time zone. */
  z.object({
    kind: z.literal('date'),
    op: z.enum(['before', 'after', 'is', 'isNot']),
    day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
  }),
  z.object({ kind: z.literal('state'), state: mailState, is: z.boolean() }),
  z.object({ kind: z.literal('every') }),
  /** What a file asks for and nobody can look at here, as it stood there: never true. */
  z.object({ kind: z.literal('unknown'), text: z.string().max(20_000) })
])
export type SimpleCondition = z.infer<typeof simple>

/** `group`: all of these. */
export const condition = z.union([
  simple,
  z.object({ kind: z.literal('group'), of: z.array(simple).min(1).max(100) })
])
export type Condition = z.infer<typeof condition>

/** Levels of a folder's name. None: still to be chosen, and nothing is done until then. */
const folderRef = z.object({
  path: z.array(z.string().min(1).max(500)).max(50),
  /** As a file named it; '' for a folder that was chosen here. */
  source: z.string().max(4000).default('')
})
export type FolderRef = z.infer<typeof folderRef>

export const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), folder: folderRef }),
  z.object({ kind: z.literal('copy'), folder: folderRef }),
  /** A label is the folder of its name that the mail stands in too. `smart`: Gmail's own name of one of its categories. */
  z.object({
    kind: z.literal('label'),
    name: z.string().min(1).max(500),
    smart: z.string().max(100).default('')
  }),
  /** A keyword of the mail server (RFC 9051 2.3.2), which other mail programs show. */
  z.object({ kind: z.literal('tag'), key: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('read') }),
  z.object({ kind: z.literal('unread') }),
  z.object({ kind: z.literal('star') }),
  z.object({ kind: z.literal('important'), on: z.boolean() }),
  z.object({ kind: z.literal('archive') }),
  z.object({ kind: z.literal('trash') }),
  z.object({ kind: z.literal('junk') }),
  z.object({ kind: z.literal('neverSpam') }),
  /** Nothing leaves without `consent`, which no file can give. */
  z.object({ kind: z.literal('forward'), to: z.string().max(320), consent: z.boolean().default(false) }),
  /** No later filter looks at the mail. `implied`: the other program stops after a move without being told. */
  z.object({ kind: z.literal('stop'), implied: z.boolean().default(false) }),
  /** What a file asks for and is not done here: kept for the export. */
  z.object({ kind: z.literal('other'), name: z.string().max(200), value: z.string().max(4000) })
])
export type Action = z.infer<typeof action>

export const filterFormat = z.enum(['gmail', 'thunderbird'])
export type FilterFormat = z.infer<typeof filterFormat>

export const rule = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(500),
  enabled: z.boolean(),
  /** Null: of every account. */
  account: z.string().nullable(),
  /** False: only when it is run by hand. */
  onArrival: z.boolean().default(true),
  match: z.enum(['all', 'any']),
  conditions: z.array(condition).max(200),
  actions: z.array(action).max(100),
  /** The file it came from, and what that said beside conditions and actions; `raw`: text that could not be read. */
  origin: z
    .object({
      format: filterFormat,
      kept: z.array(z.object({ name: z.string().max(200), value: z.string().max(100_000) })).max(100)
    })
    .nullable()
    .default(null)
})
export type Rule = z.infer<typeof rule>

/** More rules than anybody was seen to have. */
export const mostRules = 20_000
