import { IconChevronDown, IconChevronRight, IconFileText, IconPencilBolt, IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { DraftingQuestion, DraftingSettings } from '../../shared/contract/drafting.ts'
import { modelServerOf } from '../../shared/model-server.ts'
import { runCommand } from '../app/commands.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { drafting as words } from '../words/en/drafting.ts'
import styles from './drafting.module.css'
import { visible } from './own-words.ts'
import type { Task } from './question.ts'
import { type Answer, useAnswer } from './use-answer.ts'

interface Props {
  task: Task
  question: DraftingQuestion
  settings: DraftingSettings
  /** The mail that a reply answers. */
  mail: number
  onAgain(): void
  onClose(): void
}

/** Every word that would be sent, the one click that sends it, and the answer: plain text, used by hand alone. */
export function DraftingCard({ task, question, settings, mail, onAgain, onClose }: Props) {
  const heading = useId()
  const card = useRef<HTMLElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const { answer, send, stop } = useAnswer(question, settings)
  const server = modelServerOf(settings.address)
  const host = typeof server === 'string' ? settings.address : server.host
  const Mark = task === 'reply' ? IconPencilBolt : IconFileText
  // what cannot be seen may turn a text around; what is copied is what is shown
  const text = visible(answer.text).trim()
  useEffect(() => {
    card.current?.focus({ preventScroll: true })
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // the button that was pressed goes; the one that fits now takes its place
  useEffect(() => {
    if (focusIsLost()) foot.current?.querySelector('button')?.focus()
  }, [answer.state])
  const asking = answer.state === 'waiting'
  const ended = answer.state !== 'unasked' && !asking
  return (
    <section ref={card} className={styles.card} aria-labelledby={heading} tabIndex={-1}>
      <div className={styles.head}>
        <Mark size={18} stroke={1.75} aria-hidden="true" />
        <h3 id={heading} className={styles.title}>
          {words.titles[task]}
        </h3>
        <IconButton small name={words.close} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </div>
      <WhatIsSent
        question={question}
        facts={words.facts(host, settings.model, question.system.length + question.user.length)}
        unasked={answer.state === 'unasked'}
      />
      {text !== '' && (
        <p className={styles.answer} dir="auto" data-answer>
          {text}
        </p>
      )}
      {answer.state === 'failed' && <ErrorBar error={answer.error} />}
      <p className={styles.quiet} role="status">
        {statusOf(answer, text, host)}
      </p>
      <div ref={foot} className={styles.foot}>
        {answer.state === 'unasked' && (
          <>
            <Button kind="primary" onClick={send}>
              {words.sendTo(host)}
            </Button>
            <Button kind="quiet" onClick={onClose}>
              {words.cancel}
            </Button>
          </>
        )}
        {asking && <Button onClick={stop}>{words.stop}</Button>}
        {ended && text !== '' && task === 'reply' && (
          <Button kind="primary" onClick={() => runCommand('mail.reply', { ids: [mail], text })}>
            {words.use}
          </Button>
        )}
        {ended && text !== '' && (
          <Button
            onClick={() =>
              void navigator.clipboard.writeText(text).then(
                () => showToast({ text: words.copied, seconds: 3 }),
                () => undefined
              )
            }
          >
            {words.copy}
          </Button>
        )}
        {ended && (
          <Button kind="quiet" onClick={onAgain}>
            {words.again}
          </Button>
        )}
      </div>
    </section>
  )
}

function statusOf({ state, atLimit }: Answer, text: string, host: string): string {
  if (state === 'unasked') return words.nothingSentYet
  if (state === 'waiting') return text === '' ? words.waiting : words.writing
  if (state === 'stopped') return words.stopped
  if (state === 'failed') return ''
  if (text === '') return words.empty
  return atLimit ? `${words.atLimit} ${words.done(host)}` : words.done(host)
}

/** Open until it was sent; the rep can look again at any time. */
function WhatIsSent({
  question,
  facts,
  unasked
}: {
  question: DraftingQuestion
  facts: string
  unasked: boolean
}) {
  const region = useId()
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? unasked
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div className={styles.sent}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={open ? region : undefined}
        onClick={() => setChosen(!open)}
      >
        <Chevron size={16} stroke={1.75} aria-hidden="true" />
        <span className={styles.strong}>{words.whatIsSent}</span>
      </button>
      <p className={styles.quiet}>{facts}</p>
      {open && (
        <div id={region} className={styles.whole} role="region" aria-label={words.whatIsSent} tabIndex={0}>
          <h4 className={styles.label}>{words.rules}</h4>
          <pre className={styles.text} data-sent="system">
            {question.system}
          </pre>
          <h4 className={styles.label}>{words.mails}</h4>
          <pre className={styles.text} data-sent="user">
            {question.user}
          </pre>
        </div>
      )}
    </div>
  )
}
