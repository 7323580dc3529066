import { intentLimits as limits, type IntentProblem } from '../../../shared/intelligence/intents.ts'
import { plural } from '../plural.ts'

const number = (value: number): string => value.toLocaleString()

/** Intents that administrators define. */
export const intents = {
  yours: 'Yours',
  fresh: 'New intent',
  edit: (name: string) => `Edit ${name}`,
  view: (name: string) => `Show what ${name} looks for`,
  on: (name: string) => `Read mail for ${name}`,
  actions: 'Change',
  isOn: 'On',
  isOff: 'Off',
  switchedOff: (name: string) => `${name} is off`,
  decidedBy: (names: string[]) =>
    names.length > 0
      ? `Intents of your own team are defined by ${new Intl.ListFormat('en').format(names)}.`
      : 'Intents of your own team are defined by your administrator.',
  full: `${limits.intents} intents are the most. Delete one to define another.`,
  title: (name: string) => (name ? `Edit ${name}` : 'New intent'),
  name: 'Name',
  nameText: 'Stands on the mail, and finds it: intent:"site visit".',
  examples: 'Examples',
  examplesText: `${limits.least} to ${limits.examples} sentences as customers write them. Ten different ones work well; several lines can be pasted at once.`,
  example: (at: number) => `Example ${at}`,
  examplePlaceholder: 'Could a technician come by next week?',
  exampleRemove: (at: number) => `Remove example ${at}`,
  exampleAdd: 'Add an example',
  count: (count: number) => `${count} of ${limits.examples}`,
  words: 'Words',
  wordsText: 'Optional. Words or short phrases, with commas between them.',
  wordsPlaceholder: 'technician, site visit',
  must: 'What they do',
  mustOptions: { lean: 'Speak for it', must: 'Have to occur' },
  mustText: {
    lean: 'A sentence with one of these words needs less likeness to the examples.',
    must: 'Mail in which none of these words stands is never marked.'
  },
  unlike: 'Not this',
  unlikeText:
    'Sentences that you rejected in the preview. What is nearer to one of them than to an example is not marked.',
  unlikeRemove: (text: string) => `Take back: ${text}`,
  preview: 'Preview',
  save: 'Save',
  saveOff: 'Save without switching on',
  switchOn: 'Switch on',
  saveChanges: 'Save changes',
  discard: 'Discard',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete the intent ${name}?`,
  removeText: 'It goes from everybody’s mail. What you said of single mails goes with it.',
  removed: (name: string) => `${name} is deleted`,
  saved: (name: string, on: boolean) =>
    on ? `${name} is on. Mail that is here is read for it now.` : `${name} is saved and off`,
  back: 'Back',
  saveMine: 'Save mine instead',
  result: (count: number, of: number) => `Would have marked ${number(count)} of the last ${number(of)}`,
  reading: (done: number, of: number) => `Reading ${number(done)} of ${number(of)}`,
  stopped: (done: number, of: number) => `Stopped after ${number(done)} of ${number(of)}`,
  stop: 'Stop',
  progress: 'Mails read',
  none: 'No mail here would be marked',
  noneText: 'Add examples in the words that customers use, or wait for such mail.',
  nothingHere: 'No mail was read on this computer yet',
  nothingHereText: 'You can save the intent and look again once mail is here.',
  much: 'That is more than every fourth mail. Longer examples, or words that have to occur, make it narrower.',
  show: 'Show',
  all: 'All',
  come: 'New',
  gone: 'No longer',
  list: 'Mails',
  sure: (sure: number) => `${Math.round(sure * 100)}% sure`,
  reject: (subject: string) => `Not this one: ${subject}`,
  takeBack: (subject: string) => `It was right: ${subject}`,
  rejected: 'Rejected',
  goesWith: 'Goes with what you rejected',
  noLonger: 'Not marked any more',
  more: 'Show more',
  useExample: 'Use as example',
  exampleOf: 'Example of',
  nameOff: (name: string) => `${name} (off)`,
  exampleSentence: 'Sentence that says it',
  exampleSelected: 'What you selected',
  exampleReading: 'Reading the mail',
  exampleText: 'Everybody in your team can read the sentence.',
  exampleNone: 'No sentence of its own stands in this mail.',
  exampleFresh: `A new intent needs ${limits.least} examples. It begins with this one.`,
  exampleAddIt: 'Add example',
  exampleGoOn: 'Go on',
  exampleAdded: (name: string) => `Added to the examples of ${name}`,
  rejectText:
    'A mail that is wrong can be rejected. Its sentence becomes part of the definition, which everybody’s app reads.',
  problems: (problem: IntentProblem): string => said[problem.field][problem.kind]?.(problem.of) ?? ''
}

type Say = (of: IntentProblem['of']) => string
const said: Record<IntentProblem['field'], Partial<Record<IntentProblem['kind'], Say>>> = {
  name: {
    empty: () => 'It needs a name.',
    long: () => `A name has at most ${limits.name} characters.`,
    taken: (of) => `Another intent is called ${of}.`
  },
  examples: {
    few: (of) => `${plural(Number(of), 'example', 'examples')} of at least ${limits.least}.`,
    many: (of) => `${of} examples. More than ${limits.examples} are not kept.`,
    long: () => `Longer than ${limits.example} characters. One sentence is enough.`,
    noWords: () => 'There is no word in it.',
    same: (of) => `The same as example ${of}.`,
    unlike: () => 'This sentence also stands under “Not this”.',
    sameAs: (of) => `These are the examples of ${of}.`
  },
  words: {
    many: () => `At most ${limits.words} words.`,
    long: (of) => `“${of}…” is longer than ${limits.word} characters.`,
    noWords: (of) => `There is no word in “${of}”.`,
    noneToNeed: () => 'Name the words that have to occur.'
  }
}
