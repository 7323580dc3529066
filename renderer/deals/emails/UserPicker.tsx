import { Combobox, useCombobox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { count } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import type { Sharer } from './use-sharers.ts'
import styles from './emails.module.css'

interface Props {
  /** On the button while nobody is chosen. */
  label: string
  /** Of the list of people. */
  name: string
  icon: ReactNode
  users: readonly Sharer[]
  /** How many mails of each stand behind the names. */
  counts?: boolean
  chosen: string | null
  /** Null: everybody. */
  onPick(user: string | null): void
}

/** More people than these are found by typing. */
const few = 8

/** A button that opens the team: one of them is chosen. */
export function UserPicker({ label, name, icon, users, counts = false, chosen, onPick }: Props) {
  const many = users.length > few
  const [typed, setTyped] = useState('')
  const box = useCombobox({
    onDropdownOpen: () => {
      if (many) box.focusSearchInput()
      box.selectActiveOption()
    },
    onDropdownClose: () => {
      box.resetSelectedOption()
      if (many) box.focusTarget()
      setTyped('')
    }
  })
  const wanted = typed.trim().toLowerCase()
  const found = users.filter((user) => user.name.toLowerCase().includes(wanted))
  const named = users.find(({ user }) => user === chosen)
  return (
    <Combobox
      store={box}
      width={260}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 120 }}
      onOptionSubmit={(value) => {
        onPick(value === '' ? null : value)
        box.closeDropdown()
      }}
    >
      <Combobox.Target targetType="button" withExpandedAttribute>
        <Button
          icon={icon}
          aria-label={named ? `${label}: ${named.name}` : label}
          className={cx(chosen !== null && styles.chosen)}
          onClick={() => box.toggleDropdown()}
        >
          {named?.name ?? label}
          <IconChevronDown size={14} stroke={2} aria-hidden="true" className={styles.chevron} />
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown}>
        {many && (
          <Combobox.Search
            value={typed}
            aria-label={words.findUser}
            placeholder={words.findUser}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              box.updateSelectedOptionIndex()
            }}
          />
        )}
        <Combobox.Options aria-label={name}>
          {counts && chosen !== null && <Combobox.Option value="">{words.everybody}</Combobox.Option>}
          {found.map((user) => (
            <Combobox.Option key={user.user} value={user.user} active={user.user === chosen}>
              <span className={styles.option}>
                <Avatar name={user.name} context={user.mine ? 'me' : 'colleague'} size={20} />
                <span className={styles.cut}>{user.mine ? words.you : user.name}</span>
                {counts && <span className={styles.count}>{user.mails > 0 ? count(user.mails) : ''}</span>}
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.noUser}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
