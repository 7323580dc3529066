import type { Issue, IssueCode } from '../../../shared/filters/issues.ts'
import type {
  Action,
  Condition,
  FilterFormat,
  MailState,
  TextField,
  TextOp
} from '../../../shared/filters/model.ts'
import { count } from '../format.ts'
import { plural } from '../plural.ts'

export const fields: Record<TextField, string> = {
  from: 'From',
  to: 'To',
  cc: 'Cc',
  toOrCc: 'To or Cc',
  recipients: 'To, Cc or Bcc',
  addresses: 'Any address',
  subject: 'Subject',
  body: 'Text',
  anywhere: 'The mail',
  list: 'Mailing list',
  header: 'Header'
}
export const ops: Record<TextOp, string> = {
  contains: 'contains',
  containsNot: 'does not contain',
  is: 'is',
  isNot: 'is not',
  begins: 'begins with',
  ends: 'ends with',
  empty: 'is empty',
  notEmpty: 'is not empty',
  words: 'has the words',
  wordsNot: 'does not have the words'
}
export const states: Record<MailState, [is: string, isNot: string]> = {
  read: ['is read', 'is unread'],
  starred: ['is starred', 'is not starred'],
  replied: ['was replied to', 'was not replied to'],
  forwarded: ['was forwarded', 'was not forwarded'],
  attachment: ['has an attachment', 'has no attachment'],
  junk: ['is spam', 'is not spam']
}
const quote = (text: string): string => `“${text}”`
const size = (bytes: number): string =>
  bytes % 1_048_576 === 0 && bytes > 0
    ? `${count(bytes / 1_048_576)} MB`
    : bytes % 1024 === 0 && bytes > 0
      ? `${count(bytes / 1024)} KB`
      : `${count(bytes)} bytes`

export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'text': {
      const field = condition.field === 'header' ? condition.header : fields[condition.field]
      const bare = condition.op === 'empty' || condition.op === 'notEmpty'
      return bare
        ? `${field} ${ops[condition.op]}`
        : `${field} ${ops[condition.op]} ${quote(condition.value)}`
    }
    case 'size':
      return `Larger than ${size(condition.bytes)}`.replace(
        'Larger',
        condition.op === 'less' ? 'Smaller' : 'Larger'
      )
    case 'age': {
      const days = plural(condition.days, 'day', 'days')
      return condition.op === 'is'
        ? `${days} old`
        : `${condition.op === 'greater' ? 'Older' : 'Younger'} than ${days}`
    }
    case 'date': {
      const [year, month, day] = condition.day.split('-').map(Number)
      const when = new Date(year!, month! - 1, day).toLocaleDateString(undefined, { dateStyle: 'medium' })
      return {
        before: `Sent before ${when}`,
        after: `Sent after ${when}`,
        is: `Sent on ${when}`,
        isNot: `Not sent on ${when}`
      }[condition.op]
    }
    case 'state':
      return `The mail ${states[condition.state][condition.is ? 0 : 1]}`
    case 'every':
      return 'Every mail'
    case 'unknown':
      return `${condition.text} (not understood)`
    case 'group':
      return joined(condition.of, ' and ')
  }
}

/** In one sentence: what follows the first begins small, but for the name of a header. */
export const joined = (conditions: readonly Condition[], by: string): string =>
  conditions
    .map((one, i) => {
      const said = conditionWords(one)
      const named = one.kind === 'text' && one.field === 'header'
      return i === 0 || named ? said : said.charAt(0).toLowerCase() + said.slice(1)
    })
    .join(by)

const folderWords = (path: readonly string[]): string =>
  path.length > 0 ? quote(path.join(' / ')) : 'a folder still to be chosen'

export function actionWords(action: Action): string {
  switch (action.kind) {
    case 'move':
      return `move to ${folderWords(action.folder.path)}`
    case 'copy':
      return `copy to ${folderWords(action.folder.path)}`
    case 'label':
      return `label ${quote(action.name)}`
    case 'tag':
      return `tag ${quote(tags[action.key] ?? action.key)}`
    case 'read':
      return 'mark read'
    case 'unread':
      return 'mark unread'
    case 'star':
      return 'star'
    case 'important':
      return action.on ? 'mark important' : 'mark not important'
    case 'archive':
      return 'archive'
    case 'trash':
      return 'move to Trash'
    case 'junk':
      return 'move to Spam'
    case 'neverSpam':
      return 'never send to Spam'
    case 'forward':
      return action.consent ? `forward to ${action.to}` : `forward to ${action.to} (waits for your consent)`
    case 'stop':
      return 'stop'
    case 'other':
      return `${action.name} (not done here)`
  }
}

/** Thunderbird's own five. */
const tags: Record<string, string> = {
  $label1: 'Important',
  $label2: 'Work',
  $label3: 'Personal',
  $label4: 'To Do',
  $label5: 'Later'
}

export const start = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const programs: Record<FilterFormat, string> = { gmail: 'Gmail', thunderbird: 'Thunderbird' }

/** `what`: all that it is said of. */
function issueWords(code: IssueCode, all: readonly string[]): string {
  const [what = ''] = all
  const listed = all.map(quote).join(', ')
  switch (code) {
    case 'folderGuessed':
      return `${listed} lies in another place in the old program; here it is a folder of this mailbox.`
    case 'oldTag':
      return `Label ${what} is an old name of the tag ${quote(tags[`$label${what}`] ?? what)}.`
    case 'mixedAndOr':
      return 'And and or are mixed: what is joined by and belongs together.'
    case 'stateful':
      return 'It asks how the mail is now, which nothing tells when it arrives: it runs by hand only.'
    case 'onlyByHand':
      return 'The old program runs it after sending or archiving; here it runs by hand only.'
    case 'forwardConsent':
      return `Nothing is forwarded to ${all.join(', ')} until you allow it in the filter.`
    case 'unknownAction':
      return `Not taken over: ${all.join(', ')}`
    case 'chooseFolder':
      return `A folder is still to be chosen above for ${all.map((one) => quote(folderName(one))).join(', ')}.`
    case 'unknownCondition':
      return `Off, because nothing here can look at ${listed}, and without it the filter would take too much.`
    case 'headerNotKept':
      return `Off, because SalesInbox does not keep the header ${listed}.`
    case 'badQuery':
      return `Off, because ${listed} is no search that makes sense.`
    case 'unreadable':
      return `Off, because ${listed} could not be read.`
    case 'noConditions':
      return 'Off, because it says of no mail that it is meant.'
    case 'noActions':
      return 'Off, because it does nothing.'
  }
}

/** One sentence for each kind of issue, however often it is met. */
export function issuesWords(issues: readonly Issue[]): string[] {
  const byCode = new Map<IssueCode, string[]>()
  for (const { code, what } of issues) byCode.set(code, [...(byCode.get(code) ?? []), what])
  return [...byCode].map(([code, all]) => issueWords(code, [...new Set(all)]))
}

/** Of an address of a folder its path, which is what tells it from others. */
export function folderName(source: string): string {
  const [, path = source] = /^[a-z]+:\/\/[^/]*\/(.+)$/.exec(source) ?? []
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export const filterCount = (n: number): string => plural(n, 'filter', 'filters')
export const mailCount = (n: number): string => plural(n, 'mail', 'mails')
