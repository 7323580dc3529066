import type { MailMood } from '../../shared/contract/moods.ts'
import { useIntelligence } from '../cache/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import { EmotionChip, IntentChip, SentimentChip } from './MoodChip.tsx'
import classes from './reader.module.css'

/** How a colleague's mail sounds, as that colleague's app read it. The reasons are with its owner. */
export function SharedMoodChips({ mood, owner }: { mood: MailMood; owner: string }) {
  const shows = useIntelligence()
  const { sentiment, emotion, intents, said } = mood
  const chips = [
    shows.sentiment && sentiment && (sentiment !== 'neutral' || said) && (
      <SentimentChip key="sentiment" sentiment={sentiment} />
    ),
    shows.emotion && emotion && emotion !== 'neutral' && <EmotionChip key="emotion" emotion={emotion} />,
    ...(shows.intent ? intents.map((intent) => <IntentChip key={intent} intent={intent} />) : [])
  ].filter(Boolean)
  if (chips.length === 0) return null
  return (
    <div className={classes.chips} role="group" aria-label={words.soundsLike}>
      {chips}
      <span className={classes.readBy}>{said ? words.saidBy(owner) : words.readBy(owner)}</span>
    </div>
  )
}
