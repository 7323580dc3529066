/** 3 sentiments, 8 emotions, 4 intents, in the contract's order. */
export const mailOutputs = 15
export interface Combined {
  sentiment: number[]
  emotion: number[]
  intents: number[]
}
export function softmax(values: readonly number[], temperature = 1): number[] {
  const top = Math.max(...values)
  const powers = values.map((value) => Math.exp((value - top) / temperature))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / sum)
}
/** How much the mails' own words count beside phrases and sentences, and what feelings say of the sentiment: chosen by folds of train.jsonl, and by what the other writers' mails teach of it. */
const wordShare = { sentiment: 0.8, emotion: 0.5, intents: 0.4 }
const feelingShare = 0.7
/** What a negative sentiment says of a complaint. */
const complaintShare = 1
const complaint = 2
/** Whether each emotion is good, bad or neither: happy, enthusiastic, grateful, trusting · confused · dissatisfied, frustrated · neutral. */
const sides = [0, 0, 0, 0, 2, 1, 1, 2]

/** Log-odds of a mail from what the heads and the words say. */
export function combine(head: ArrayLike<number>, words: ArrayLike<number>): Combined {
  const emotion = sides.map((_, k) => head[3 + k]! + wordShare.emotion * words[3 + k]!)
  const felt = [0, 0, 0]
  for (const [k, p] of softmax(emotion).entries()) felt[sides[k]!]! += p
  const sentiment = felt.map(
    (p, k) => head[k]! + wordShare.sentiment * words[k]! + feelingShare * Math.log(p + 0.02)
  )
  const unhappy = complaintShare * Math.log(softmax(sentiment)[1]! + 0.02)
  return {
    sentiment,
    emotion,
    intents: [0, 1, 2, 3].map(
      (k) => head[11 + k]! + wordShare.intents * words[11 + k]! + (k === complaint ? unhappy : 0)
    )
  }
}
