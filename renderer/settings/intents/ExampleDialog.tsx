import { Radio } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { intentLimits } from '../../../shared/intelligence/intents.ts'
import { runCommand } from '../../app/commands.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useBridge } from '../../bridge-context.ts'
import { readableOf, readHeader, useCache } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { intents as words } from '../../words/en/intents.ts'
import { ui } from '../../words/en/ui.ts'
import { errorText } from '../../words/index.ts'
import { keepDraft, newKey, openIntent, typedOf, useIntentDrafts } from './drafts.ts'
import {
  addExample,
  likelyOf,
  problemsOf,
  rulesOf,
  type Sentence,
  takeBackExample,
  targetOf
} from './example.ts'
import styles from './intents.module.css'

interface Props {
  id: number
  /** '': nothing is selected in the mail. */
  selected: string
  intents: readonly DefinedIntent[]
  onClose(): void
}

/** Which intent, and which sentence of the mail says it. Enter takes what is offered. */
export function ExampleDialog({ id, selected, intents, onClose }: Props) {
  const bridge = useBridge()
  const { sentences, failed } = useSentences(id, selected, intents)
  const [chosen, setChosen] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const inTeam = useAnswer('team.state', {}).value?.where === 'team'
  const target = targetOf(chosen, sentences ?? [], intents)
  const intent = intents.find((one) => one.id === target) ?? null
  const likely = selected ? [selected] : likelyOf(sentences ?? [], intent?.id ?? null)
  const sentence = said !== undefined && likely.includes(said) ? said : likely[0]
  const others = intents.filter((one) => one !== intent)
  const problems = intent && sentence ? problemsOf(intent, sentence, others) : []
  const full = !intent && intents.length >= intentLimits.intents
  // the mail's sentences come a moment after the dialog
  const form = useRef<HTMLFormElement>(null)
  const here = sentences !== null
  useEffect(() => {
    if (here) form.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [here])

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!sentence || busy || full || problems.length > 0) return
    if (!intent) return begin(sentence)
    setBusy(true)
    setError(null)
    try {
      await addExample(bridge, intent, sentence)
      onClose()
      showToast({
        text: words.exampleAdded(intent.name),
        undo: () =>
          void takeBackExample(bridge, intent.id, sentence).catch((thrown: unknown) =>
            showToast({ text: errorText(thrown).what })
          )
      })
    } catch (thrown) {
      setError(thrown)
      setBusy(false)
    }
  }
  /** A new one needs more than this sentence: Settings asks for the rest, beside what was typed there before. */
  function begin(first: string): void {
    const draft = useIntentDrafts.getState().drafts[newKey] ?? { ...typedOf(null), rev: 0 }
    const [empty] = draft.examples.flatMap((text, at) => (text.trim() === '' ? [at] : []))
    const examples = empty === undefined ? [...draft.examples, first] : draft.examples.with(empty, first)
    keepDraft(newKey, { ...draft, examples })
    openIntent(newKey)
    onClose()
    runCommand('go.settings', { page: 'intelligence' })
  }

  return (
    <PlainDialog title={words.useExample} onClose={onClose}>
      <form ref={form} className={styles.useForm} onSubmit={(event) => void add(event)}>
        {(error ?? failed) !== null && <ErrorBar error={error ?? failed} />}
        {!sentences && failed === null && (
          <p role="status" className={styles.quiet}>
            {words.exampleReading}
          </p>
        )}
        {sentences && (
          <>
            <Radio.Group label={words.exampleOf} value={target} onChange={setChosen}>
              <div className={styles.useIntents}>
                {intents.map((one) => (
                  <Radio key={one.id} value={one.id} label={one.on ? one.name : words.nameOff(one.name)} />
                ))}
                <Radio value={newKey} label={words.fresh} />
              </div>
            </Radio.Group>
            <Radio.Group
              label={selected ? words.exampleSelected : words.exampleSentence}
              value={sentence ?? null}
              onChange={setSaid}
            >
              <div className={styles.useSentences}>
                {likely.map((one) => (
                  <Radio key={one} value={one} label={<bdi>{one}</bdi>} />
                ))}
              </div>
            </Radio.Group>
            {likely.length === 0 && <p className={styles.quiet}>{words.exampleNone}</p>}
            {!intent && likely.length > 0 && (
              <p className={styles.quiet}>{full ? words.full : words.exampleFresh}</p>
            )}
            {inTeam && likely.length > 0 && <p className={styles.quiet}>{words.exampleText}</p>}
            {problems.map((problem) => (
              <p key={`${problem.field} ${problem.kind}`} role="alert" className={styles.problem}>
                {words.problems(problem)}
              </p>
            ))}
          </>
        )}
        <div className={styles.useFoot}>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button
            type="submit"
            kind="primary"
            busy={busy}
            disabled={busy || !sentence || full || problems.length > 0}
          >
            {intent ? words.exampleAddIt : words.exampleGoOn}
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}

/** What the sender wrote themselves; null until it is here. A selection is taken as it stands. */
function useSentences(
  id: number,
  selected: string,
  intents: readonly DefinedIntent[]
): { sentences: Sentence[] | null; failed: unknown } {
  const bridge = useBridge()
  const { mail } = useCache()
  const [found, setFound] = useState<{ sentences: Sentence[] | null; failed: unknown }>({
    ...{ sentences: null, failed: null }
  })
  const custom = JSON.stringify(rulesOf(intents))
  useEffect(() => {
    let current = true
    void (async () => {
      const [header, body] = await Promise.all([readHeader(mail, id), mail.bodies.get(id)])
      const read = header && body ? readableOf(header, body) : null
      const asked = read && (selected ? { ...read, subject: '', text: selected } : read)
      const { sentences } = asked
        ? await bridge.call('intelligence.sentences', { mail: asked, custom: JSON.parse(custom) })
        : { sentences: [] }
      if (current) setFound({ sentences, failed: null })
    })().catch((failed: unknown) => current && setFound({ sentences: selected ? [] : null, failed }))
    return () => {
      current = false
    }
  }, [bridge, mail, id, selected, custom])
  return found
}
