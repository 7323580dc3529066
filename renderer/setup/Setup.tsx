import { useEffect, useState } from 'react'
import type { Finding as Found, Preset } from '../../shared/contract/accounts.ts'
import { serversFor } from '../../shared/managed.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { refusalOf, usePolicy } from '../bridge-policy.ts'
import { AccountForm } from './AccountForm.tsx'
import { Chooser } from './Chooser.tsx'
import { Finding } from './Finding.tsx'
import { useSample } from './sample.ts'
import { Refused } from './Refused.tsx'
import styles from './Setup.module.css'
import { WhyPanel } from './WhyPanel.tsx'

interface Chosen {
  preset: Preset | null
  address: string
  /** undefined: the network is being asked. */
  finding: Found | null | undefined
}

/** The first run, and each further mailbox. `first`: there is none yet. */
export default function Setup({ first }: { first: boolean }) {
  const { bridge, info, managed, preferences, setPreferences } = useSession()
  const [presets, setPresets] = useState<Preset[]>([])
  const [chosen, setChosen] = useState<Chosen | null>(null)
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
              onChoose={(preset, address) => setChosen({ preset, address, finding: null })}
              onLookUp={(address) =>
                setChosen({
                  preset: null,
                  address,
                  // where the organisation has named the servers, nobody else is asked for them
                  finding: serversFor(managed, address)?.incoming ? null : undefined
                })
              }
            />
          ) : chosen.finding === undefined ? (
            <Finding
              address={chosen.address}
              onDone={(finding) => setChosen({ ...chosen, preset: finding?.found?.preset ?? null, finding })}
            />
          ) : (
            <AccountForm
              key={chosen.preset?.id ?? ''}
              preset={chosen.preset}
              address={chosen.address}
              finding={chosen.finding}
              account={null}
              onBack={() => setChosen(null)}
              onDone={({ id }) => {
                setPreferences({ filtersOffered: [...preferences.filtersOffered, id] })
                runCommand('go.mail')
              }}
            />
          )}
        </div>
      </main>
      <WhyPanel />
    </div>
  )
}
