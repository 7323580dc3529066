import { useEffect, useState } from 'react'
import type { Preset } from '../../shared/contract/accounts.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { refusalOf, usePolicy } from '../bridge-policy.ts'
import { AccountForm } from './AccountForm.tsx'
import { Chooser } from './Chooser.tsx'
import { useSample } from './sample.ts'
import { Refused } from './Refused.tsx'
import styles from './Setup.module.css'
import { WhyPanel } from './WhyPanel.tsx'

/** The first run, and each further mailbox. `first`: there is none yet. */
export default function Setup({ first }: { first: boolean }) {
  const { bridge, info } = useSession()
  const [presets, setPresets] = useState<Preset[]>([])
  const [chosen, setChosen] = useState<{ preset: Preset | null; address: string } | null>(null)
  const sample = useSample()
  const refusal = refusalOf(usePolicy())
  useEffect(() => {
    void bridge.call('accounts.presets', {}).then(setPresets, () => undefined)
  }, [bridge])
  const { start } = sample
  useEffect(() => {
    if (info.openSample && first) start()
  }, [info.openSample, first, start])
  return (
    <div className={styles.page}>
      <main className={styles.main} data-pane="page" aria-labelledby="setup-title">
        <div className={styles.column}>
          {refusal !== null ? (
            <Refused first={first} refusal={refusal} />
          ) : chosen === null ? (
            <Chooser
              first={first}
              presets={presets}
              sample={sample}
              onChoose={(preset, address) => setChosen({ preset, address })}
            />
          ) : (
            <AccountForm
              key={chosen.preset?.id ?? ''}
              preset={chosen.preset}
              address={chosen.address}
              account={null}
              onBack={() => setChosen(null)}
              onDone={() => runCommand('go.mail')}
            />
          )}
        </div>
      </main>
      <WhyPanel />
    </div>
  )
}
