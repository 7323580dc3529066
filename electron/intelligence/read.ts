import type { Checked } from '../../shared/contract/index.ts'
import type { CustomMark, FoundActivity, PersonFact, Verdict } from '../../shared/contract/intelligence.ts'
import type { Person } from '../../shared/intelligence/signature.ts'
import { readActivities } from './activities.ts'
import { openClassifier } from './classify.ts'
import type { CustomReader } from './custom.ts'
import type { Layer } from './learned.ts'
import { readLeavers } from './left.ts'
import { readOwnText } from './own-text.ts'
import { readPerson } from './person.ts'

type Mail = Checked<'intelligence.read'>['mails'][number]

export interface Reading {
  /** Changes with anything that a verdict depends on. */
  model: string
  /** @param learned from what the rep corrected @param custom reads the intents that administrators define */
  read(mail: Mail, learned?: Layer, custom?: CustomReader): Verdict
  readCustom(mail: Mail, custom: CustomReader | undefined): CustomMark[]
  /** What the sender wrote themselves, a sentence each. */
  readSentences(mail: Mail, custom: CustomReader): ReturnType<CustomReader['sentences']>
}

/** Raised when the rules beside the models change what they read. */
const rules = 2

/** @param folder the models: resources/intelligence */
export function openReading(folder: string): Reading {
  const classifier = openClassifier(folder)
  return {
    model: `${classifier.model}.${rules}`,
    // what others wrote below, a signature and a disclaimer say nothing of what the sender feels
    read({ subject, text, from: [name, address], sent, offset }, learned, custom) {
      const from = `${name} <${address}>`
      const own = readOwnText(text, { from })
      const felt = classifier.classify({ subject, text: own.own }, learned?.lean(subject, own.own))
      const language = felt.language ?? undefined
      const found = readActivities({
        ...{ subject, text: own.own, date: sent, offset, direction: 'received', other: name || address },
        ...(language && { language })
      })
      return {
        ...felt,
        custom: custom?.read({ subject, text: own.own }) ?? [],
        person: factsOf(readPerson(own, { from, ...(language && { language }) })),
        activities: found.map(activityOf),
        leavers: readLeavers(own, text, { from }).map(({ who, successor, lineText, confidence }) => ({
          ...{ who: who.slice(0, 200), line: lineText.slice(0, 600), confidence },
          successor: successor && {
            name: successor.name?.slice(0, 200) ?? null,
            address: successor.address?.slice(0, 320) ?? null
          }
        }))
      }
    },
    readCustom: (mail, custom) => custom?.read(ownOf(mail)) ?? [],
    readSentences: (mail, custom) => custom.sentences(ownOf(mail))
  }
}

function ownOf({ subject, text, from: [name, address] }: Mail): { subject: string; text: string } {
  return { subject, text: readOwnText(text, { from: `${name} <${address}>` }).own }
}

function factsOf({ fields, phones }: Person): PersonFact[] {
  return [
    ...fields.map(({ field, value, lineText, confidence }) => ({ field, value, lineText, confidence })),
    ...phones
  ]
    .slice(0, 20)
    .map((one) => ({
      field: one.field,
      value: one.value.slice(0, 400),
      e164: 'e164' in one ? one.e164 : null,
      kind: 'kind' in one ? one.kind : null,
      line: one.lineText.slice(0, 600),
      confidence: one.confidence
    }))
}

function activityOf({
  kind,
  by,
  title,
  words,
  start,
  zone,
  at,
  minutes,
  confidence
}: FoundActivity): FoundActivity {
  return {
    ...{ kind, by, start, zone, at, minutes, confidence },
    title: title.slice(0, 200),
    words: words.slice(0, 200)
  }
}
