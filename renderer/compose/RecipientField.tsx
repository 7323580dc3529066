import { IconX } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { entryOf } from '../../shared/context/context-of.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import { type Suggestion, suggestRecipients, useCache } from '../cache/index.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { compose as words } from '../words/en/compose.ts'
import { parseAddresses, sameAddress } from './address-list.ts'
import styles from './compose.module.css'

interface Props {
  label: string
  value: Mailbox[]
  autoFocus?: boolean
  /** What is typed and is no address yet; the composer asks for it before it sends. */
  onPending(text: string): void
  onChange(next: Mailbox[]): void
}

/** Recipients as chips, completed from the CRM and past mail. */
export function RecipientField({ label, value, autoFocus = false, onPending, onChange }: Props) {
  const cache = useCache()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<Suggestion[]>([])
  const [active, setActive] = useState(0)
  const [wrong, setWrong] = useState(false)

  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      void suggestRecipients(cache, typed).then((next) => {
        if (!current) return
        setFound(next.filter((one) => !value.some(([, address]) => sameAddress(address, one.mailbox[1]))))
        setActive(0)
      })
    }, 60)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [cache, typed, value])

  function type(text: string): void {
    setTyped(text)
    setWrong(false)
    onPending(text.trim())
  }
  function add(mailboxes: Mailbox[]): void {
    const fresh = mailboxes.filter(([, address]) => !value.some(([, known]) => sameAddress(known, address)))
    if (fresh.length > 0) onChange([...value, ...fresh])
  }
  /** Takes what is typed as addresses. @returns whether all of it was */
  function commit(text: string): boolean {
    const { mailboxes, rest } = parseAddresses(text)
    add(mailboxes)
    type(rest)
    setWrong(rest !== '')
    return rest === ''
  }
  function choose(one: Suggestion): void {
    add([one.mailbox])
    type('')
    setFound([])
  }
  function onKeyDown(event: KeyboardEvent): void {
    const shown = typed.trim() !== '' && found.length > 0
    if (event.key === 'ArrowDown' && shown) setActive((active + 1) % found.length)
    else if (event.key === 'ArrowUp' && shown) setActive((active + found.length - 1) % found.length)
    else if (event.key === 'Escape' && shown) setFound([])
    else if ((event.key === 'Enter' || event.key === 'Tab') && shown && !typed.includes('@'))
      choose(found[active]!)
    else if (
      (event.key === 'Enter' || event.key === ',' || event.key === ';') &&
      typed.trim() &&
      !event.metaKey &&
      !event.ctrlKey
    )
      commit(typed)
    else if (event.key === 'Backspace' && typed === '' && value.length > 0) onChange(value.slice(0, -1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData('text')
    if (!/[,;\n<]/.test(text)) return
    event.preventDefault()
    commit(`${typed}${text}`)
  }

  const open = typed.trim() !== '' && found.length > 0
  return (
    <div className={styles.line}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <div className={styles.chips} onClick={() => input.current?.focus()}>
        {value.map(([name, address]) => {
          const entry = entryOf(address, cache.ledger.directory)
          return (
            <span key={address} className={styles.chip} title={address}>
              <Avatar
                name={entry?.name || name || address}
                context={entry ? entry.kind : 'other'}
                size={18}
              />
              <span className={styles.chipName}>{entry?.name || name || address}</span>
              <span className={styles.chipKind}>
                {entry ? entry.accountName || words.kindsOf[entry.kind] : words.unknown}
              </span>
              <button
                type="button"
                aria-label={words.remove(name || address)}
                onClick={(event) => {
                  event.stopPropagation()
                  onChange(value.filter(([, other]) => other !== address))
                }}
              >
                <IconX size={12} stroke={2} aria-hidden="true" />
              </button>
            </span>
          )
        })}
        <input
          ref={input}
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-invalid={wrong}
          aria-activedescendant={open ? `${list}-${active}` : undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            if (typed.trim()) commit(typed)
            setFound([])
          }}
        />
        {wrong && (
          <span role="alert" className={styles.wrong}>
            {words.badAddress(typed)}
          </span>
        )}
        <ul
          id={list}
          role="listbox"
          aria-label={words.suggestions}
          hidden={!open}
          className={styles.suggestions}
        >
          {found.map((one, i) => (
            <li
              key={one.mailbox[1]}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === active}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(one)
              }}
            >
              <Avatar name={one.mailbox[0] || one.mailbox[1]} context={one.kind ?? 'other'} size={22} />
              <span className={styles.suggestName}>{one.mailbox[0] || one.mailbox[1]}</span>
              <span className={styles.suggestAddress}>{one.mailbox[0] ? one.mailbox[1] : ''}</span>
              <span className={styles.chipKind}>
                {one.accountName || (one.kind ? words.kindsOf[one.kind] : '')}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
