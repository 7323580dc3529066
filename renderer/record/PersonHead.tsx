import { IconCheckbox, IconExternalLink, IconMail, IconPhone } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { record as words } from '../words/en/record.ts'
import type { ShownPerson } from './panel-data.ts'
import styles from './record.module.css'
import { usePlanning } from './planning.ts'

const contexts = { user: 'colleague', lead: 'lead', contact: 'contact' } as const

/** Who it is, and what a rep does next with a person. */
export function PersonHead({ person }: { person: ShownPerson }) {
  const bridge = useBridge()
  const [phone] = person.phones
  const under = [person.title, person.accountName].filter(Boolean).join(', ')
  return (
    <header className={styles.head}>
      <div className={styles.bar}>
        <span className={styles.kind}>{words.kinds[person.kind]}</span>
        <IconButton
          name={words.open}
          onClick={() => runCommand('record.open', { kind: person.kind, id: person.id })}
        >
          <IconExternalLink size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </div>
      <div className={styles.who}>
        <Avatar name={person.name} context={contexts[person.kind]} size={40} />
        <div className={styles.names}>
          <h2 className={styles.name}>{person.name}</h2>
          {under && <p className={styles.under}>{under}</p>}
        </div>
      </div>
      <div className={styles.acts}>
        <Button
          size="small"
          icon={<IconMail size={15} stroke={2} aria-hidden="true" />}
          onClick={() => runCommand('compose.new', { to: mailboxOf(person) })}
        >
          {words.email}
        </Button>
        {phone && (
          <Button
            size="small"
            icon={<IconPhone size={15} stroke={2} aria-hidden="true" />}
            title={words.callNumber(phone.number)}
            onClick={() =>
              void bridge.call('app.openLink', { url: telephoneOf(phone.number) }).catch(() => undefined)
            }
          >
            {words.call}
          </Button>
        )}
        {person.kind !== 'user' && (
          <Button
            size="small"
            icon={<IconCheckbox size={15} stroke={2} aria-hidden="true" />}
            onClick={() => usePlanning.setState({ about: person.id, type: 'task' })}
          >
            {words.task}
          </Button>
        )}
      </div>
    </header>
  )
}

/** `"Name, with signs" <address>` as RFC 5322 wants it. */
function mailboxOf({ name, addresses: [address = ''] }: ShownPerson): string {
  const plain = /^[\p{L}\p{N} '.-]*$/u.test(name)
  const said = plain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`
  return name && name !== address ? `${said} <${address}>` : address
}

/** RFC 3966: digits and a leading plus. */
export function telephoneOf(number: string): string {
  return `tel:${number.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')}`
}
