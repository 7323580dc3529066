import { useState } from 'react'
import { Switch } from '@mantine/core'
import {
  IconAlertCircle,
  IconHelpCircle,
  IconMessage2Question,
  IconPencil,
  IconShoppingCart,
  IconTag
} from '@tabler/icons-react'
import { type Intent, intents as builtIn } from '../../../shared/contract/intelligence.ts'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { useBridge } from '../../bridge-context.ts'
import { useIntentCounts } from '../../cache/index.ts'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { showToast } from '../../ui/toast.ts'
import { intelligence } from '../../words/en/intelligence.ts'
import { intents as words } from '../../words/en/intents.ts'
import shared from '../Intelligence.module.css'
import { openIntent } from './drafts.ts'
import styles from './intents.module.css'
import type { Intents } from './use-intents.ts'

const month = 30 * 24 * 3600_000
const small = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
const icons = {
  request: <IconMessage2Question {...small} />,
  query: <IconHelpCircle {...small} />,
  complaint: <IconAlertCircle {...small} />,
  purchase: <IconShoppingCart {...small} />
} satisfies Record<Intent, unknown>

/** What senders want: the built-in intents and those of the team, with how often each was read. */
export function IntentTable({ intents: { answer, error, failed } }: { intents: Intents }) {
  const counts = useIntentCounts(month)
  const { columns } = intelligence
  const own = answer?.intents ?? []
  return (
    <div className={styles.box}>
      <table className={shared.table}>
        <thead>
          <tr>
            <th>{columns.intent}</th>
            <th className={styles.sounds}>{columns.sounds}</th>
            <th className={shared.number}>{columns.count}</th>
            <th className={styles.acts}>
              <span className="visually-hidden">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {builtIn.map((one) => (
            <tr key={one}>
              <td>
                <span className={styles.intent}>
                  {icons[one]}
                  {intelligence.intents[one]}
                </span>
              </td>
              <td className={styles.sounds}>{intelligence.sounds[one]}</td>
              <td className={shared.number}>{counts[one]}</td>
              <td />
            </tr>
          ))}
          {own.map((intent) => (
            <OwnRow
              key={intent.id}
              intent={intent}
              count={counts[intent.id] ?? 0}
              mayChange={answer!.mayChange}
              failed={failed}
            />
          ))}
        </tbody>
      </table>
      {error !== null && error !== undefined && (
        <div className={styles.note}>
          <ErrorBar error={error} />
        </div>
      )}
      {answer && !answer.mayChange && <p className={styles.note}>{words.decidedBy(answer.administrators)}</p>}
    </div>
  )
}

interface RowProps {
  intent: DefinedIntent
  count: number
  mayChange: boolean
  failed(error: unknown): void
}

function OwnRow({ intent, count, mayChange, failed }: RowProps) {
  const bridge = useBridge()
  const { id, name, examples, rev } = intent
  // at once, while the workspace is still asked
  const [offAt, setOffAt] = useState<number | null>(null)
  const on = intent.on && offAt !== rev
  async function turn(to: boolean, at: number): Promise<number | null> {
    const { examples: kept, unlike, words: said, must } = intent
    const rule = { id, name, examples: kept, unlike, words: said, must }
    try {
      return (await bridge.call('workspace.saveIntent', { ...rule, rev: at, on: to })).rev
    } catch (error) {
      failed(error)
      return null
    }
  }
  async function off(): Promise<void> {
    setOffAt(rev)
    const next = await turn(false, rev)
    if (next === null) setOffAt(null)
    else showToast({ text: words.switchedOff(name), undo: () => void turn(true, next) })
  }
  return (
    <tr>
      <td>
        <span className={styles.intent}>
          <IconTag {...small} />
          <bdi>{name}</bdi>
          <span className={styles.yours}>{words.yours}</span>
        </span>
      </td>
      <td className={styles.sounds}>
        <bdi>“{examples[0]}”</bdi>
      </td>
      <td className={shared.number}>{on ? count : ''}</td>
      <td className={styles.acts}>
        <span className={styles.rowActs}>
          <IconButton
            small
            name={mayChange ? words.edit(name) : words.view(name)}
            onClick={() => openIntent(id)}
          >
            <IconPencil {...small} />
          </IconButton>
          {mayChange ? (
            <Switch
              aria-label={words.on(name)}
              checked={on}
              // it is looked at before it is switched on
              onChange={(event) => (event.currentTarget.checked ? openIntent(id) : void off())}
            />
          ) : (
            <span className={styles.quiet}>{on ? words.isOn : words.isOff}</span>
          )}
        </span>
      </td>
    </tr>
  )
}
