import { Popover } from '@mantine/core'
import { IconTag, IconThumbDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { runCommand, useCommands } from '../app/commands.ts'
import { type Facet, useCustomIntents, useIntelligence, useVerdict } from '../cache/index.ts'
import { ToneChip } from '../ui/Chip.tsx'
import { Keycap } from '../ui/Keycap.tsx'
import { intelligence as words } from '../words/en/intelligence.ts'
import { EmotionChip, IntentChip, SentimentChip } from './MoodChip.tsx'
import classes from './reader.module.css'

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
          <SentimentChip sentiment={sentiment.value} />
        </Why>
      )}
      {shows.emotion && emotion && (emotion.value !== 'neutral' || (emotion.said && !sentiment?.said)) && (
        <Why onWrong={correct} of={emotion} what={words.emotions[emotion.value]}>
          <EmotionChip emotion={emotion.value} />
        </Why>
      )}
      {shows.intent &&
        intents.map((intent) => (
          <Why key={intent.value} onWrong={correct} of={intent} what={words.intents[intent.value]}>
            <IntentChip intent={intent.value} />
          </Why>
        ))}
      {shows.intent &&
        own.map(({ id: intent, name }) => {
          const of = custom.find(({ value }) => value === intent)
          return (
            of && (
              <Why key={intent} onWrong={correct} of={of} what={name}>
                <ToneChip tone="plain" icon={<IconTag size={14} stroke={2} aria-hidden />}>
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
