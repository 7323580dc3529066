import { Tooltip } from '@mantine/core'
import { Keycap } from './Keycap.tsx'
import styles from './IconButton.module.css'

interface IconTipProps {
  target: HTMLElement
  opened: boolean
  name: string
  keys: string | undefined
}

/** What an icon's button says of itself. Loaded when the first is pointed at. */
export default function IconTip({ target, opened, name, keys }: IconTipProps) {
  return (
    <Tooltip
      target={target}
      opened={opened}
      label={
        <span className={styles.tip}>
          {name}
          {keys && <Keycap keys={keys} onFill />}
        </span>
      }
    />
  )
}
