// Trains the scorer of lines from the parts that may be learned from, bit for bit: `node training/signature-lines.ts`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isClosing, isDisclaimer, isLeftover, isPhoneLine } from '../electron/intelligence/closings.ts'
import { lineKinds } from '../electron/intelligence/line-kinds.ts'
import { featuresOfTail } from '../electron/intelligence/line-scorer.ts'
import { readSender } from '../electron/intelligence/names.ts'
import { isShortName } from '../electron/intelligence/sign-off.ts'
import { forgeSet, salesSet, sampleSet, talonSet, type MarkedMail } from './signature-sets.ts'

interface Example {
  features: string[]
  is: 0 | 1
  weight: number
}

/** Where the sign-off begins in a sales mail, whose mark leaves the closing and a first name to the text. */
function withSignOff(mail: MarkedMail): MarkedMail {
  const lines = mail.text.split('\n')
  const kinds = lineKinds(lines)
  const sender = readSender(mail.from)
  const own = lines.flatMap((line, i) =>
    kinds[i] === 'own' && line.trim() !== '' && !isPhoneLine(line) && !isDisclaimer(line) ? [i] : []
  )
  let at = mail.signature === null ? own.length : own.indexOf(mail.signature!)
  while (at > 0 && (isClosing(lines[own[at - 1]!]!) || isShortName(lines[own[at - 1]!]!, sender))) at--
  // a closing alone signs nothing
  const named = own.slice(at).some((index) => !isClosing(lines[index]!))
  return { ...mail, signOff: at >= own.length || !named ? null : own[at]! }
}

function examplesOf(mail: MarkedMail, weight: number): Example[] {
  const lines = mail.text.split('\n')
  const kinds = lineKinds(lines)
  const sender = readSender(mail.from)
  const filled = lines.flatMap((line, i) =>
    kinds[i] === 'own' && line.trim() !== '' && !isPhoneLine(line) && !isDisclaimer(line) && !isLeftover(line)
      ? [i]
      : []
  )
  return featuresOfTail(lines, filled, sender).map(({ index, features }) => ({
    features,
    is: mail.signOff !== null && index >= mail.signOff! ? 1 : 0,
    weight
  }))
}

/** Logistic regression by full-batch gradient descent with a little L2: no chance in it. */
function train(examples: readonly Example[]): Map<string, number> {
  const names = [...new Set(examples.flatMap(({ features }) => features))].sort()
  const number = new Map(names.map((name, i) => [name, i]))
  const rows = examples.map(({ features }) => features.map((name) => number.get(name)!))
  const weights = new Float64Array(names.length)
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  for (let round = 0; round < 4000; round++) {
    const slope = new Float64Array(names.length)
    for (let row = 0; row < rows.length; row++) {
      let sum = 0
      for (const i of rows[row]!) sum += weights[i]!
      const { is, weight } = examples[row]!
      const off = (1 / (1 + Math.exp(-sum)) - is) * weight
      for (const i of rows[row]!) slope[i]! += off
    }
    for (let i = 0; i < names.length; i++) weights[i]! -= 1.2 * (slope[i]! / total + 0.0008 * weights[i]!)
  }
  return new Map(names.map((name, i) => [name, Math.round(weights[i]! * 1000) / 1000]))
}

const examples = [
  ...forgeSet('dev').flatMap((mail) => examplesOf(mail, 1)),
  ...talonSet().flatMap((mail) => examplesOf(mail, 1)),
  ...sampleSet().flatMap((mail) => examplesOf(mail, 1)),
  ...salesSet('train').flatMap((mail) => examplesOf(withSignOff(mail), 1))
]
const weights = Object.fromEntries(train(examples))
const file = join(import.meta.dirname, '../resources/intelligence/signature-lines.json')
writeFileSync(file, `${JSON.stringify({ weights, start: 0 }, null, 2)}\n`)
console.log(`${examples.length} lines, ${Object.keys(weights).length} weights`)
