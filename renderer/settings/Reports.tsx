import { useEffect, useState } from 'react'
import { openedFolder } from '../../shared/contract/desktop.ts'
import type { ReportsState } from '../../shared/contract/reports.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { fullDate } from '../words/index.ts'
import { settings } from '../words/en/settings.ts'
import styles from './Settings.module.css'

const words = settings.about

/** What was noted of crashes and faults: where it lies, one file of it to send by hand, and an end to it. */
export function Reports() {
  const { bridge, info } = useSession()
  const [state, setState] = useState<ReportsState | null>(null)
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    bridge.call('reports.state', {}).then(setState, setError)
  }, [bridge])

  async function pack(): Promise<void> {
    setError(null)
    try {
      const { hash, name } = await bridge.call('reports.pack', {})
      if (info.shell === 'browser') {
        const file = { account: openedFolder, hash, type: 'text/plain', download: name }
        const link = document.createElement('a')
        link.href = (await bridge.call('files.address', file)).url
        link.download = name
        link.click()
      } else {
        const items = [{ hash, name }]
        if ((await bridge.call('files.save', { account: openedFolder, items })).saved === 0) return
      }
      showToast({ text: words.packed(name) })
    } catch (thrown) {
      setError(thrown)
    }
  }
  async function clear(): Promise<void> {
    setAsking(false)
    setError(null)
    try {
      setState(await bridge.call('reports.clear', {}))
      showToast({ text: words.cleared })
    } catch (thrown) {
      setError(thrown)
    }
  }
  const any = state !== null && state.newest !== null
  return (
    <Section title={words.reports} text={words.reportsText}>
      {state && (
        <div>
          <p>{any ? words.some(state.crashes, state.faults) : words.none}</p>
          {state.newest !== null && <p className={styles.small}>{words.last(fullDate(state.newest))}</p>}
          {any && !state.opens && <p className={styles.small}>{words.inFolder(state.folder)}</p>}
        </div>
      )}
      {error !== null && <ErrorBar error={error} />}
      <div className={styles.acts}>
        <Button onClick={() => void pack()}>{words.pack}</Button>
        {state?.opens && (
          <Button onClick={() => void bridge.call('reports.openFolder', {}).catch(setError)}>
            {words.openFolder}
          </Button>
        )}
        {any && (
          <Button kind="danger" onClick={() => setAsking(true)}>
            {words.clear}
          </Button>
        )}
      </div>
      <p className={styles.small}>{words.packHelp}</p>
      <Dialog
        opened={asking}
        title={words.clearQuestion}
        verb={words.clearVerb}
        destroys
        onDo={() => void clear()}
        onClose={() => setAsking(false)}
      >
        {words.clearFacts}
      </Dialog>
    </Section>
  )
}
