import { PasswordInput, TextInput } from '@mantine/core'
import type { Found, Preset } from '../../shared/contract/accounts.ts'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'
import { AppPasswordHelp } from './AppPasswordHelp.tsx'
import { ProtocolChoice } from './ProtocolChoice.tsx'
import { SignInMissing, SignInNote, SignInOffer } from './SignIn.tsx'
import type { FormSignIn } from './use-form-sign-in.ts'

const words = setup.form

interface Props extends FieldsProps {
  preset: Preset | null
  found: Found | null
  custom: boolean
  known: boolean
  signIn: FormSignIn
  /** Signs in once more to an account that is here. */
  onAgain(): void
}

/** Who the rep is on the server, and how mail comes in. */
export function WhoFields({ preset, found, custom, known, signIn, onAgain, ...fields }: Props) {
  const { form, set, error, leave } = fields
  return (
    <div className={styles.fields}>
      {preset && !signIn.byPage && <SignInMissing signIn={signIn} preset={preset} />}
      <ProtocolChoice {...fields} known={known} start={{ preset, found }} />
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
          {preset && <AppPasswordHelp preset={preset} />}
          <SignInOffer signIn={signIn} />
        </div>
      )}
    </div>
  )
}
