export interface Score {
  right: number
  answered: number
  labelled: number
}
export const precision = ({ right, answered }: Score): number => (answered === 0 ? 1 : right / answered)
export const recall = ({ right, labelled }: Score): number => (labelled === 0 ? 1 : right / labelled)

/** Pairs each answer with a label of the same start, to the minute; a day and a time on it are not the same. */
export function pairUp<A extends { start: string }, B extends { start: string }>(
  answers: A[],
  labels: B[]
): [A, B][] {
  const left = [...labels]
  return answers.flatMap((answer): [A, B][] => {
    const at = left.findIndex(({ start }) => start === answer.start)
    return at < 0 ? [] : [[answer, left.splice(at, 1)[0]!]]
  })
}

export function score<C>(
  cases: C[],
  read: (one: C) => { start: string }[],
  labels: (one: C) => { start: string }[]
): Score {
  const total = { right: 0, answered: 0, labelled: 0 }
  for (const one of cases) {
    const answers = read(one)
    const wanted = labels(one)
    total.right += pairUp(answers, wanted).length
    total.answered += answers.length
    total.labelled += wanted.length
  }
  return total
}

/** How far a share of n lies from what it is of all, with 95 of 100 (Wilson). */
export function interval(hits: number, n: number): string {
  if (n === 0) return '–'
  const z = 1.96
  const p = hits / n
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const far = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return `${(middle - far).toFixed(2)}..${(middle + far).toFixed(2)}`
}
