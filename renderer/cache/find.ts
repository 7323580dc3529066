import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import { emotions, intents, sentiments } from '../../shared/contract/intelligence.ts'
import type { Cache } from './cache.ts'
import { searchMail } from './search.ts'
import { isViewed } from './summary.ts'
import type { Mood } from './verdicts.ts'

type Shows = Pick<IntelligenceChoice, 'sentiment' | 'emotion' | 'intent'>
/** `behind` as in SearchAnswer: mail that may still be found. */
interface Found {
  ids: number[]
  behind: number
}
type Wants = (mood: Mood) => boolean

/**
 * Finds mail by words (search.ts) and by what was read of it: `is:negative`, `is:grateful`, `intent:complaint`; all that
 * is typed must be true of a mail. Ids in no order; null when nobody answered.
 */
export async function findMail(
  { installId, ledger, verdicts }: Pick<Cache, 'installId' | 'ledger' | 'verdicts'>,
  shows: Shows,
  typed: string,
  signal?: AbortSignal
): Promise<Found | null> {
  const { words, wants } = moodTermsOf(typed, shows)
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

/** What of the typed text asks for a mood, and the rest. What is switched off is true of no mail. */
export function moodTermsOf(typed: string, shows: Shows): { words: string; wants: Wants[] } {
  const words: string[] = []
  const wants: Wants[] = []
  for (const match of typed.matchAll(/(?:(\p{L}+):)?(?:"([^"]*)"?|(\S+))/gu)) {
    const [whole, field, quoted, plain] = match
    const want = field && wantOf(field.toLowerCase(), (quoted ?? plain ?? '').toLowerCase(), shows)
    if (want) wants.push(want)
    else words.push(whole)
  }
  return { words: words.join(' '), wants }
}

function wantOf(field: string, value: string, shows: Shows): Wants | null {
  if (field === 'intent') {
    const intent = intents.find((one) => one === value)
    return intent ? (mood) => shows.intent && mood.intents.includes(intent) : null
  }
  if (field !== 'is') return null
  // neutral is said of the sentiment
  const sentiment = sentiments.find((one) => one === value)
  if (sentiment) return (mood) => shows.sentiment && mood.sentiment === sentiment
  const emotion = emotions.find((one) => one === value)
  return emotion ? (mood) => shows.emotion && mood.emotion === emotion : null
}
