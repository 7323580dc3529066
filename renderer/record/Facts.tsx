import type { ReactNode } from 'react'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { useList } from '../cache/index.ts'
import { shortDate } from '../words/index.ts'
import { record as words } from '../words/en/record.ts'
import type { ShownPerson } from './panel-data.ts'
import { telephoneOf } from './PersonHead.tsx'
import styles from './record.module.css'

/** What is on the card: addresses, phones, whose they are, when we last heard. */
export function Facts({ person }: { person: ShownPerson }) {
  const bridge = useBridge()
  const list = useList({ kind: 'people', addresses: person.addresses }, false)
  const last = list.length > 0 ? shortDate(list.row(0).received) : words.noTouch
  return (
    <dl className={styles.facts} aria-label={words.facts}>
      {person.addresses.slice(0, 4).map((address, at) => (
        <Fact key={address} name={at === 0 ? words.address : words.second}>
          <Address text={address} />
        </Fact>
      ))}
      {person.phones.map((phone) => (
        <Fact key={phone.number} name={words.phoneKinds[phone.kind]}>
          <a
            href={telephoneOf(phone.number)}
            onClick={(event) => {
              event.preventDefault()
              void bridge.call('app.openLink', { url: telephoneOf(phone.number) }).catch(() => undefined)
            }}
          >
            {phone.number}
          </a>
        </Fact>
      ))}
      {person.accountName && (
        <Fact name={person.kind === 'lead' ? words.company : words.account}>
          {person.account ? (
            <button
              type="button"
              className={styles.link}
              onClick={() => runCommand('record.open', { kind: 'account', id: person.account ?? '' })}
            >
              {person.accountName}
            </button>
          ) : (
            person.accountName
          )}
        </Fact>
      )}
      {person.ownerName && <Fact name={words.owner}>{person.ownerName}</Fact>}
      {person.city && <Fact name={words.city}>{person.city}</Fact>}
      <Fact name={words.lastTouch}>{last}</Fact>
    </dl>
  )
}

/** Breaks behind the @ before it breaks within a word. */
function Address({ text }: { text: string }) {
  const at = text.lastIndexOf('@') + 1
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
