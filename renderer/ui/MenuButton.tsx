import { type ComponentPropsWithRef, lazy, type ReactNode, Suspense, useId, useState } from 'react'
import type { Entry } from './MenuList.tsx'

const MenuList = lazy(() => import('./MenuList.tsx'))

type ButtonProps = Pick<
  ComponentPropsWithRef<'button'>,
  'ref' | 'id' | 'aria-haspopup' | 'aria-expanded' | 'onClick' | 'onKeyDown'
>

interface MenuButtonProps {
  entries: readonly Entry[]
  position?: 'bottom-start' | 'bottom-end'
  /** The button, which takes these props. */
  children(props: ButtonProps): ReactNode
}

export type { Entry }

/** A button with a menu that is loaded and made when it is first opened: each folder has one, and few are ever asked. */
export function MenuButton({ entries, position = 'bottom-start', children }: MenuButtonProps) {
  const id = useId()
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const [made, setMade] = useState(false)
  const [opened, setOpened] = useState(false)
  const open = (next: boolean): void => {
    setMade(true)
    setOpened(next)
  }
  return (
    <>
      {children({
        ref: setButton,
        id: `${id}-target`,
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        onClick: () => open(!opened),
        onKeyDown(event) {
          // the menu has the focus once it stands
          const key = opened ? 'Escape' : 'ArrowDown'
          if (event.key !== key) return
          event.preventDefault()
          open(!opened)
        }
      })}
      {made && button && (
        <Suspense fallback={null}>
          <MenuList
            id={id}
            button={button}
            opened={opened}
            onChange={setOpened}
            position={position}
            entries={entries}
          />
        </Suspense>
      )}
    </>
  )
}
