import { PasswordInput, Radio, TextInput } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { Preset } from '../../shared/contract/accounts.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'
import { SignInMissing, SignInNote, SignInOffer } from './SignIn.tsx'
import type { FormSignIn } from './use-form-sign-in.ts'

const words = setup.form

interface Props extends FieldsProps {
  preset: Preset | null
  custom: boolean
  known: boolean
  signIn: FormSignIn
  /** Signs in once more to an account that is here. */
  onAgain(): void
}

/** Who the rep is on the server, and how mail comes in. */
export function WhoFields({ form, set, error, leave, preset, custom, known, signIn, onAgain }: Props) {
  const bridge = useBridge()
  const help = preset?.appPasswordHelp ?? null
  const needsOwn =
    preset !== null && preset.auth.includes('app-password') && !preset.auth.includes('password')
  return (
    <div className={styles.fields}>
      {preset && !signIn.byPage && <SignInMissing signIn={signIn} preset={preset} />}
      <fieldset className={styles.group}>
        <legend>{words.protocol}</legend>
        <div className={styles.choices}>
          <Radio name="protocol" label={words.imap} value="imap" checked onChange={() => undefined} />
          <Radio name="protocol" label={words.pop} value="pop3" disabled aria-describedby="pop-later" />
        </div>
        <p id="pop-later" className={styles.help}>
          {words.popLater}
        </p>
      </fieldset>
      <TextInput
        label={words.displayName}
        description={words.displayNameHelp}
        autoComplete="name"
        autoFocus={!known}
        value={form.displayName}
        onChange={(event) => set({ displayName: event.currentTarget.value })}
      />
      <TextInput
        label={custom ? words.emailOrUser : words.email}
        type={custom ? 'text' : 'email'}
        autoComplete="email"
        spellCheck={false}
        value={form.address}
        error={error('address')}
        onBlur={leave('address')}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      {signIn.byPage ? (
        <SignInNote signIn={signIn} onAgain={onAgain} />
      ) : (
        <div>
          <PasswordInput
            label={words.password}
            description={known && !signIn.signedIn ? words.passwordKept : undefined}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
            value={form.password}
            error={error('password')}
            onBlur={leave('password')}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
          {preset && needsOwn && (
            <div className={styles.hint}>
              <span>{words.appPassword(preset.name)}</span>
              {help && (
                <Button
                  kind="quiet"
                  size="small"
                  icon={<IconExternalLink size={14} stroke={2} aria-hidden="true" />}
                  onClick={() => void bridge.call('app.openLink', { url: help })}
                >
                  {words.appPasswordHow}
                </Button>
              )}
            </div>
          )}
          <SignInOffer signIn={signIn} />
        </div>
      )}
    </div>
  )
}
