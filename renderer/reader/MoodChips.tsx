import { Popover } from '@mantine/core'
import {
  IconAlertCircle,
  IconHelpCircle,
  IconMessage2Question,
  IconMoodEmpty,
  IconMoodSad,
  IconMoodSmile,
  IconShoppingCart,
  IconTag,
  IconThumbDown
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Intent } from '../../shared/contract/intelligence.ts'
import { runCommand, useCommands } from '../app/commands.ts'
import { type Facet, useCustomIntents, useIntelligence, useVerdict } from '../cache/index.ts'
import { ToneChip } from '../ui/Chip.tsx'
import { Keycap } from '../ui/Keycap.tsx'
import { intelligence as words } from '../words/en/intelligence.ts'
import classes from './reader.module.css'

export const intentIcons = {
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

/** How the sender of a mail feels and what they want; a click says why, and how sure it is. */
export function MoodChips({ id }: { id: number }) {
  const shows = useIntelligence()
  const verdict = useVerdict(id)
  const own = useCustomIntents()
  const correct = (): void => void runCommand('mail.correct', { ids: [id] })
  useCommands([
    {
      id: 'reader.correct',
      words: words.correct,
      group: 'mail',
      icon: IconThumbDown,
      keys: ['m'],
      when: () => shows.on && verdict !== undefined,
      run: correct
    }
  ])
  if (!verdict) return null
  const { sentiment, emotion, intents, custom } = verdict
  return (
    <>
      {shows.sentiment && sentiment && (sentiment.value !== 'neutral' || sentiment.said) && (
        <Why onWrong={correct} of={sentiment} what={words.sentiments[sentiment.value]}>
          <ToneChip tone={tones[sentiment.value]} icon={moods[sentiment.value]}>
            {words.sentiments[sentiment.value]}
          </ToneChip>
        </Why>
      )}
      {shows.emotion && emotion && (emotion.value !== 'neutral' || (emotion.said && !sentiment?.said)) && (
        <Why onWrong={correct} of={emotion} what={words.emotions[emotion.value]}>
          <ToneChip
            tone={plainEmotions.has(emotion.value) ? 'plain' : glad.has(emotion.value) ? 'pos' : 'neg'}
          >
            {words.emotions[emotion.value]}
          </ToneChip>
        </Why>
      )}
      {shows.intent &&
        intents.map((intent) => {
          const Icon = intentIcons[intent.value]
          return (
            <Why key={intent.value} onWrong={correct} of={intent} what={words.intents[intent.value]}>
              <ToneChip tone="plain" icon={<Icon {...small} />}>
                {words.intents[intent.value]}
              </ToneChip>
            </Why>
          )
        })}
      {shows.intent &&
        own.map(({ id: intent, name }) => {
          const of = custom.find(({ value }) => value === intent)
          return (
            of && (
              <Why key={intent} onWrong={correct} of={of} what={name}>
                <ToneChip tone="plain" icon={<IconTag {...small} />}>
                  {name}
                </ToneChip>
              </Why>
            )
          )
        })}
    </>
  )
}

function Why({
  of: { sure, because, like, said },
  what,
  onWrong,
  children
}: {
  of: Facet<string>
  what: string
  onWrong(): void
  children: ReactNode
}) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover position="bottom-start" width={280} trapFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button
          type="button"
          className={classes.why}
          aria-label={words.why(what)}
          onClick={() => setOpened(!opened)}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.whyBox}>
        <p className={classes.whyTitle}>
          <span>{what}</span>
          <span>{said ? words.saidSo : words.sure(sure)}</span>
        </p>
        {like !== undefined && <p className={classes.whyText}>{words.like(like)}</p>}
        {because.length === 0 ? (
          !said && like === undefined && <p className={classes.whyText}>{words.noReason}</p>
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
        <button
          type="button"
          className={classes.whyWrong}
          onClick={() => {
            setOpened(false)
            onWrong()
          }}
        >
          {words.notRight}
          <Keycap keys="m" />
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}
