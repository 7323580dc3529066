import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openClassifier } from '../../../electron/intelligence/classify.ts'
import { openBackground, readCustom, readSentences } from '../../../electron/intelligence/custom.ts'
import { softmax } from '../../../electron/intelligence/mail-combine.ts'
import { openSentences } from '../../../electron/intelligence/sentence-scorer.ts'
import { tokensOf } from '../../../electron/intelligence/tokens.ts'
import { emotions, intents, sentiments } from '../../../shared/contract/intelligence.ts'
import { drawn, readBanking } from '../../../training/custom-sets.ts'
import { type Comment, readComments } from '../../../training/goemotions.ts'
import { bestThreshold, calibrationError, f1, f1Of, mean } from '../../../training/measures.ts'
import { readSalesMails, type SalesMail } from '../../../training/sales-mails.ts'
import { readAsks } from '../../../training/train-request.ts'
import { readVader } from '../../../training/vader.ts'
import { median, type Row, spreadOf } from '../stats.ts'
import { intentListed, nearestNeighbour, trainPlain, vaderOf } from './baselines.ts'

const folder = join(import.meta.dirname, '../../../resources/intelligence')
const top = (values: ArrayLike<number>, from = 0, count = values.length): number => {
  let best = 0
  for (let k = 1; k < count; k++) if (values[from + k]! > values[from + best]!) best = k
  return best
}
function row(name: string, value: number, bar: number, n: number, spread = '-', unit = 'F1'): Row {
  return {
    area: 'intelligence',
    name,
    value,
    unit,
    // what ours is held against has no bar of its own
    bar: name.startsWith('  ') ? 0 : bar,
    better: unit === 'ECE' || unit === 'MB' ? 'lower' : 'higher',
    n,
    spread
  }
}
/** How far a figure moves when the set is cut in five. */
function fifths(n: number, measure: (indexes: number[]) => number): string {
  return spreadOf(
    [0, 1, 2, 3, 4].map((part) =>
      measure(Array.from({ length: n }, (_, i) => i).filter((i) => i % 5 === part))
    )
  )
}

export function rows(): Promise<Row[]> {
  return Promise.resolve([...comments(), ...asks(), ...custom(), ...ownMails(), ...rate()])
}

/** GoEmotions: thresholds from dev, figures from test. Rows of baselines stand below ours, set in. */
function comments(): Row[] {
  const [train, dev, test] = [readComments('train'), readComments('dev'), readComments('test')]
  const scorer = openSentences(folder)
  const ours = (set: Comment[]): Float32Array[] =>
    set.map(({ text }) => scorer.score(tokensOf(text), text).scores)
  const targets = new Float32Array(train.length * 11)
  for (const [i, { sentiment, emotions: held }] of train.entries()) {
    targets[i * 11 + sentiment] = 1
    for (const [k, value] of held.entries()) targets[i * 11 + 3 + k] = value
  }
  const plain = trainPlain(
    train.map(({ text }) => text),
    targets,
    11
  )
  const plainly = (set: Comment[]): Float32Array[] => {
    const all = plain(set.map(({ text }) => text))
    return set.map((_, i) => all.subarray(i * 11, (i + 1) * 11))
  }
  const given = test.map(({ sentiment }) => sentiment)
  const sentimentOf = (said: number[], indexes = said.map((_, i) => i)): number =>
    mean(
      f1Of(
        indexes.map((i) => given[i]!),
        indexes.map((i) => said[i]!),
        3
      )
    )
  const emotionOf = (onDev: Float32Array[], onTest: Float32Array[]): number[] =>
    emotions.map((_, k) => {
      const { threshold } = bestThreshold(
        onDev.map((s) => s[3 + k]!),
        dev.map(({ emotions: held }) => held[k] === 1)
      )
      return f1(
        test.map(({ emotions: held }) => held[k] === 1),
        onTest.map((s) => s[3 + k]! >= threshold)
      )
    })
  const scores = ours(test)
  const said = scores.map((s) => top(s, 0, 3))
  const value = sentimentOf(said)
  const felt = emotionOf(ours(dev), scores)
  const words = readVader()
  const plainTest = plainly(test)
  const sure = scores.map((s) => Math.max(...softmax([s[0]!, s[1]!, s[2]!])))
  return [
    row(
      'sentiment, GoEmotions (A)',
      value,
      0.71,
      test.length,
      fifths(test.length, (indexes) => sentimentOf(said, indexes))
    ),
    row('  plain logistic regression', sentimentOf(plainTest.map((s) => top(s, 0, 3))), value, test.length),
    row("  VADER's words", sentimentOf(test.map(({ text }) => vaderOf(text, words))), value, test.length),
    row('emotion, GoEmotions (B)', mean(felt), 0.65, test.length, spreadOf(felt)),
    row(
      '  plain logistic regression, emotion',
      mean(emotionOf(plainly(dev), plainTest)),
      mean(felt),
      test.length
    ),
    row(
      'calibration, GoEmotions sentiment',
      calibrationError(
        sure,
        said.map((s, i) => s === given[i])
      ),
      0.05,
      test.length,
      '-',
      'ECE'
    )
  ]
}

