import type { ImportState, Issue, IssueCode } from '../../../shared/filters/issues.ts'
import type {
  Action,
  Condition,
  FilterFormat,
  MailState,
  Rule,
  TextField,
  TextOp
} from '../../../shared/filters/model.ts'
import { count } from '../format.ts'
import { plural } from '../plural.ts'

const fields: Record<TextField, string> = {
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
const ops: Record<TextOp, string> = {
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
const states: Record<MailState, [is: string, isNot: string]> = {
  read: ['is read', 'is unread'],
  starred: ['is starred', 'is not starred'],
  replied: ['was replied to', 'was not replied to'],
  forwarded: ['was forwarded', 'was not forwarded'],
  attachment: ['has an attachment', 'has no attachment'],
  junk: ['is junk', 'is not junk']
}
const quote = (text: string): string => `“${text}”`
const size = (bytes: number): string =>
  bytes % 1_048_576 === 0 && bytes > 0
    ? `${count(bytes / 1_048_576)} MB`
    : bytes % 1024 === 0 && bytes > 0
      ? `${count(bytes / 1024)} KB`
      : `${count(bytes)} bytes`

function conditionWords(condition: Condition): string {
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
      return condition.of.map(conditionWords).join(' and ')
  }
}

const folderWords = (path: readonly string[]): string =>
  path.length > 0 ? quote(path.join(' / ')) : 'a folder still to be chosen'

function actionWords(action: Action): string {
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
      return 'move to Junk'
    case 'neverSpam':
      return 'never send to Junk'
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

const start = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const programs: Record<FilterFormat, string> = { gmail: 'Gmail', thunderbird: 'Thunderbird' }

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
function issuesWords(issues: readonly Issue[]): string[] {
  const byCode = new Map<IssueCode, string[]>()
  for (const { code, what } of issues) byCode.set(code, [...(byCode.get(code) ?? []), what])
  return [...byCode].map(([code, all]) => issueWords(code, [...new Set(all)]))
}

/** Of an address of a folder its path, which is what tells it from others. */
function folderName(source: string): string {
  const [, path = source] = /^[a-z]+:\/\/[^/]*\/(.+)$/.exec(source) ?? []
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const filterCount = (n: number): string => plural(n, 'filter', 'filters')
const mailCount = (n: number): string => plural(n, 'mail', 'mails')

/** What the rep reads about filters: the page, the import, the editor. */
export const filters = {
  title: 'Filters',
  text: 'They run from top to bottom on each new mail, and on older mail when you ask.',
  link: 'Import Filter',
  linkText: 'Rules from your old mail program: .xml from Gmail, .dat from Thunderbird.',
  linkNone: 'No filters yet',
  linkCount: (on: number, all: number): string => `${filterCount(all)}, ${count(on)} on`,
  linkOpen: 'Filters',
  linkDetail: 'They run on new mail, and by hand on what is here.',
  importButton: 'Import Filter',
  exportButton: 'Export',
  exportTo: { gmail: 'For Gmail (.xml)', thunderbird: 'For Thunderbird (.dat)' } satisfies Record<
    FilterFormat,
    string
  >,
  newButton: 'New filter',
  runButton: 'Run on mail here',
  none: 'No filters yet',
  noneText:
    'Bring them from Gmail or Thunderbird, or make one: mail from a customer goes into a folder of its own.',
  drop: 'Drop a .xml or .dat file here, or choose one.',
  list: 'Filters',
  nameOf(rule: Pick<Rule, 'name' | 'conditions'>): string {
    const [first] = rule.conditions
    return rule.name || (first ? conditionWords(first) : 'Filter without a name')
  },
  conditionsOf({ match, conditions }: Pick<Rule, 'match' | 'conditions'>): string {
    return conditions.map(conditionWords).join(match === 'all' ? ' and ' : ' or ')
  },
  actionsOf({ actions }: Pick<Rule, 'actions'>): string {
    const said = actions.filter((one) => one.kind !== 'stop' || !one.implied)
    return said.length > 0 ? start(said.map(actionWords).join(', ')) : 'Does nothing'
  },
  allAccounts: 'All mailboxes',
  byHand: 'By hand only',
  on: (name: string): string => `${name}, on`,
  up: (name: string): string => `Move ${name} up`,
  down: (name: string): string => `Move ${name} down`,
  edit: (name: string): string => `Edit ${name}`,
  remove: (name: string): string => `Delete ${name}`,
  more: (n: number): string => `Show ${count(n)} more`,
  removed: 'Filter deleted',
  saved: 'Filter saved',
  moved: 'Filter moved',
  exported: (written: number, left: number): string =>
    left === 0
      ? `${filterCount(written)} exported`
      : `${filterCount(written)} exported, ${count(left)} left out`,
  exportLeft: 'These could not be written',
  exportLeftText: (format: FilterFormat): string =>
    `${programs[format]} has no words for something that they do. They are still here.`,
  exportLacks: (what: string): string => (what === 'off' ? 'it is off' : what),
  importing: {
    title: (file: string): string => `Import Filter: ${file}`,
    text: (read: number, format: FilterFormat): string =>
      `${filterCount(read)} from ${programs[format]}. Nothing is saved yet.`,
    reading: 'Reading the file',
    empty: 'There are no filters in this file.',
    emptyText: 'It is a file of filters, and it is empty.',
    account: 'Mailbox',
    folders: 'Folders',
    foldersText: 'These are not in this mailbox. Choose where the mail goes instead.',
    folderFor: (name: string): string => `Instead of ${name}`,
    filters: 'Filters',
    filtersText: 'What each does, and to how many of the mails that are here now.',
    choose: (name: string): string => `Import ${name}`,
    states: { ready: 'Ready', partly: 'In part', off: 'Off' } satisfies Record<ImportState, string>,
    wasOff: 'Off in the file',
    known: 'Here already',
    fits: (fits: number, of: number): string => `Fits ${count(fits)} of ${mailCount(of)} here`,
    counting: 'Looking at the mail here',
    stopped: (line: number): string => `From line ${count(line)} on the file makes no sense.`,
    stoppedText: 'What came before it can be imported; the rest is left out.',
    chosen: (chosen: number, of: number): string => `${count(chosen)} of ${filterCount(of)} chosen`,
    skip: 'Skip',
    run: (n: number): string => `Import ${filterCount(n)}`,
    done: (n: number): string => `${filterCount(n)} imported`
  },
  running: {
    title: 'Run on mail here',
    text: 'Looked at first; nothing happens until you say so.',
    account: 'Mailbox',
    where: 'Where',
    places: { inbox: 'Inbox', all: 'All folders' },
    preview: 'What it would do',
    looking: (done: number, of: number): string => `${count(done)} of ${mailCount(of)} looked at`,
    ready: (mails: number, of: number): string => `${count(mails)} of ${mailCount(of)} here`,
    nothing: 'No filter that is on fits any of this mail.',
    fits: (n: number): string => mailCount(n),
    waiting: (n: number): string => `${mailCount(n)} left out: the text is not here yet.`,
    stop: 'Stop',
    run: (n: number): string => `Run on ${mailCount(n)}`,
    making: 'Making folders',
    noFolder:
      'The folders for these filters are not made yet. They are when the server can be reached; run the filters again then.',
    filing: (done: number, of: number): string => `${count(done)} of ${mailCount(of)} filed`,
    done: (n: number): string => `${mailCount(n)} filtered`,
    nothingToDo: 'All of it is as the filters want it.'
  },
  editor: {
    titleNew: 'New filter',
    titleEdit: 'Edit filter',
    back: 'Filters',
    name: 'Name',
    nameHelp: 'Empty: named by its first condition.',
    when: 'If',
    whenText: 'Which mail it is for.',
    match: 'Conditions',
    all: 'All of these',
    any: 'Any of these',
    condition: (n: number): string => `Condition ${n}`,
    what: 'Part of the mail',
    how: 'Comparison',
    value: 'Value',
    header: 'Name of the header',
    wordsHelp: 'Words are looked for as in Gmail: a OR b, -c, "in this order", from:(a OR b).',
    addCondition: 'Add condition',
    removeCondition: (n: number): string => `Remove condition ${n}`,
    do: 'Then',
    doText: 'What is done with it, on the mail server too.',
    action: (n: number): string => `Action ${n}`,
    act: 'Act',
    folder: 'Folder',
    chooseFolder: 'Choose a folder',
    newFolder: (name: string): string => `New folder ${name}`,
    label: 'Label',
    labelHelp: 'A label is a folder of its name that the mail stands in too.',
    tag: 'Tag',
    tagHelp: 'Kept on the mail server; other mail programs show it.',
    address: 'Address',
    consent: (address: string): string => `I allow mail to be forwarded to ${address || 'this address'}`,
    addAction: 'Add action',
    removeAction: (n: number): string => `Remove action ${n}`,
    stop: 'Stop after this filter',
    use: 'Use',
    useText: 'For whom and when.',
    account: 'Mailbox',
    onArrival: 'Run on new mail',
    save: 'Save filter',
    cancel: 'Cancel',
    fields,
    ops,
    states,
    kinds: {
      size: 'Size',
      age: 'Age',
      date: 'Date',
      state: 'State',
      every: 'Every mail',
      group: 'Several together',
      unknown: 'Not understood'
    },
    acts: {
      move: 'Move to folder',
      copy: 'Copy to folder',
      label: 'Label',
      tag: 'Tag',
      read: 'Mark read',
      unread: 'Mark unread',
      star: 'Star',
      important: 'Mark important',
      notImportant: 'Mark not important',
      archive: 'Archive',
      trash: 'Move to Trash',
      junk: 'Move to Junk',
      neverSpam: 'Never send to Junk',
      forward: 'Forward to',
      stop: 'Stop after this filter',
      other: 'Not done here'
    },
    greater: 'is larger than',
    less: 'is smaller than',
    older: 'is more than',
    younger: 'is less than',
    justAs: 'is exactly',
    before: 'is before',
    after: 'is after',
    onDay: 'is on',
    notOnDay: 'is not on',
    kilobytes: 'KB',
    days: 'days',
    isTrue: 'is',
    isFalse: 'is not',
    stateNames: {
      read: 'read',
      starred: 'starred',
      replied: 'replied to',
      forwarded: 'forwarded',
      attachment: 'with an attachment',
      junk: 'junk'
    } satisfies Record<MailState, string>,
    faults: {
      noConditions: 'Add at least one condition.',
      noActions: 'Add at least one action.',
      value: 'Write what is looked for.',
      query: 'This search makes no sense: look at its brackets and quotes.',
      folder: 'Choose a folder.',
      label: 'Write the name of the label.',
      tag: 'A tag has no spaces and none of ( ) { % * " \\ ].',
      address: 'Write one address.',
      day: 'Choose a day.'
    }
  },
  conditionWords,
  issuesWords,
  folderName
}
