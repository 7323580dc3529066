import { Radio } from '@mantine/core'
import { FixedNote } from '../ui/FixedNote.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'
import { PopChoices } from './PopChoices.tsx'
import { type Start, withProtocol } from './form-servers.ts'

const words = setup.protocol

/** IMAP or POP, and what each is good for. The protocol of a mailbox that is here stays: its mail is numbered by it. */
export function ProtocolChoice({ known, start, ...fields }: FieldsProps & { known: boolean; start: Start }) {
  const { form, fixed, set } = fields
  const { preset } = start
  const noPop = preset !== null && preset.pop3 === null
  const choose = (protocol: 'imap' | 'pop3') => (): void => set(withProtocol(form, protocol, start))
  return (
    <fieldset className={styles.group}>
      <legend>{words.title}</legend>
      <div className={styles.protocols}>
        <Radio
          name="protocol"
          label={words.imap}
          description={words.imapHelp}
          disabled={(known || fixed.protocol) && form.protocol !== 'imap'}
          checked={form.protocol === 'imap'}
          onChange={choose('imap')}
        />
        <Radio
          name="protocol"
          label={words.pop}
          description={noPop ? words.noPop(preset.name) : words.popHelp}
          disabled={noPop || ((known || fixed.protocol) && form.protocol !== 'pop3')}
          checked={form.protocol === 'pop3'}
          onChange={choose('pop3')}
        />
      </div>
      {fixed.protocol && !known && <FixedNote />}
      {known && <p className={styles.help}>{words.stays}</p>}
      {form.protocol === 'pop3' && <PopChoices {...fields} />}
    </fieldset>
  )
}
