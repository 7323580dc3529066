import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import {
  type Emotion,
  emotions,
  intents,
  type Sentiment,
  sentiments
} from '../../shared/contract/intelligence.ts'
import {
  correct,
  type ShownVerdict,
  takeBack,
  useCache,
  useCustomIntents,
  useIntelligence,
  useVerdict
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { showToast } from '../ui/toast.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import { Choices, moveByArrows } from './Choices.tsx'
import styles from './correct.module.css'

/** What the mail says, as the rep has it: left and right choose, up and down go on, Enter keeps it. */
export function CorrectDialog({ id, onClose }: { id: number; onClose(): void }) {
  const verdict = useVerdict(id)
  return (
    <PlainDialog title={words.correctTitle} onClose={onClose}>
      {verdict && <Form key={id} id={id} verdict={verdict} onClose={onClose} />}
    </PlainDialog>
  )
}

function Form({ id, verdict, onClose }: { id: number; verdict: ShownVerdict; onClose(): void }) {
  const cache = useCache()
  const shows = useIntelligence()
  const own = useCustomIntents()
  // as it was when the dialog opened, whatever is read meanwhile
  const [before] = useState(() => ({
    sentiment: verdict.sentiment?.value ?? null,
    emotion: verdict.emotion?.value ?? null,
    intents: verdict.intents.map(({ value }) => value),
    custom: verdict.custom.map(({ value }) => value)
  }))
  const [sentiment, setSentiment] = useState<Sentiment | null>(before.sentiment)
  const [emotion, setEmotion] = useState<Emotion | null>(before.emotion)
  const [wanted, setWanted] = useState<readonly string[]>([...before.intents, ...before.custom])
  const chosen = intents.filter((one) => wanted.includes(one))
  const turned = own.filter(({ id: one }) => wanted.includes(one) !== before.custom.includes(one))
  const same = chosen.length === before.intents.length && chosen.every((one) => before.intents.includes(one))

  // what was read comes a frame after the dialog, which has given the focus by then
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const inputs = form.current?.querySelectorAll('input') ?? []
    ;([...inputs].find(({ checked }) => checked) ?? inputs[0])?.focus()
  }, [])

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault()
    onClose()
    const said = {
      sentiment: sentiment === before.sentiment ? null : sentiment,
      emotion: emotion === before.emotion ? null : emotion,
      intents: same ? null : chosen,
      custom:
        turned.length === 0
          ? null
          : Object.fromEntries(turned.map((one) => [one.id, wanted.includes(one.id)]))
    }
    if (!said.sentiment && !said.emotion && !said.intents && !said.custom) return
    const done = await correct(cache, id, said).catch(() => null)
    if (!done) return void showToast({ text: words.notKept })
    const kept = [
      said.sentiment && words.sentiments[said.sentiment],
      said.emotion && words.emotions[said.emotion],
      ...(said.intents ? said.intents.map((one) => words.intents[one]) : []),
      said.intents?.length === 0 && words.noIntent,
      ...turned.map(({ id: one, name }) => (wanted.includes(one) ? name : words.notThis(name)))
    ].filter((one): one is string => typeof one === 'string')
    showToast({ text: words.corrected(kept), icon: IconCheck, undo: () => void takeBack(cache, done) })
  }

  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => void keep(event)}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => moveByArrows(event)}
    >
      {shows.sentiment && (
        <Choices<Sentiment>
          name={words.facets.sentiment}
          options={sentiments.map((value) => ({ value, label: words.sentiments[value] }))}
          chosen={sentiment ? [sentiment] : []}
          onChoose={setSentiment}
        />
      )}
      {shows.emotion && (
        <Choices<Emotion>
          name={words.facets.emotion}
          options={emotions.map((value) => ({ value, label: words.emotions[value] }))}
          chosen={emotion ? [emotion] : []}
          onChoose={setEmotion}
        />
      )}
      {shows.intent && (
        <Choices<string>
          many
          name={words.facets.intent}
          options={[
            ...intents.map((value) => ({ value, label: words.intents[value] })),
            ...own.map(({ id: value, name }) => ({ value, label: name }))
          ]}
          chosen={wanted}
          onChoose={(value) =>
            setWanted(wanted.includes(value) ? wanted.filter((one) => one !== value) : [...wanted, value])
          }
        />
      )}
      <div className={styles.foot}>
        <span className={styles.hint}>{words.correctHint}</span>
        <Button kind="primary" type="submit">
          {words.keepCorrection}
        </Button>
      </div>
    </form>
  )
}
