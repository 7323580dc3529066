import {
  IconAlertCircle,
  IconHelpCircle,
  IconMessage2Question,
  IconMoodEmpty,
  IconMoodSad,
  IconMoodSmile,
  IconShoppingCart
} from '@tabler/icons-react'
import type { Emotion, Intent, Sentiment } from '../../shared/contract/intelligence.ts'
import { ToneChip } from '../ui/Chip.tsx'
import { intelligence as words } from '../words/en/intelligence.ts'

const intentIcons = {
  request: IconMessage2Question,
  query: IconHelpCircle,
  complaint: IconAlertCircle,
  purchase: IconShoppingCart
} satisfies Record<Intent, unknown>

const small = { size: 14, stroke: 2, 'aria-hidden': true } as const
const moods = {
  positive: <IconMoodSmile {...small} />,
  negative: <IconMoodSad {...small} />,
  neutral: <IconMoodEmpty {...small} />
}
const tones = { positive: 'pos', negative: 'neg', neutral: 'plain' } as const
const plainEmotions = new Set(['confused', 'neutral'])
const glad = new Set(['happy', 'enthusiastic', 'grateful', 'trusting'])

export function SentimentChip({ sentiment }: { sentiment: Sentiment }) {
  return (
    <ToneChip tone={tones[sentiment]} icon={moods[sentiment]}>
      {words.sentiments[sentiment]}
    </ToneChip>
  )
}

export function EmotionChip({ emotion }: { emotion: Emotion }) {
  return (
    <ToneChip tone={plainEmotions.has(emotion) ? 'plain' : glad.has(emotion) ? 'pos' : 'neg'}>
      {words.emotions[emotion]}
    </ToneChip>
  )
}

export function IntentChip({ intent }: { intent: Intent }) {
  const Icon = intentIcons[intent]
  return (
    <ToneChip tone="plain" icon={<Icon {...small} />}>
      {words.intents[intent]}
    </ToneChip>
  )
}
