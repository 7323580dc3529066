import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import { emotions, intents, sentiments } from '../../shared/contract/intelligence.ts'
import type { Cache } from './cache.ts'
import { searchMail } from './search.ts'
import { isViewed } from './summary.ts'
import { intentKey } from '../../shared/intelligence/intents.ts'
import type { Mood, NamedIntent } from './verdicts.ts'

type Shows = Pick<IntelligenceChoice, 'sentiment' | 'emotion' | 'intent'>
/** `behind` as in SearchAnswer: mail that may still be found. */
interface Found {
  ids: number[]
  behind: number
}
type Wants = (mood: Mood) => boolean

/**
 * Finds mail by words (search.ts) and by what was read of it: `is:negative`, `is:grateful`, `intent:complaint`, `intent:"site visit"`; all that
 * is typed must be true of a mail. Ids in no order; null when nobody answered.
 */
export async function findMail(
  { installId, ledger, verdicts }: Pick<Cache, 'installId' | 'ledger' | 'verdicts'>,
  shows: Shows,
  typed: string,
  signal?: AbortSignal
): Promise<Found | null> {
  const { words, wants } = moodTermsOf(typed, shows, verdicts.intents)
  const fits = (id: number): boolean => {
    const mood = verdicts.of(id)
    return mood !== undefined && wants.every((one) => one(mood))
  }
  if (words !== '' || wants.length === 0) {
    const answer = await searchMail(installId, words, signal)
    if (!answer) return null
    const ids = [...answer.ids]
    return { ids: wants.length === 0 ? ids : ids.filter(fits), behind: answer.behind }
  }
  const found = new Set<number>()
  for (const [folder, windows] of ledger.windows) {
    const row = ledger.folders.get(folder)
    if (!row || !isViewed(row)) continue
    for (const { id: ids } of windows.values()) for (const id of ids) if (fits(id)) found.add(id)
  }
  return { ids: [...found], behind: 0 }
}

/** What of the typed text asks for a mood, and the rest. What is switched off is true of no mail. @param own custom intents */
export function moodTermsOf(
  typed: string,
  shows: Shows,
  own: readonly NamedIntent[] = []
): { words: string; wants: Wants[] } {
  const words: string[] = []
  const wants: Wants[] = []
  for (const match of typed.matchAll(/(?:(\p{L}+):)?(?:"([^"]*)"?|(\S+))/gu)) {
    const [whole, field, quoted, plain] = match
    const want = field && wantOf(field.toLowerCase(), (quoted ?? plain ?? '').toLowerCase(), shows, own)
    if (want) wants.push(want)
    else words.push(whole)
  }
  return { words: words.join(' '), wants }
}

function wantOf(field: string, value: string, shows: Shows, own: readonly NamedIntent[]): Wants | null {
  if (field === 'intent') {
    const intent = intents.find((one) => one === value)
    if (intent) return (mood) => shows.intent && mood.intents.includes(intent)
    // a name of several words is put in quotation marks, or typed with hyphens
    const named = own.find(({ name }) =>
      [value, value.replace(/[-_]/g, ' ')].some((one) => sameName(name, one))
    )
    return named ? (mood) => shows.intent && mood.custom.includes(named.id) : null
  }
  if (field !== 'is') return null
  // neutral is said of the sentiment
  const sentiment = sentiments.find((one) => one === value)
  if (sentiment) return (mood) => shows.sentiment && mood.sentiment === sentiment
  const emotion = emotions.find((one) => one === value)
  return emotion ? (mood) => shows.emotion && mood.emotion === emotion : null
}

const sameName = (one: string, other: string): boolean => intentKey(one) === intentKey(other)
