import { z } from 'zod'

/** What of a rule a file asked for and did not get, or got in another way. */
export const issueCode = z.enum([
  // taken over, in another way
  'folderGuessed',
  'oldTag',
  'mixedAndOr',
  'stateful',
  // taken over in part
  'onlyByHand',
  'forwardConsent',
  'unknownAction',
  // off until the rep has looked at it
  'chooseFolder',
  'unknownCondition',
  'headerNotKept',
  'badQuery',
  'unreadable',
  'noConditions',
  'noActions'
])
export type IssueCode = z.infer<typeof issueCode>

/** `what`: in the file's own words. */
export const issue = z.object({ code: issueCode, what: z.string().max(20_000) })
export type Issue = z.infer<typeof issue>

const notes: readonly IssueCode[] = ['folderGuessed', 'oldTag', 'mixedAndOr', 'stateful']
const parts: readonly IssueCode[] = ['onlyByHand', 'forwardConsent', 'unknownAction']

export type ImportState = 'ready' | 'partly' | 'off'

/** `off`: it would do what nobody asked for, or nothing. */
export function stateOf(issues: readonly Issue[]): ImportState {
  if (issues.some(({ code }) => !notes.includes(code) && !parts.includes(code))) return 'off'
  return issues.some(({ code }) => parts.includes(code)) ? 'partly' : 'ready'
}
