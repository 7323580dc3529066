import type { Checked } from '../../shared/contract/index.ts'
import type { Verdict } from '../../shared/contract/intelligence.ts'
import { openClassifier } from './classify.ts'
import { readOwnText } from './own-text.ts'

export interface Reading {
  /** Changes with anything that a verdict depends on. */
  model: string
  read(mail: Checked<'intelligence.read'>['mails'][number]): Verdict
}

/** @param folder the models: resources/intelligence */
export function openReading(folder: string): Reading {
  const classifier = openClassifier(folder)
  return {
    model: classifier.model,
    // what others wrote below, a signature and a disclaimer say nothing of what the sender feels
    read: ({ subject, text, from }) => {
      const [name, address] = from
      return classifier.classify({ subject, text: readOwnText(text, { from: { name, address } }).own })
    }
  }
}
