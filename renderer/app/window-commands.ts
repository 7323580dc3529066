import { useComputedColorScheme } from '@mantine/core'
import {
  IconArrowLeft,
  IconBriefcase2,
  IconBuilding,
  IconChecklist,
  IconExternalLink,
  IconFileImport,
  IconFileText,
  IconKeyboard,
  IconLayoutSidebarRight,
  IconMailPlus,
  IconMoon,
  IconProgressAlert,
  IconSettings,
  IconTargetArrow,
  IconUser
} from '@tabler/icons-react'
import type { OwnWindow } from '../../shared/contract/desktop.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { useSession } from '../bridge-context.ts'
import { findMail, useCache, useIntelligence } from '../cache/index.ts'
import { useInbox } from '../inbox/index.ts'
import { useInvitation } from '../settings/invitation.ts'
import { app as words } from '../words/en/app.ts'
import { desktop } from '../words/en/desktop.ts'
import { breakpointOf } from './breakpoint.ts'
import { useCommands } from './commands.ts'
import { focusNextPane } from './focus.ts'
import { chooseMailFile, openMailFile } from './open-file.ts'
import { openOwn } from './own-window.ts'
import { useOverlays } from './overlays.ts'
import { usePanes } from './panes.ts'
import { go, useRoute } from './route.ts'
import { standAt } from './show-mail.ts'

function togglePanel(): void {
  const { panelOpen, drawerOpen } = usePanes.getState()
  if (breakpointOf(window.innerWidth) === 'four') usePanes.setState({ panelOpen: !panelOpen })
  else usePanes.setState({ drawerOpen: !drawerOpen })
}

/** What the rep looks at here and could have in a window of its own; null: nothing. */
function shownHere(): OwnWindow | null {
  const route = useRoute.getState()
  const { at } = useInbox.getState()
  if (route.page === 'mail' && at) return { kind: 'mail', id: at.id }
  return route.page === 'records' && route.id !== null
    ? { kind: 'record', of: route.kind, id: route.id }
    : null
}

