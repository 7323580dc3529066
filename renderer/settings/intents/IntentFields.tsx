import { TagsInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { IntentDraft, IntentProblem } from '../../../shared/intelligence/intents.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { intents as words } from '../../words/en/intents.ts'
import { ExampleList } from './ExampleList.tsx'
import styles from './intents.module.css'

interface Props {
  draft: IntentDraft
  problems: readonly IntentProblem[]
  /** Somebody wanted to go on: all that is wrong is told. Until then, what was left. */
  tried: boolean
  onChange(patch: Partial<IntentDraft>): void
}

/** What an intent looks for. */
export function IntentFields({ draft, problems, tried, onChange }: Props) {
  const [left, setLeft] = useState<{ name?: true; words?: true }>({})
  const wrong = (field: 'name' | 'words'): string | undefined => {
    const problem = tried || left[field] ? problems.find((one) => one.field === field) : undefined
    return problem && words.problems(problem)
  }
  const nameProblem = wrong('name')
  const wordsProblem = wrong('words')
  return (
    <div className={styles.fields}>
      <TextInput
        label={words.name}
        description={nameProblem ? undefined : words.nameText}
        error={nameProblem}
        value={draft.name}
        autoComplete="off"
        data-autofocus
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        onBlur={() => draft.name !== '' && setLeft((before) => ({ ...before, name: true }))}
      />
      <ExampleList
        examples={draft.examples}
        problems={problems.filter(({ field }) => field === 'examples')}
        tried={tried}
        onChange={(examples) => onChange({ examples })}
      />
      <div className={styles.field}>
        <TagsInput
          classNames={{ input: styles.pills, pill: styles.pill }}
          label={words.words}
          description={wordsProblem ? undefined : words.wordsText}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={wordsProblem}
          placeholder={draft.words.length === 0 ? words.wordsPlaceholder : undefined}
          value={draft.words}
          acceptValueOnBlur
          splitChars={[',', ';', '\n']}
          onChange={(next) => onChange({ words: next })}
          onBlur={() => setLeft((before) => ({ ...before, words: true }))}
        />
        {(draft.words.length > 0 || draft.must) && (
          <>
            <Segments
              name={words.must}
              value={draft.must ? 'must' : 'lean'}
              options={(['lean', 'must'] as const).map((value) => ({
                value,
                label: words.mustOptions[value]
              }))}
              onChange={(value) => onChange({ must: value === 'must' })}
            />
            <p className={styles.quiet}>{words.mustText[draft.must ? 'must' : 'lean']}</p>
          </>
        )}
      </div>
      {draft.unlike.length > 0 && (
        <div className={styles.field} role="group" aria-label={words.unlike}>
          <span className={styles.label}>{words.unlike}</span>
          <ul className={styles.unlike}>
            {draft.unlike.map((text) => (
              <li key={text}>
                <q className={styles.grow}>{text}</q>
                <IconButton
                  small
                  name={words.unlikeRemove(text)}
                  onClick={() => onChange({ unlike: draft.unlike.filter((one) => one !== text) })}
                >
                  <IconX size={15} stroke={1.75} aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{words.unlikeText}</p>
        </div>
      )}
    </div>
  )
}
