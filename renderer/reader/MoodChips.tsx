import { Popover } from '@mantine/core'
import {
  IconAlertCircle,
  IconHelpCircle,
  IconMessage2Question,
  IconMoodSad,
  IconMoodSmile,
  IconShoppingCart
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Intent } from '../../shared/contract/intelligence.ts'
import { useIntelligence, useVerdict } from '../cache/index.ts'
import { ToneChip } from '../ui/Chip.tsx'
import { intelligence as words } from '../words/en/intelligence.ts'
import classes from './reader.module.css'

export const intentIcons = {
  request: IconMessage2Question,
  query: IconHelpCircle,
  complaint: IconAlertCircle,
  purchase: IconShoppingCart
} satisfies Record<Intent, unknown>

const small = { size: 14, stroke: 2, 'aria-hidden': true } as const
const glad = new Set(['happy', 'enthusiastic', 'grateful', 'trusting'])

/** How the sender of a mail feels and what they want; a click says why, and how sure it is. */
export function MoodChips({ id }: { id: number }) {
  const shows = useIntelligence()
  const verdict = useVerdict(id)
  if (!verdict) return null
  const { sentiment, emotion, intents } = verdict
  return (
    <>
      {shows.sentiment && sentiment && sentiment.value !== 'neutral' && (
        <Why of={sentiment} what={words.sentiments[sentiment.value]}>
          <ToneChip
            tone={sentiment.value === 'negative' ? 'neg' : 'pos'}
            icon={sentiment.value === 'negative' ? <IconMoodSad {...small} /> : <IconMoodSmile {...small} />}
          >
            {words.sentiments[sentiment.value]}
          </ToneChip>
        </Why>
      )}
      {shows.emotion && emotion && emotion.value !== 'neutral' && (
        <Why of={emotion} what={words.emotions[emotion.value]}>
          <ToneChip tone={emotion.value === 'confused' ? 'plain' : glad.has(emotion.value) ? 'pos' : 'neg'}>
            {words.emotions[emotion.value]}
          </ToneChip>
        </Why>
      )}
      {shows.intent &&
        intents.map((intent) => {
          const Icon = intentIcons[intent.value]
          return (
            <Why key={intent.value} of={intent} what={words.intents[intent.value]}>
              <ToneChip tone="plain" icon={<Icon {...small} />}>
                {words.intents[intent.value]}
              </ToneChip>
            </Why>
          )
        })}
    </>
  )
}

function Why({
  of: { sure, because },
  what,
  children
}: {
  of: { sure: number; because: string[] }
  what: string
  children: ReactNode
}) {
  return (
    <Popover position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.why} aria-label={words.why(what)}>
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.whyTitle}>
          <span>{what}</span>
          <span>{words.sure(sure)}</span>
        </p>
        {because.length === 0 ? (
          <p className={classes.whyText}>{words.noReason}</p>
        ) : (
          <>
            <p className={classes.whyText}>{words.because}</p>
            <ul className={classes.whyList}>
              {because.map((one) => (
                <li key={one}>
                  <bdi>{one}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
