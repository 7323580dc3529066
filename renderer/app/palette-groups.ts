import {
  IconBriefcase2,
  IconBuilding,
  IconSearch,
  IconTargetArrow,
  IconUser,
  IconUsersGroup
} from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import { app as words } from '../words/en/app.ts'
import { type Command, commandGroups, runCommand, useCommandList } from './commands.ts'
import { isInPlace } from './keys.ts'
import { score } from './match.ts'
import { type PaletteItem, paletteSources } from './palette-sources.ts'
import { foundPages } from './settings-search.ts'

export interface PaletteGroup {
  id: string
  title: string
  items: PaletteItem[]
}

const settle = 80
const kindIcons = {
  user: IconUsersGroup,
  lead: IconTargetArrow,
  contact: IconUser,
  account: IconBuilding,
  deal: IconBriefcase2,
  activity: IconBriefcase2
}

/** `>` looks among commands only, `@` among people only. */
export function usePaletteGroups(text: string, bridge: Bridge): PaletteGroup[] {
  const only = text.startsWith('>') ? 'commands' : text.startsWith('@') ? 'people' : null
  const query = text.replace(/^[>@]\s*/, '').trim()
  const commands = useCommandList()
  const found = useFound(query, only, bridge)
  return useMemo(() => {
    const groups: PaletteGroup[] = []
    const matching = only === 'people' ? [] : commandGroupsFor(commands, query)
    const [mail, ...others] = matching
    if (mail?.id === 'mail' && only === null)
      groups.push({ ...mail, items: mail.items.slice(0, query ? 4 : 5) })
    groups.push(...found)
    groups.push(...(mail?.id === 'mail' && only === null ? others : matching))
    if (only === null && query.length >= 2)
      groups.push({
        id: 'search',
        title: words.palette.mail,
        items: [
          {
            id: 'search-mail',
            title: words.palette.searchFor(query),
            icon: IconSearch,
            run: () => runCommand('mail.search', { text: query })
          }
        ]
      })
    const pages = only === 'people' || query === '' ? [] : pagesFor(query)
    if (pages.length > 0) groups.push({ id: 'settings', title: words.palette.settings, items: pages })
    return groups.filter((group) => group.items.length > 0)
  }, [commands, found, only, query])
}

function commandGroupsFor(commands: readonly Command[], query: string): PaletteGroup[] {
  return commandGroups.map((group) => ({
    id: group,
    title: words.groups[group],
    items: commands
      .filter(
        (command) =>
          command.group === group && !command.hidden && isInPlace(command.id) && command.when?.() !== false
      )
      .map((command) => ({ command, points: query === '' ? 1 : score(command.words, query) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, query === '' ? 12 : 6)
      .map(({ command }) => ({
        id: command.id,
        title: command.words,
        icon: command.icon,
        keys: command.keys?.[0],
        run: () => void runCommand(command.id)
      }))
  }))
}

function pagesFor(query: string): PaletteItem[] {
  return foundPages(query)
    .slice(0, 4)
    .map((page) => ({
      id: `settings-${page.id}-${page.title}`,
      title: words.settingsPage(page.title),
      run: () => void runCommand('go.settings', { page: page.id, ...(page.part && { part: page.title }) })
    }))
}

/** People, companies and deals of the workspace, and what features registered. */
function useFound(query: string, only: string | null, bridge: Bridge): PaletteGroup[] {
  const [found, setFound] = useState<PaletteGroup[]>([])
  useEffect(() => {
    if (query === '' || only === 'commands') {
      setFound([])
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      const asked = paletteSources().filter((source) => only !== 'people' || source.people)
      void Promise.all([
        recordsFor(query, only === 'people', bridge, stop.signal).catch(() => []),
        ...asked.map(async (source) => {
          const items = await Promise.resolve(source.search(query, stop.signal)).catch(() => [])
          return [{ id: source.id, title: source.title, items }]
        })
      ]).then((groups) => {
        if (!stop.signal.aborted) setFound(groups.flat())
      })
    }, settle)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query, only, bridge])
  return found
}

async function recordsFor(
  query: string,
  people: boolean,
  bridge: Bridge,
  signal: AbortSignal
): Promise<PaletteGroup[]> {
  const kinds = people
    ? (['contact', 'lead', 'user'] as const)
    : (['contact', 'account', 'lead', 'user', 'deal'] as const)
  const hits = await bridge.call(
    'workspace.search',
    { text: query, kinds: [...kinds], limit: 12 },
    { signal }
  )
  const items = hits.map((hit) => ({
    kind: hit.kind,
    item: {
      id: `${hit.kind}-${hit.id}`,
      title: hit.name,
      detail: hit.detail || hit.address,
      aside: words.palette.kinds[hit.kind],
      icon: kindIcons[hit.kind],
      run: () => void runCommand('record.open', { kind: hit.kind, id: hit.id })
    }
  }))
  const of = (deal: boolean): PaletteItem[] =>
    items.filter(({ kind }) => (kind === 'deal') === deal).map(({ item }) => item)
  return [
    { id: 'people', title: words.palette.people, items: of(false).slice(0, 5) },
    { id: 'deals', title: words.palette.deals, items: of(true).slice(0, 5) }
  ]
}
