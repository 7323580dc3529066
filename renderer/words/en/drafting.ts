import { plural } from '../plural.ts'

const number = (count: number): string => count.toLocaleString('en-GB')

/** Summaries and suggested replies by a model server that the rep named. */
export const drafting = {
  name: 'Drafting help',
  text: 'Summaries and suggested replies by a model server of your own choice. Off, nothing is ever sent there.',
  address: 'Address of the model server',
  addressHelp: 'OpenAI-compatible: Ollama, llama.cpp, LM Studio, or your company’s own.',
  addressExample: 'localhost:11434',
  model: 'Model',
  modelHelp: 'Its name on that server. Test lists them.',
  key: 'Key',
  keyHelp: 'Only where the server asks for one. It is kept in the keychain.',
  keyKept: 'A key is saved for this server. Leave this empty to keep it.',
  removeKey: 'Remove the saved key',
  test: 'Test',
  save: 'Save',
  saved: 'Saved',
  notSaved: 'Not saved yet.',
  incomplete: 'Type an address and a model and save them: until then there are no commands.',
  goesTo: {
    none: 'Texts would go nowhere yet.',
    bad: 'This is no address of a server.',
    open: 'Texts would cross other networks unencrypted. Type https:// before this address.',
    here: (host: string) => `Texts go to ${host}, on this computer.`,
    network: (host: string) => `Texts go to ${host}, in your own network, unencrypted.`,
    away: (host: string) =>
      `Texts leave this computer and go to ${host}, encrypted. Who runs it can read them.`
  },
  before: 'Before anything is sent you see every word of it, and send it with one click.',
  works: (host: string, models: number) =>
    `${host} answers, with ${plural(models, 'model', 'models')}. No mail was sent.`,
  noSuchModel: (model: string) => `It has no model by the name ${model}.`,

  summarise: 'Summarise this conversation…',
  suggest: 'Suggest a reply…',
  titles: { summarise: 'Summary of this conversation', reply: 'Suggested reply' },
  preparing: 'Reading the mails…',
  nothingSentYet: 'Nothing has been sent yet.',
  whatIsSent: 'What is sent',
  rules: 'Instructions',
  mails: 'Mails and task',
  facts: (host: string, model: string, count: number) =>
    `To ${host}, model ${model}, ${number(count)} characters`,
  sendTo: (host: string) => `Send to ${host}`,
  cancel: 'Cancel',
  close: 'Close',
  waiting: 'Waiting for the answer…',
  writing: 'The answer is coming…',
  stop: 'Stop',
  stopped: 'Stopped. The connection is closed.',
  done: (host: string) => `Written by the model at ${host}. Check it before you use it.`,
  atLimit: 'The model stopped at its own length limit.',
  empty: 'The model answered nothing. Ask again, or choose another model.',
  copy: 'Copy',
  copied: 'Copied',
  use: 'Use as reply',
  again: 'Ask again'
}
