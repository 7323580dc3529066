import { TextInput } from '@mantine/core'
import { IconAt, IconFlask, IconLock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Preset } from '../../shared/contract/accounts.ts'
import { mayConnect } from '../../shared/managed.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { setup as words } from '../words/en/setup.ts'
import type { Sample } from './sample.ts'
import { markOf, OtherMark } from './marks.ts'
import { tileHint } from './SignIn.tsx'
import { serviceOf, useSignInServices } from './use-sign-in.ts'
import { SetupHead } from './SetupHead.tsx'
import styles from './Setup.module.css'

interface Props {
  first: boolean
  presets: Preset[]
  sample: Sample
  onChoose(preset: Preset | null, address: string): void
  /** No service of ours has this domain. */
  onLookUp(address: string): void
}

/** The address picks its service by its domain; or the service is picked by its tile; or the sample is tried. */
export function Chooser({ first, presets, sample, onChoose, onLookUp }: Props) {
  const { bridge, info, managed } = useSession()
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<string>()
  const services = useSignInServices()
  const typed = address.trim()
  const { onlyThese = false, servers = [] } = managed.accounts ?? {}
  const allowed = onlyThese ? words.onlyDomains(servers.map(({ domain }) => domain)) : undefined

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!/^[^\s@]+@[^\s@]+$/.test(typed)) {
      setWrong(typed === '' ? words.form.needed : words.form.badAddress)
      document.getElementById('setup-address')?.focus()
      return
    }
    if (!mayConnect(managed, typed)) {
      setWrong(allowed)
      document.getElementById('setup-address')?.focus()
      return
    }
    const preset = await bridge.call('accounts.discover', { address: typed }).catch(() => null)
    if (preset) onChoose(preset, typed)
    else onLookUp(typed)
  }
  return (
    <>
      <SetupHead first={first} />
      <p className={styles.subtitle}>{words.subtitle}</p>
      <form className={styles.addressLine} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextInput
          id="setup-address"
          className={styles.address}
          label={words.address}
          description={wrong === allowed ? undefined : allowed}
          type="email"
          autoComplete="email"
          spellCheck={false}
          data-autofocus
          autoFocus={first}
          leftSection={<IconAt size={17} stroke={1.75} aria-hidden="true" />}
          value={address}
          error={wrong}
          onChange={(event) => {
            setAddress(event.currentTarget.value)
            setWrong(undefined)
          }}
          classNames={{ input: styles.firstInput }}
        />
        <Button type="submit" kind="primary" size="first" className={styles.continue}>
          {words.continue}
        </Button>
      </form>
      <p className={styles.or}>
        <span>{words.or}</span>
      </p>
      <div className={styles.tiles} role="group" aria-label={words.or}>
        {presets
          .filter((preset) => preset.popular)
          .map((preset) => {
            const { icon: Mark, color } = markOf(preset.id)
            return (
              <Tile
                key={preset.id}
                name={preset.name}
                hint={tileHint(preset, serviceOf(services, preset))}
                onClick={() => onChoose(preset, typed)}
              >
                <Mark size={22} stroke={1.75} color={color} aria-hidden="true" />
              </Tile>
            )
          })}
        <Tile name={words.other} hint={words.otherHint} onClick={() => onChoose(null, typed)}>
          <OtherMark size={22} stroke={1.75} color="var(--t2)" aria-hidden="true" />
        </Tile>
      </div>
      {first && (
        <div className={styles.sample}>
          <IconFlask size={20} stroke={1.75} color="var(--t2)" aria-hidden="true" />
          <div className={styles.sampleText}>
            <p className={styles.strong}>{words.sampleTitle}</p>
            <p className={styles.small}>{sample.running ? words.sampleStarting : words.sampleText}</p>
          </div>
          <Button busy={sample.running} onClick={sample.start}>
            {words.sample}
          </Button>
        </div>
      )}
      {sample.error !== null && <ErrorBar error={sample.error} />}
      <p className={styles.privacy}>
        <IconLock size={16} stroke={1.75} aria-hidden="true" />
        {info.shell === 'browser' ? words.privacyBrowser : words.privacy}
      </p>
    </>
  )
}

function Tile({
  name,
  hint,
  onClick,
  children
}: {
  name: string
  hint: string
  onClick(): void
  children: React.ReactNode
}) {
  const id = `tile-${name.replace(/\W+/g, '-')}-hint`
  return (
    <div className={styles.tile}>
      {children}
      <span className={styles.tileText}>
        <button type="button" className={styles.tileButton} aria-describedby={id} onClick={onClick}>
          {name}
        </button>
        <span id={id} className={styles.small}>
          {hint}
        </span>
      </span>
    </div>
  )
}
