import { Settings } from '../settings/Settings.tsx'
import { AccountForm } from '../setup/AccountForm.tsx'
import { KeyTable } from './KeysHelp.tsx'
import { foundPages } from './settings-search.ts'

/** Settings, with what other parts of the window lend to it. */
export default function SettingsPage({
  section,
  id,
  part
}: {
  section: string
  id: string | null
  part: string | null
}) {
  return (
    <Settings
      section={section}
      id={id}
      part={part}
      keyTable={<KeyTable />}
      search={foundPages}
      accountForm={(account, preset, onDone) => (
        <AccountForm
          key={account.id}
          bare
          preset={preset}
          address={account.address}
          account={account}
          onDone={onDone}
        />
      )}
    />
  )
}
