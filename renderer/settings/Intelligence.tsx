import { Checkbox, NumberInput, Switch } from '@mantine/core'
import {
  IconAddressBook,
  IconCalendarPlus,
  IconChecklist,
  IconMail,
  IconMailOff,
  IconMasksTheater,
  IconMoodSmile,
  IconPlus,
  IconRoute,
  IconSunHigh
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSession } from '../bridge-context.ts'
import { useIntelligence } from '../cache/index.ts'
import { intentLimits } from '../../shared/intelligence/intents.ts'
import { Button } from '../ui/Button.tsx'
import { ToneChip } from '../ui/Chip.tsx'
import { cx } from '../ui/cx.ts'
import { FixedNote } from '../ui/FixedNote.tsx'
import { PageHead } from '../ui/Page.tsx'
import { intents as intentWords } from '../words/en/intents.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import styles from './Intelligence.module.css'
import { DraftingCard } from './DraftingCard.tsx'
import { LearnedFromYou } from './LearnedFromYou.tsx'
import { LastReading } from './LastReading.tsx'
import { newKey, openIntent, useIntentDrafts } from './intents/drafts.ts'
import { IntentSheet } from './intents/IntentSheet.tsx'
import { IntentTable } from './intents/IntentTable.tsx'
import { ShownIntent } from './intents/ShownIntent.tsx'
import { useIntents } from './intents/use-intents.ts'

const icon = { size: 20, stroke: 1.75, 'aria-hidden': true } as const
const facets = [
  { id: 'sentiment', icon: <IconMoodSmile {...icon} /> },
  { id: 'intent', icon: <IconRoute {...icon} /> },
  { id: 'emotion', icon: <IconMasksTheater {...icon} /> },
  { id: 'enrichment', icon: <IconAddressBook {...icon} /> },
  { id: 'activities', icon: <IconCalendarPlus {...icon} /> },
  { id: 'promises', icon: <IconChecklist {...icon} /> },
  { id: 'weather', icon: <IconSunHigh {...icon} /> }
] as const
const kinds = ['meetings', 'calls', 'tasks'] as const

/** What is read of incoming mail: one switch for all, then one for each. */
export function Intelligence() {
  const { accounts, managed, preferences, setPreferences } = useSession()
  const fixed = managed.intelligence ?? {}
  const { intelligence: choice } = preferences
  const shows = useIntelligence()
  const intents = useIntents()
  const { open } = useIntentDrafts()
  const own = intents.answer?.intents ?? []
  const opened = own.find(({ id }) => id === open) ?? null
  const set = (patch: Partial<typeof choice>): void =>
    setPreferences({ intelligence: { ...choice, ...patch } })
  const more: Partial<Record<(typeof facets)[number]['id'], ReactNode>> = {
    sentiment: (
      <label className={styles.after}>
        {words.alertAfter}
        <NumberInput
          w={64}
          min={2}
          max={5}
          clampBehavior="strict"
          allowDecimal={false}
          aria-label={words.alertName}
          value={choice.alertAfter}
          onChange={(value) => typeof value === 'number' && value >= 2 && set({ alertAfter: value })}
        />
        {words.alertIn}
      </label>
    ),
    intent: <IntentTable intents={intents} />,
    activities: (
      <div role="group" aria-label={words.facets.activities} className={cx(styles.after, styles.kinds)}>
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={words.kinds[kind]}
            checked={choice[kind]}
            disabled={fixed[kind] !== undefined}
            onChange={(event) => set({ [kind]: event.currentTarget.checked })}
          />
        ))}
        {kinds.some((kind) => fixed[kind] !== undefined) && <FixedNote />}
      </div>
    ),
    enrichment: (
      <div className={styles.after}>
        <Switch
          label={words.fill}
          description={words.fillText}
          checked={choice.fill}
          disabled={fixed.fill !== undefined}
          onChange={(event) => set({ fill: event.currentTarget.checked })}
        />
      </div>
    )
  }
  return (
    <>
      <PageHead title={words.title} text={choice.on ? words.text : words.off}>
        {fixed.on !== undefined && <FixedNote />}
        <Switch
          label={words.on}
          labelPosition="left"
          checked={choice.on}
          disabled={fixed.on !== undefined}
          onChange={(event) => set({ on: event.currentTarget.checked })}
        />
      </PageHead>
      <div className={styles.accounts}>
        {accounts.map(({ id, address, protocol }) => (
          <span key={id} title={protocol === 'pop3' ? words.popReason : undefined}>
            <ToneChip
              tone="plain"
              icon={
                protocol === 'pop3' ? (
                  <IconMailOff size={14} stroke={2} aria-hidden="true" />
                ) : (
                  <IconMail size={14} stroke={2} aria-hidden="true" />
                )
              }
            >
              {protocol === 'pop3' ? words.notRead(address) : address}
            </ToneChip>
          </span>
        ))}
      </div>
      {accounts.some(({ protocol }) => protocol === 'pop3') && (
        <p className={styles.quiet}>{words.popReason}</p>
      )}
      <div className={styles.body}>
        <div className={styles.columns}>
          <div className={styles.cards}>
            {facets.map(({ id, icon: mark }) => (
              <section key={id} className={styles.card} aria-label={words.facets[id]}>
                <div className={styles.cardHead}>
                  {mark}
                  <div className={styles.grow}>
                    <h2 className={styles.name}>{words.facets[id]}</h2>
                    <p className={styles.quiet}>{words.facetTexts[id]}</p>
                    {fixed[id] !== undefined && <FixedNote />}
                  </div>
                  {id === 'intent' && shows.intent && intents.answer?.mayChange && (
                    <Button
                      icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
                      disabled={own.length >= intentLimits.intents}
                      title={own.length >= intentLimits.intents ? intentWords.full : undefined}
                      onClick={() => openIntent(newKey)}
                    >
                      {intentWords.fresh}
                    </Button>
                  )}
                  <Switch
                    aria-label={words.facets[id]}
                    checked={shows[id]}
                    disabled={!choice.on || fixed[id] !== undefined}
                    onChange={(event) => set({ [id]: event.currentTarget.checked })}
                  />
                </div>
                {shows[id] && more[id]}
              </section>
            ))}
            {choice.on && <LearnedFromYou />}
            <DraftingCard fixed={fixed.drafting === false} />
          </div>
          {choice.on && <LastReading />}
        </div>
      </div>
      {shows.intent && intents.answer?.mayChange && (opened || open === newKey) && (
        <IntentSheet key={open} intent={opened} others={own.filter(({ id }) => id !== opened?.id)} />
      )}
      {shows.intent && intents.answer?.mayChange === false && opened && (
        <ShownIntent key={open} intent={opened} administrators={intents.answer.administrators} />
      )}
    </>
  )
}