/** What the window itself can do, whatever is shown in it. */
export function useWindowCommands(): void {
  const session = useSession()
  const { preferences, setPreferences } = session
  const scheme = useComputedColorScheme('light')
  const cache = useCache()
  const shows = useIntelligence()
  const { page } = useRoute()
  const c = words.commands
  const records = (kind: RecordKind) => () => go({ page: 'records', kind, id: null })
  useCommands([
    {
      id: 'mail.search',
      words: c.search,
      group: 'mail',
      hidden: true,
      run(given) {
        const text = given?.text.trim() ?? ''
        if (text === '') return
        void findMail(cache, shows, text).then((found) => {
          if (!found) return
          useInbox.getState().search(text, found.ids)
          go({ page: 'mail' })
        })
      }
    },
    {
      id: 'mail.show',
      words: c.open,
      group: 'mail',
      hidden: true,
      run(given) {
        const id = given?.ids[0]
        if (id === undefined || !standAt(cache, id, preferences.conversations)) return
        usePanes.setState({ reading: true })
        go({ page: 'mail' })
      }
    },
    {
      id: 'app.palette',
      words: c.palette,
      group: 'window',
      keys: ['Mod+k'],
      hidden: true,
      run: (given) => useOverlays.setState({ palette: true, text: given?.text ?? '' })
    },
    {
      id: 'app.keys',
      words: c.keys,
      group: 'window',
      icon: IconKeyboard,
      keys: ['?'],
      run: () => useOverlays.setState({ keys: true })
    },
    {
      id: 'app.nextPane',
      words: c.nextPane,
      group: 'window',
      keys: ['F6'],
      hidden: true,
      run: () => focusNextPane(1)
    },
    {
      id: 'app.previousPane',
      words: c.previousPane,
      group: 'window',
      keys: ['Shift+F6'],
      hidden: true,
      run: () => focusNextPane(-1)
    },
    {
      id: 'app.newWindow',
      words: desktop.newWindow,
      group: 'window',
      icon: IconExternalLink,
      keys: ['Shift+Enter'],
      when: () => shownHere() !== null,
      run() {
        const shown = shownHere()
        if (shown) void openOwn(session, shown)
      }
    },
    {
      id: 'app.openWindow',
      words: desktop.newWindow,
      group: 'window',
      hidden: true,
      run: (given) => given && void openOwn(session, given)
    },
    {
      id: 'app.openFile',
      words: desktop.openFile,
      group: 'window',
      icon: IconFileText,
      run(given) {
        if (given) void openMailFile(session, given.file)
        else chooseMailFile((file) => void openMailFile(session, file))
      }
    },
    {
      id: 'record.panel',
      words: c.panel,
      group: 'window',
      icon: IconLayoutSidebarRight,
      keys: ['Mod+.'],
      when: () => page === 'mail',
      run: togglePanel
    },
    {
      id: 'app.theme',
      words: c.theme,
      group: 'window',
      icon: IconMoon,
      run: () => setPreferences({ theme: scheme === 'dark' ? 'light' : 'dark' })
    },
    {
      id: 'go.settings',
      words: c.settings,
      group: 'go',
      icon: IconSettings,
      keys: ['Mod+,'],
      run: (given) =>
        go({
          page: 'settings',
          section: given?.page ?? 'accounts',
          id: null,
          ...(given?.part ? { part: given.part } : {})
        })
    },
    {
      id: 'go.promises',
      words: c.promises,
      group: 'go',
      icon: IconChecklist,
      when: () => shows.promises,
      run: () => go({ page: 'promises' })
    },
    {
      id: 'go.problems',
      words: c.problems,
      group: 'go',
      icon: IconProgressAlert,
      run: () => go({ page: 'settings', section: 'problems', id: null })
    },
    {
      id: 'go.addMailbox',
      words: c.addMailbox,
      group: 'go',
      icon: IconMailPlus,
      run: () => go({ page: 'setup' })
    },
    {
      id: 'team.join',
      words: desktop.joinTeam,
      group: 'go',
      hidden: true,
      run(given) {
        if (given) useInvitation.setState({ link: given.link })
        go({ page: 'settings', section: 'workspace', id: null })
      }
    },
    {
      id: 'account.signIn',
      words: c.signIn,
      group: 'go',
      hidden: true,
      run: (given) => given && useOverlays.setState({ signIn: given.account })
    },
    {
      id: 'go.mail',
      words: c.goMail,
      group: 'go',
      icon: IconArrowLeft,
      keys: ['g m'],
      when: () => page !== 'mail',
      run: () => go({ page: 'mail' })
    },
    {
      id: 'go.dealRecords',
      words: c.dealRecords,
      group: 'record',
      icon: IconBriefcase2,
      run: records('deal')
    },
    {
      id: 'go.contactRecords',
      words: c.contactRecords,
      group: 'record',
      icon: IconUser,
      run: records('contact')
    },
    {
      id: 'go.leadRecords',
      words: c.leadRecords,
      group: 'record',
      icon: IconTargetArrow,
      run: records('lead')
    },
    {
      id: 'go.accountRecords',
      words: c.accountRecords,
      group: 'record',
      icon: IconBuilding,
      run: records('account')
    },
    {
      id: 'record.open',
      words: c.openRecord,
      group: 'record',
      hidden: true,
      run: (place) => place && go({ page: 'records', kind: place.kind, id: place.id })
    },
    {
      id: 'record.mail',
      words: c.openRecord,
      group: 'record',
      hidden: true,
      run: (place) => place && go({ page: 'records', ...place })
    },
    {
      id: 'record.list',
      words: c.dealRecords,
      group: 'record',
      hidden: true,
      run: (given) => records(given?.kind ?? 'deal')()
    },
    {
      id: 'record.import',
      words: c.import,
      group: 'record',
      icon: IconFileImport,
      run: (given) => go({ page: 'import', kind: given?.kind ?? 'contact' })
    }
  ])
}
