import {
  type ComponentPropsWithRef,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState
} from 'react'
import { cx } from './cx.ts'
import { ariaKeys } from './keys.ts'
import styles from './IconButton.module.css'

const IconTip = lazy(() => import('./IconTip.tsx'))

/** A pointer rests for so long, ms, before the tooltip shows. */
const rest = 600

export interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  /** Always named: for the screen reader and the tooltip. */
  name: string
  keys?: string | undefined
  /** 26 in rows and cards, 30 elsewhere. */
  small?: boolean
  children: ReactNode
}

/** An icon that acts; its tooltip says what it does and teaches the key. */
export function IconButton({ name, keys, small = false, className, children, ...others }: IconButtonProps) {
  const tip = useTip()
  return (
    <>
      <button
        type="button"
        aria-label={name}
        aria-keyshortcuts={ariaKeys(keys)}
        {...others}
        className={cx(styles.button, small && styles.small, className)}
        onPointerEnter={(event) => {
          if (event.pointerType !== 'touch') tip.near(event.currentTarget)
          others.onPointerEnter?.(event)
        }}
        onPointerLeave={(event) => {
          tip.away()
          others.onPointerLeave?.(event)
        }}
        onPointerDown={(event) => {
          tip.away()
          others.onPointerDown?.(event)
        }}
      >
        {children}
      </button>
      {tip.target && (
        <Suspense fallback={null}>
          <IconTip target={tip.target} opened={tip.opened} name={name} keys={keys} />
        </Suspense>
      )}
    </>
  )
}

/** Made only for a button that a pointer rests on: there are many, and few are ever asked. */
function useTip() {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const [opened, setOpened] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    target,
    opened,
    near(element: HTMLElement): void {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        setTarget(element)
        setOpened(true)
      }, rest)
    },
    away(): void {
      clearTimeout(timer.current)
      setOpened(false)
    }
  }
}
