import { Checkbox, Radio, TextInput } from '@mantine/core'
import type { Security } from '../../shared/contract/accounts.ts'
import { isLoopback } from '../../shared/loopback.ts'
import { FixedNote } from '../ui/FixedNote.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'
import { withSecurity } from './form-servers.ts'
import { openSecurity } from './form-state.ts'
import { StoreSent } from './StoreSent.tsx'

const words = setup.form
const securities: Security[] = ['ssl', 'tls', 'never']

/** Both servers: filled from the service, or typed. */
export function ServerFields({ form, fixed, set, error, leave, custom }: FieldsProps & { custom: boolean }) {
  return (
    <div className={styles.servers}>
      <fieldset className={styles.group}>
        <legend>{words.incoming}</legend>
        {fixed.incoming && <FixedNote />}
        <div className={styles.hostLine}>
          <TextInput
            label={words.incomingServer}
            disabled={fixed.incoming}
            spellCheck={false}
            autoComplete="off"
            value={form.incomingHost}
            error={error('incomingHost')}
            onBlur={leave('incomingHost')}
            onChange={(event) => set({ incomingHost: event.currentTarget.value })}
          />
          <TextInput
            label={words.port}
            disabled={fixed.incoming}
            inputMode="numeric"
            autoComplete="off"
            value={form.incomingPort}
            error={error('incomingPort')}
            onBlur={leave('incomingPort')}
            onChange={(event) => set({ incomingPort: event.currentTarget.value })}
          />
        </div>
        <Checkbox
          label={words.useSsl}
          disabled={fixed.incoming}
          description={words.useSslHelp}
          checked={form.useSsl}
          onChange={(event) => set(withSecurity(form, { useSsl: event.currentTarget.checked }))}
        />
        {!form.useSsl && (
          <Checkbox
            label={words.open}
            disabled={fixed.incoming}
            description={isLoopback(form.incomingHost) ? words.openHere : words.openHelp}
            checked={openSecurity(form) === 'never'}
            onChange={(event) => set({ incomingOpen: event.currentTarget.checked ? 'never' : 'tls' })}
          />
        )}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.outgoing}</legend>
        {fixed.outgoing && <FixedNote />}
        <TextInput
          label={words.outgoingUser}
          spellCheck={false}
          autoComplete="off"
          placeholder={form.address}
          value={form.outgoingUser}
          error={custom ? error('outgoingUser') : undefined}
          onBlur={leave('outgoingUser')}
          onChange={(event) => set({ outgoingUser: event.currentTarget.value })}
        />
        <div className={styles.hostLine}>
          <TextInput
            label={words.outgoingServer}
            disabled={fixed.outgoing}
            spellCheck={false}
            autoComplete="off"
            value={form.outgoingHost}
            error={error('outgoingHost')}
            onBlur={leave('outgoingHost')}
            onChange={(event) => set({ outgoingHost: event.currentTarget.value })}
          />
          <TextInput
            label={words.port}
            disabled={fixed.outgoing}
            inputMode="numeric"
            autoComplete="off"
            value={form.outgoingPort}
            error={error('outgoingPort')}
            onBlur={leave('outgoingPort')}
            onChange={(event) => set({ outgoingPort: event.currentTarget.value })}
          />
        </div>
        <fieldset className={styles.inner}>
          <legend>{words.secure}</legend>
          <div className={styles.choices}>
            {securities.map((security) => (
              <Radio
                key={security}
                name="secure"
                disabled={fixed.outgoing}
                label={words[security]}
                checked={form.outgoingSecurity === security}
                onChange={() => set(withSecurity(form, { outgoingSecurity: security }))}
              />
            ))}
          </div>
          {form.outgoingSecurity === 'never' && !isLoopback(form.outgoingHost) && (
            <p className={styles.warn}>{words.neverHelp}</p>
          )}
        </fieldset>
        <fieldset className={styles.inner}>
          <legend>{words.authentication}</legend>
          <div className={styles.choices}>
            <Radio
              name="authentication"
              label={words.yes}
              disabled={fixed.authentication}
              checked={form.authentication}
              onChange={() => set({ authentication: true })}
            />
            <Radio
              name="authentication"
              label={words.no}
              disabled={fixed.authentication}
              checked={!form.authentication}
              onChange={() => set({ authentication: false })}
            />
          </div>
        </fieldset>
        {form.protocol === 'imap' ? (
          <StoreSent form={form} set={set} />
        ) : (
          <p className={styles.help}>{setup.protocol.noStore}</p>
        )}
      </fieldset>
    </div>
  )
}
