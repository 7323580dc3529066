import { IconExternalLink, IconWorld } from '@tabler/icons-react'
import type { Preset } from '../../shared/contract/accounts.ts'
import type { SignInService } from '../../shared/contract/oauth.ts'
import { runCommand } from '../app/commands.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { signIn as words } from '../words/en/sign-in.ts'
import styles from './AccountForm.module.css'
import type { FormSignIn } from './use-form-sign-in.ts'
import type { BrowserWait } from './use-sign-in.ts'

/** In place of the password. */
export function SignInNote({ signIn, onAgain }: { signIn: FormSignIn; onAgain(): void }) {
  const { service, signedIn, choice, choose } = signIn
  if (!service) return null
  return (
    <div className={styles.signIn}>
      <p className={styles.signInText}>
        {signedIn ? words.signedIn(service.name) : words.note(service.name)}
      </p>
      <div className={styles.signInActs}>
        {signedIn && (
          <Button size="small" onClick={onAgain}>
            {words.again}
          </Button>
        )}
        {choice && (
          <Button kind="quiet" size="small" className={styles.back} onClick={() => choose(false)}>
            {words.usePassword}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Below the password, where the service's page would do as well. */
export function SignInOffer({ signIn: { service, choice, choose } }: { signIn: FormSignIn }) {
  if (!service || !choice) return null
  return (
    <Button kind="quiet" size="small" className={styles.back} onClick={() => choose(true)}>
      {words.usePage(service.name)}
    </Button>
  )
}

const takesOnlyItsPage = (preset: Preset): boolean => preset.auth.every((way) => way === 'oauth2')

/** Nobody has registered SalesInbox at the service: what works without, and who can mend it. */
export function SignInMissing({
  signIn: { service, ready },
  preset
}: {
  signIn: FormSignIn
  preset: Preset
}) {
  if (!service || ready) return null
  const only = takesOnlyItsPage(preset)
  return (
    <Bar
      tone={only ? 'warn' : 'quiet'}
      icon={<IconWorld size={17} stroke={1.75} aria-hidden="true" />}
      title={words.missing(service.name)}
      text={only ? words.missingOnly(service.name) : words.missingPassword(service.name)}
    >
      <Button size="small" onClick={() => runCommand('go.settings', { page: 'organisation' })}>
        {words.toSettings}
      </Button>
    </Bar>
  )
}

/** While the rep is in the browser. */
export function SignInWaiting({ service, waiting }: { service: string; waiting: BrowserWait }) {
  return (
    <Bar
      tone="quiet"
      role="status"
      icon={<IconWorld size={17} stroke={1.75} aria-hidden="true" />}
      title={words.waiting}
      text={words.waitingText(service)}
    >
      <Button size="small" onClick={waiting.stop}>
        {words.cancel}
      </Button>
      <Button
        kind="quiet"
        size="small"
        icon={<IconExternalLink size={14} stroke={2} aria-hidden="true" />}
        onClick={waiting.openAgain}
      >
        {words.openAgain}
      </Button>
    </Bar>
  )
}

/** What a tile says below the service's name. */
export function tileHint(preset: Preset, service: SignInService | null): string {
  if (service?.clientId) return words.tileReady(service.name)
  return service && takesOnlyItsPage(preset) ? words.tileMissing : preset.hint
}
