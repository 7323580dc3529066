import { useEffect, useState } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { team as words } from '../words/en/team.ts'
import styles from './Workspace.module.css'

const kinds = ['contact', 'lead', 'account', 'deal', 'activity'] as const

/** For the administrator of a team without records: takes along what is on this computer. */
export function BringRecords() {
  const bridge = useBridge()
  const [empty, setEmpty] = useState(false)
  const [busy, setBusy] = useState(false)
  const [brought, setBrought] = useState<Output<'team.bring'> | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const lists = kinds.map((kind) => bridge.call('workspace.list', { kind, limit: 1 }))
    void Promise.all(lists).then(
      (found) => setEmpty(found.every(({ rows }) => rows.length === 0)),
      () => setEmpty(false)
    )
  }, [bridge])
  async function bring(): Promise<void> {
    setBusy(true)
    setError(null)
    await bridge.call('team.bring', {}).then(setBrought, setError)
    setBusy(false)
  }
  if (!empty && brought === null) return null
  return (
    <Section title={words.bring} text={words.bringText}>
      {error !== null && <ErrorBar error={error} />}
      {brought !== null ? (
        <p role="status">{words.brought(brought)}</p>
      ) : (
        <div className={styles.acts}>
          <Button busy={busy} disabled={busy} onClick={() => void bring()}>
            {words.bringDo}
          </Button>
        </div>
      )}
    </Section>
  )
}
