import {
  IconAlertTriangle,
  IconArrowLeft,
  IconBell,
  IconBuildingCommunity,
  IconDatabaseExport,
  IconDeviceDesktop,
  IconFilter,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconLockCog,
  IconMailCog,
  IconPalette,
  IconSparkles,
  IconUsersGroup,
  IconWorld
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Account, Preset } from '../../shared/contract/accounts.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { useProblems } from '../cache/index.ts'
import { cx } from '../ui/cx.ts'
import { focusIsLost, moveByArrows } from '../ui/focus.ts'
import { Keycap } from '../ui/Keycap.tsx'
import { layerOpen } from '../ui/layer.ts'
import { settings as words } from '../words/en/settings.ts'
import { About } from './About.tsx'
import { AccountPage } from './account/AccountPage.tsx'
import { AuditTrail } from './admin/AuditTrail.tsx'
import { BackupEmails } from './admin/BackupEmails.tsx'
import { EmailSharing } from './admin/EmailSharing.tsx'
import { Accounts } from './Accounts.tsx'
import { Appearance } from './Appearance.tsx'
import { FiltersPage } from './filters/FiltersPage.tsx'
import { Intelligence } from './Intelligence.tsx'
import { Keyboard } from './Keyboard.tsx'
import { Network } from './Network.tsx'
import { Notifications } from './Notifications.tsx'
import { Organisation } from './Organisation.tsx'
import { Problems } from './Problems.tsx'
import styles from './Settings.module.css'
import { type SearchOf, SettingsSearch } from './SettingsSearch.tsx'
import { ThisComputer } from './ThisComputer.tsx'
import { usePart } from './use-part.ts'
import { useTeam } from './use-team.ts'
import { Workspace } from './Workspace.tsx'

const pages = [
  { id: 'accounts', icon: IconMailCog },
  { id: 'filters', icon: IconFilter },
  { id: 'appearance', icon: IconPalette },
  { id: 'keyboard', icon: IconKeyboard },
  { id: 'notifications', icon: IconBell },
  { id: 'computer', icon: IconDeviceDesktop },
  { id: 'intelligence', icon: IconSparkles },
  { id: 'network', icon: IconWorld },
  { id: 'problems', icon: IconAlertTriangle },
  { id: 'about', icon: IconInfoCircle }
] as const
const teamPages = [
  { id: 'workspace', icon: IconUsersGroup },
  { id: 'organisation', icon: IconBuildingCommunity }
] as const
const adminPages = [
  { id: 'sharing', icon: IconLockCog },
  { id: 'backup', icon: IconDatabaseExport },
  { id: 'audit', icon: IconHistory }
] as const
const allPages = [...pages, ...teamPages, ...adminPages]

export type AccountFormOf = (account: Account, preset: Preset | null, onDone: () => void) => ReactNode

interface Props {
  section: string
  /** Of the account that is changed. */
  id: string | null
  /** The section that is brought in sight. */
  part: string | null
  accountForm: AccountFormOf
  keyTable: ReactNode
  search: SearchOf
}

/** Settings: its own navigation and one page. Esc leads back to the mail. */
export function Settings({ section, id: given, part, accountForm, keyTable, search }: Props) {
  const { accounts } = useSession()
  const problems = useProblems().length
  const { team } = useTeam()
  const current = allPages.some((page) => page.id === section) ? section : 'accounts'
  const id = given ?? (part === null ? null : (accounts[0]?.id ?? null))
  usePart(part, `${current} ${id}`)
  const nav = useRef<HTMLElement>(null)
  // what was pressed to come here is gone with the mail's page; at a start or reload nothing was
  useEffect(() => {
    if (navigator.userActivation.hasBeenActive && focusIsLost())
      nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus()
  }, [])
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      const { target } = event
      if (layerOpen(event)) return
      if (
        target instanceof HTMLElement &&
        target.matches('input:not([type="checkbox"], [type="radio"]), textarea')
      )
        return
      runCommand('go.mail')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const link = ({ id: page, icon: Mark }: (typeof allPages)[number]): ReactNode => (
    <a
      key={page}
      href={`#/settings/${page}`}
      className={cx(styles.link, page === current && styles.current)}
      aria-current={page === current ? 'page' : undefined}
    >
      <Mark size={17} stroke={1.75} aria-hidden="true" />
      <span className={styles.grow}>{words.pages[page]}</span>
      {page === 'problems' && problems > 0 && <span className={styles.count}>{problems}</span>}
    </a>
  )
  return (
    <div className={styles.settings}>
      <nav
        ref={nav}
        className={styles.nav}
        aria-label={words.title}
        data-pane="rail"
        onKeyDown={moveByArrows}
      >
        <a href="#/mail" className={styles.back}>
          <IconArrowLeft size={17} stroke={1.75} aria-hidden="true" />
          <span className={styles.grow}>{words.backToMail}</span>
          <Keycap keys="Escape" />
        </a>
        <SettingsSearch search={search}>
          <p className={styles.group}>{words.you}</p>
          {pages.map(link)}
          <p className={styles.group}>{words.team}</p>
          {teamPages.map(link)}
          {/* everybody else is told on the page who decides */}
          {team?.administrator === false && link(adminPages[0])}
          {team?.administrator && (
            <>
              <p className={styles.group}>{words.administration}</p>
              {adminPages.map(link)}
            </>
          )}
        </SettingsSearch>
      </nav>
      <main className={styles.main} data-pane="page" tabIndex={-1}>
        <div className={styles.content}>
          {current === 'accounts' && (id ? <AccountPage id={id} form={accountForm} /> : <Accounts />)}
          {current === 'filters' && <FiltersPage id={id} />}
          {current === 'appearance' && <Appearance />}
          {current === 'keyboard' && <Keyboard table={keyTable} />}
          {current === 'notifications' && <Notifications />}
          {current === 'computer' && <ThisComputer />}
          {current === 'intelligence' && <Intelligence />}
          {current === 'network' && <Network />}
          {current === 'problems' && <Problems />}
          {current === 'workspace' && <Workspace />}
          {current === 'organisation' && <Organisation />}
          {current === 'sharing' && <EmailSharing />}
          {current === 'backup' && <BackupEmails />}
          {current === 'audit' && <AuditTrail />}
          {current === 'about' && <About />}
        </div>
      </main>
    </div>
  )
}
