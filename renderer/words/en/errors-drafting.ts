import type { ErrorCode } from '../../../shared/errors.ts'
import { host, text, type Words } from './error-parts.ts'

const nothingLeft = 'Nothing of your mail was sent.'
const kept = 'What came of the answer is kept below. Your mail is as it was.'
const asIs = 'Your mail is as it was.'
const inSettings = 'Settings > Email intelligence > Drafting help'

const reasons: Record<string, string> = {
  notThere: 'is not there: nothing answers at this address.',
  noName: 'is not known: no server has this name.',
  silent: 'did not answer in time.',
  certificate: 'could not prove who it is: its certificate is not valid for this name.'
}

/** What goes wrong with the model server that the rep named. */
export const ofDrafting = {
  'drafting.off': {
    what: 'Drafting help is off.',
    safe: nothingLeft,
    next: `Turn it on in ${inSettings}.`
  },
  'drafting.changed': {
    what: 'The model server was changed since this was shown.',
    safe: nothingLeft,
    next: 'Close this card and ask again, to see where the text would go now.'
  },
  'drafting.badAddress': {
    what: 'This is not the address of a model server.',
    safe: nothingLeft,
    next: 'Type an address such as localhost:11434 or https://models.example.com, without a user name.'
  },
  'drafting.openAddress': {
    what: 'Texts would cross other networks unencrypted on their way to this address.',
    safe: nothingLeft,
    next: 'Type https:// before it. http:// is for this computer and for private addresses such as 192.168.1.7.'
  },
  'drafting.unreachable': (params) => ({
    what: `${host(params)} ${reasons[String(params.reason)] ?? reasons.notThere}`,
    safe: nothingLeft,
    next:
      params.reason === 'certificate'
        ? 'Check the address, or ask who looks after the server for a valid certificate.'
        : 'Check that the model server runs, and its address and port.'
  }),
  'drafting.notFound': (params) => ({
    what: `${host(params)} answers, but has no model service at this address.`,
    safe: asIs,
    next: 'Check the path of the address: most servers end in /v1.'
  }),
  'drafting.unauthorised': (params) => ({
    what: `${host(params)} wants a key, or did not accept this one.`,
    safe: asIs,
    next: `Type the key in ${inSettings}.`
  }),
  'drafting.modelMissing': (params) => ({
    what: `${host(params)} has no model by the name ${text(params.model, 'you gave')}.`,
    safe: asIs,
    next: `Use Test in ${inSettings} and choose one of its models, or install this one there.`
  }),
  'drafting.redirect': (params) => ({
    what: `${host(params)} sends the request on to another address.`,
    safe: 'It was not followed: your mail goes only where you said.',
    next: 'Type the final address in its place, if you trust it.'
  }),
  'drafting.promptTooLong': {
    what: 'The conversation is longer than this model can read.',
    safe: asIs,
    next: 'Choose a model with a larger context, or give this one more on the server.'
  },
  'drafting.tooLong': {
    what: 'The answer went on and on, and was stopped.',
    safe: kept,
    next: 'Ask again, or choose another model.'
  },
  'drafting.cutOff': (params) => ({
    what: `${host(params)} broke off before the answer was whole.`,
    safe: kept,
    next: 'Ask again. If it breaks off each time, look at the log of the model server.'
  }),
  'drafting.silent': (params) => ({
    what: `${host(params)} has said nothing for a minute.`,
    safe: kept,
    next: 'Ask again: a model that is being loaded answers sooner the second time. Or choose a smaller one.'
  }),
  'drafting.late': (params) => ({
    what: `${host(params)} did not finish within ${text(params.seconds, '300')} seconds.`,
    safe: kept,
    next: 'Ask again, or choose a smaller model.'
  }),
  'drafting.strange': (params) => ({
    what: `${host(params)} does not answer as an OpenAI-compatible server does.`,
    safe: kept,
    next: 'Check the address: it must be that of the model service, most often ending in /v1.'
  }),
  'drafting.failed': (params) => ({
    what: `${host(params)} could not answer${typeof params.status === 'number' && params.status >= 400 ? ` (error ${params.status})` : ''}.`,
    safe: kept,
    next: 'Try again in a moment. If it comes back, look at the log of the model server.'
  })
} satisfies Partial<Record<ErrorCode, Words>>
