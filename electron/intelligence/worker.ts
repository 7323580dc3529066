import { parentPort, workerData } from 'node:worker_threads'
import type { CustomIntents, Learned } from '../../shared/contract/intelligence.ts'
import {
  type Background,
  customName,
  type CustomReader,
  openBackground,
  readCustom,
  readSentences
} from './custom.ts'
import { keptElsewhere } from './kept-elsewhere.ts'
import { type Layer, learnFrom } from './learned.ts'
import { readOwnPromises } from './own-promises.ts'
import type { Answer, Job, Ready } from './protocol.ts'
import { openReading } from './read.ts'

const folder = workerData as string
const reading = openReading(folder)
const sentences = readSentences(folder)
let background: Background | null = null
let layer: { name: string; of: Layer } | null = null
/** What is read at the moment, and what somebody tries at the same time. */
let readers: { name: string; of: CustomReader }[] = []

function layerOf(learned: Learned | undefined): Layer | undefined {
  if (!learned) layer = null
  else if (layer?.name !== learned.name) layer = { name: learned.name, of: learnFrom(learned.examples) }
  return layer?.of
}
function readerOf({ name, intents }: CustomIntents): CustomReader {
  background ??= openBackground(sentences)
  const known = readers.find((one) => one.name === name) ?? { name, of: readCustom(intents, background) }
  readers = [known, ...readers.filter((one) => one !== known)].slice(0, 2)
  return known.of
}
function answer({ name, input }: Job): Answer['output'] {
  if (name === 'intelligence.promises') return { promises: input.conversations.map(readOwnPromises) }
  if (name === 'intelligence.keeps') return { kept: keptElsewhere(input) }
  if (name === 'intelligence.sentences')
    return { sentences: reading.readSentences(input.mail, readerOf(input.custom)) }
  const { mails, custom } = input
  const reader = custom && readerOf(custom)
  if (name === 'intelligence.custom') return { marks: mails.map((mail) => reading.readCustom(mail, reader)) }
  const learned = layerOf(input.learned)
  return { model: reading.model, verdicts: mails.map((mail) => reading.read(mail, learned, reader)) }
}

parentPort?.on('message', (job: Job) =>
  parentPort?.postMessage({ id: job.id, output: answer(job) } satisfies Answer)
)
parentPort?.postMessage({ ready: { model: reading.model, custom: customName(sentences) } } satisfies Ready)
