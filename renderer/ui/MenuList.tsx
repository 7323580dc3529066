import { Menu } from '@mantine/core'
import { Fragment, type ReactNode, type Ref, useEffect, useLayoutEffect, useState } from 'react'
import { Keycap } from './Keycap.tsx'

/** A line of a menu. */
export interface Entry {
  label: string
  onSelect(): void
  danger?: boolean
  /** A line that is on or off; the menu stays open. */
  checked?: boolean
  icon?: ReactNode
  keys?: string
  /** A line is drawn above it. */
  divided?: boolean
}

interface MenuListProps {
  id: string
  button: HTMLButtonElement
  opened: boolean
  onChange(opened: boolean): void
  position: 'bottom-start' | 'bottom-end'
  entries: readonly Entry[]
}

export default function MenuList({ id, button, opened, onChange, position, entries }: MenuListProps) {
  // a menu notes where the focus was when it opens, not when it is made open
  const [made, setMade] = useState(false)
  useEffect(() => setMade(true), [])
  return (
    <Menu id={id} opened={opened && made} onChange={onChange} position={position} withinPortal>
      <Menu.Target>
        <Standing element={button} />
      </Menu.Target>
      {/* the key is the menu's: the page behind it stays where it is */}
      <Menu.Dropdown onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}>
        {entries.map(({ label, onSelect, danger, checked, icon, keys, divided }) => (
          <Fragment key={label}>
            {divided && <Menu.Divider />}
            {checked === undefined ? (
              <Menu.Item
                {...(danger ? { color: 'neg' } : {})}
                leftSection={icon}
                closeMenuOnClick
                rightSection={keys && <Keycap keys={keys} />}
                onClick={onSelect}
              >
                {label}
              </Menu.Item>
            ) : (
              <Menu.CheckboxItem closeMenuOnClick={false} checked={checked} onChange={onSelect}>
                {label}
              </Menu.CheckboxItem>
            )}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Stands for the button, which was there before its menu: where it opens, and what the focus goes back to. */
function Standing({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useLayoutEffect(() => {
    if (typeof ref === 'function') ref(element)
    else if (ref) ref.current = element
  }, [element, ref])
  return null
}
