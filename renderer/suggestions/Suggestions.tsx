import { IconAddressBook, IconCalendarEvent, IconCheckbox, IconPhoneCalling } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import type { RecordOf } from '../../shared/contract/records.ts'
import type { PersonRecord } from '../../shared/intelligence/enrichment.ts'
import { clashesWith } from '../../shared/intelligence/plan.ts'
import { useAnswer } from '../bridge-answer.ts'
import { useBridge } from '../bridge-context.ts'
import {
  type MessageRow,
  placesOf,
  useCache,
  useDismissed,
  useHeader,
  useIntelligence,
  useMinute,
  useOpenPromises,
  useVerdict
} from '../cache/index.ts'
import { suggestions as words } from '../words/en/suggestions.ts'
import { accept, addActivity, dismissForGood, sayFailed } from './acts.ts'
import { fillEmpty } from './fill.ts'
import { findSuggestions, newsFor, recordOf, type Suggestion } from './find.ts'
import { LeaverLine } from './LeaverLine.tsx'
import { Line } from './Line.tsx'
import { PromiseLine } from './PromiseLine.tsx'
import styles from './suggestions.module.css'
import { usePlanned } from './use-planned.ts'

const most = 3
const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const
const icons = {
  call: <IconPhoneCalling {...icon} />,
  meeting: <IconCalendarEvent {...icon} />,
  task: <IconCheckbox {...icon} />
}

/**
 * What the rep promised in the conversation, and what the mail lets us do for its sender's record, in one card: at most
 * three lines, the next come as these go.
 */
export function Suggestions({ id }: { id: number }) {
  const shows = useIntelligence()
  const mail = useHeader(id)
  const verdict = useVerdict(id)
  const address = mail?.id === id ? (mail.from[0]?.[1] ?? '') : ''
  const wanted = (shows.activities || shows.enrichment) && verdict !== undefined && address !== ''
  const { value: person } = useAnswer('workspace.person', wanted ? { address } : null)
  const record = recordOf(person)
  const found = useMemo(
    () => (mail && verdict && person ? findSuggestions(mail, verdict, person, shows, Date.now()) : []),
    [mail, verdict, person, shows]
  )
  const dismissed = useDismissed(found.map(({ key }) => key))
  const deps = useDeps()
  const { bridge, cache } = deps
  const now = useMinute()
  const thread = useMemo(() => placesOf(cache.ledger, id)[0]?.thread, [cache, id])
  const promised = (useOpenPromises() ?? []).filter((one) => one.thread === thread).slice(0, most)
  const shown = dismissed
    ? found.filter(({ key }) => !dismissed.has(key)).slice(0, most - promised.length)
    : []
  const dues = shown.flatMap((one) => (one.kind === 'activity' ? [one.plan.due] : []))
  const planned = usePlanned(dues.length > 0 ? Math.max(...dues) : null)

  const fills = shows.enrichment && shows.fill && mail !== undefined && mail.sent >= Date.now() - newsFor
  useEffect(() => {
    if (fills && record && verdict) void fillEmpty({ bridge, cache }, verdict.person, record).catch(sayFailed)
  }, [fills, record, verdict, bridge, cache])

  if ((shown.length === 0 || !mail || !record) && promised.length === 0) return null
  return (
    <section className={styles.card} aria-label={words.title}>
      <ul>
        {promised.map((one) => (
          <PromiseLine key={one.key} of={one} deps={deps} now={now} />
        ))}
        {mail &&
          record &&
          shown.map((one) =>
            one.kind === 'activity' ? (
              <ActivityLine key={one.key} of={one} mail={mail} record={record} planned={planned} />
            ) : one.kind === 'left' ? (
              <LeaverLine key={one.key} of={one} sender={record} />
            ) : (
              <ChangeLine key={one.key} of={one} record={record} />
            )
          )}
      </ul>
    </section>
  )
}

function useDeps() {
  const bridge = useBridge()
  const cache = useCache()
  return useMemo(() => ({ bridge, cache }), [bridge, cache])
}

function ActivityLine({
  of,
  mail,
  record,
  planned
}: {
  of: Suggestion & { kind: 'activity' }
  mail: MessageRow
  record: PersonRecord
  planned: RecordOf<'activity'>[] | undefined
}) {
  const deps = useDeps()
  const { type, name, due, by, dayOnly } = of.plan
  const who = shortName(record.name)
  const clashes = planned ? clashesWith(of.plan, planned) : []
  const [clash] = clashes
  const then =
    clash && clash.due !== null
      ? clashes.length === 1
        ? words.clash(clash.name, clash.due)
        : words.clashes(clashes.length)
      : planned && !dayOnly && type !== 'task'
        ? words.nothingThen
        : ''
  const why = [by === 'sender' ? words.theirs(who) : words.found, dayOnly ? words.noHour : '', then]
  return (
    <Line
      icon={icons[type]}
      what={words.activity(type, name, who, due)}
      why={why.filter(Boolean).join(' ')}
      acts={[{ label: words.add(type), run: () => addActivity(deps, of, mail) }]}
      onDismiss={() => dismissForGood(deps, of.key)}
    />
  )
}

function ChangeLine({ of, record }: { of: Suggestion & { kind: 'change' }; record: PersonRecord }) {
  const deps = useDeps()
  const { key, change } = of
  const { field, value, before, line } = change
  const who = shortName(record.name)
  const name = words.fields[field]
  const why =
    before !== ''
      ? words.has(who, before)
      : field === 'phone' && record.phones.length > 0
        ? words.hasOthers(who, record.phones.length)
        : words.hasNone(change.on === 'account' && record.kind === 'contact' ? record.accountName : who, name)
  return (
    <Line
      icon={<IconAddressBook {...icon} />}
      what={words.changed(name, value)}
      why={why}
      source={words.line(line)}
      detail={saysMore(line, value) ? words.line(line) : undefined}
      acts={[
        {
          label: before === '' ? words.addValue : words.update,
          run: () => accept(deps, of, value, record)
        }
      ]}
      edit={{ value, label: name, save: (typed) => accept(deps, of, typed, record) }}
      onDismiss={() => dismissForGood(deps, key)}
    />
  )
}

/** A label before the value is no news. */
const saysMore = (line: string, value: string): boolean => line.replace(value, '').trim().length > 12

/** "Dana" of "Dana Whitfield": the card is about one person. */
const shortName = (name: string): string => (name.includes('@') ? name : (name.split(' ')[0] ?? name))
