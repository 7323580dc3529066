import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'

/** What is chosen for this mail and seldom. */
export function ComposerMenu({ plain, onPlain }: { plain: boolean; onPlain(plain: boolean): void }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton name={words.more}>
          <IconDots size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem checked={plain} closeMenuOnClick onChange={onPlain}>
          {words.plain}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  )
}