function asks(): Row[] {
  const train = readAsks('Ask0729-fixed')
  const test = readAsks('testSet-qualifiedBatch-fixed')
  const scorer = openSentences(folder)
  const given = test.map((one) => one.asks)
  const said = test.map(({ text }) => scorer.score(tokensOf(text), text).request > 0)
  const value = f1(given, said)
  const plain = trainPlain(
    train.map(({ text }) => text),
    Float32Array.from(train, (one) => (one.asks ? 1 : 0)),
    1
  )(test.map(({ text }) => text))
  return [
    row(
      'request, Parakweet',
      value,
      0.8,
      test.length,
      fifths(test.length, (at) =>
        f1(
          at.map((i) => given[i]!),
          at.map((i) => said[i]!)
        )
      )
    ),
    row(
      '  plain logistic regression, request',
      f1(
        given,
        test.map((_, i) => plain[i]! > 0)
      ),
      value,
      test.length
    ),
    row(
      '  word list, request',
      f1(
        given,
        test.map(({ text }) => intentListed(text, 'request') || text.includes('?'))
      ),
      value,
      test.length
    ),
    row(
      '  always yes, request',
      f1(
        given,
        test.map(() => true)
      ),
      value,
      test.length
    )
  ]
}

/** Ten intents by ten examples each, drawn five times. */
function custom(): Row[] {
  const train = readBanking('train')
  const test = [...readBanking('test')].flatMap(([name, texts]) =>
    texts.map((text): [string, string] => [name, text])
  )
  const share = (said: (text: string) => string | null): number =>
    mean(test.map(([name, text]) => (said(text) === name ? 1 : 0)))
  const background = openBackground(readSentences(folder))
  const ours: number[] = []
  const theirs: number[] = []
  for (const seed of [1, 2, 3, 4, 5]) {
    const { examples } = drawn(train, seed)
    const intents = [...examples].map(([id, texts]) => ({
      id,
      examples: texts,
      unlike: [],
      words: [],
      must: false
    }))
    ours.push(share(readCustom(intents, background).nearest))
    theirs.push(
      share(
        nearestNeighbour(
          [...examples].flatMap(([name, texts]) => texts.map((text): [string, string] => [name, text]))
        )
      )
    )
  }
  return [
    row('custom intents, banking77, 10 of 10 examples', median(ours), 0.8, 5, spreadOf(ours), 'share'),
    row('  nearest neighbour on TF-IDF', median(theirs), median(ours), 5, spreadOf(theirs), 'share')
  ]
}

