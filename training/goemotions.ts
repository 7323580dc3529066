import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'data/goemotions')
const names = readFileSync(join(folder, 'labels.txt'), 'utf8').trim().split(/\s+/)
const set = (text: string): Set<string> => new Set(text.split(' '))
const positive = set(
  'joy amusement love relief pride excitement desire optimism gratitude admiration approval caring'
)
const negative = set(
  'anger annoyance disapproval disgust fear nervousness sadness disappointment embarrassment grief remorse'
)
/** Ours, in the contract's order, and the labels that count for each. */
const groups = [
  set('joy amusement love relief pride'),
  set('excitement desire optimism'),
  set('gratitude'),
  set('admiration approval caring'),
  set('confusion curiosity surprise realization nervousness fear'),
  set('disappointment disapproval sadness remorse embarrassment grief'),
  set('anger annoyance disgust'),
  set('neutral')
]

export interface Comment {
  text: string
  /** 0 positive, 1 negative, 2 neutral: the contract's order. */
  sentiment: number
  /** Of the 8 emotions, 1 where it holds. */
  emotions: number[]
  /** Of the 28 labels. */
  labels: number[]
}

export function readComments(part: 'train' | 'dev' | 'test'): Comment[] {
  return readFileSync(join(folder, `${part}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [text = '', ids = ''] = line.split('\t')
      const labels = ids.split(',').map((id) => names[Number(id)] ?? 'neutral')
      const sign = labels.reduce(
        (sum, label) => sum + (positive.has(label) ? 1 : 0) - (negative.has(label) ? 1 : 0),
        0
      )
      return {
        text,
        sentiment: sign > 0 ? 0 : sign < 0 ? 1 : 2,
        emotions: groups.map((group) => (labels.some((label) => group.has(label)) ? 1 : 0)),
        labels: names
          .concat(names.length < 28 ? ['neutral'] : [])
          .map((name) => (labels.includes(name) ? 1 : 0))
      }
    })
}