/** Our own mails, the half that nobody learned from. */
function ownMails(): Row[] {
  const mails = readSalesMails('held-out')
  const classifier = openClassifier(folder)
  const verdicts = mails.map((mail) => classifier.classify(mail))
  // what is not read counts as neutral and without intents: wrong where it is
  const felt = verdicts.map(({ sentiment }) => sentiments.indexOf(sentiment?.value ?? 'neutral'))
  const moved = verdicts.map(({ emotion }) => emotions.indexOf(emotion?.value ?? 'neutral'))
  const sentimentOf = (at: number[], said = felt): number =>
    mean(
      f1Of(
        at.map((i) => mails[i]!.sentiment),
        at.map((i) => said[i]!),
        3
      )
    )
  const meant = (said: (i: number, k: number) => boolean, at: number[]): number =>
    mean(
      intents.map((_, k) =>
        f1(
          at.map((i) => mails[i]!.intents.includes(k)),
          at.map((i) => said(i, k))
        )
      )
    )
  const ours = (i: number, k: number): boolean =>
    verdicts[i]!.intents.some(({ value }) => value === intents[k])
  const text = ({ subject, text: body }: SalesMail): string => `${subject}\n${body}`
  const all = mails.map((_, i) => i)
  const words = readVader()
  const list: Row[] = [
    row('sentiment, own mails', sentimentOf(all), 0.75, all.length, fifths(all.length, sentimentOf)),
    row(
      "  VADER's words, own mails",
      sentimentOf(
        all,
        mails.map((mail) => vaderOf(text(mail), words))
      ),
      sentimentOf(all),
      all.length
    ),
    row(
      'intents, own mails',
      meant(ours, all),
      0.75,
      all.length,
      fifths(all.length, (at) => meant(ours, at))
    ),
    row(
      '  word list, own mails',
      meant((i, k) => intentListed(text(mails[i]!), intents[k]!), all),
      meant(ours, all),
      all.length
    )
  ]
  for (const [k, name] of intents.entries())
    list.push(
      row(
        `intent ${name}, own mails`,
        f1(
          all.map((i) => mails[i]!.intents.includes(k)),
          all.map((i) => ours(i, k))
        ),
        0.75,
        all.length
      )
    )
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    const at = all.filter((i) => mails[i]!.language === language)
    list.push(row(`sentiment, own mails, ${language}`, sentimentOf(at), 0.75, at.length))
    list.push(row(`intents, own mails, ${language}`, meant(ours, at), 0.75, at.length))
  }
  const strongest = f1Of(
    mails.map((mail) => mail.emotions[0]!),
    moved,
    8
  )
  const named = mean(all.map((i) => (mails[i]!.emotions.includes(moved[i]!) ? 1 : 0)))
  const sure = verdicts.map(({ sentiment }) => sentiment?.sure ?? 0.5)
  list.push(
    row('emotion, own mails, strongest', mean(strongest), 0.6, all.length, spreadOf(strongest)),
    row('emotion, own mails, trusting', strongest[3]!, 0.6, all.length),
    row('emotion, own mails, one of those named', named, 0.7, all.length, '-', 'share'),
    row(
      'language, own mails',
      mean(all.map((i) => (verdicts[i]!.language === mails[i]!.language ? 1 : 0))),
      0.98,
      all.length,
      '-',
      'share'
    ),
    row(
      'calibration, own mails sentiment',
      calibrationError(
        sure,
        felt.map((s, i) => s === mails[i]!.sentiment)
      ),
      0.05,
      all.length,
      '-',
      'ECE'
    )
  )
  return list
}

function rate(): Row[] {
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'classify-rate.ts')], {
    encoding: 'utf8'
  })
  const { rates, memory } = JSON.parse(stdout) as { rates: number[]; memory: number }
  return [
    row(
      'mails a second of processor time, all three',
      median(rates),
      1000,
      rates.length,
      spreadOf(rates),
      'mails/s'
    ),
    row('memory of a process that reads them', memory, 200, 1, '-', 'MB')
  ]
}
