import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { useBridge } from '../../bridge-context.ts'
import type { EmailRow } from './merge.ts'

export type Link = Output<'workspace.mailLinks'>[number]

/** What one call may ask for. */
const most = 500
const nothing: ReadonlyMap<string, Link> = new Map()

/** The deals that the shared ones of these mails go with, by the key of the mail; asked anew with every `turn`. */
export function useLinks(
  rows: readonly EmailRow[] | undefined,
  wanted: boolean,
  turn: number
): ReadonlyMap<string, Link> {
  const bridge = useBridge()
  const [links, setLinks] = useState(nothing)
  const keys = wanted ? (rows ?? []).flatMap(({ key, shared }) => (shared ? [key] : [])) : []
  const asked = JSON.stringify(keys.slice(0, most))
  useEffect(() => {
    const messages = JSON.parse(asked) as string[]
    if (messages.length === 0) return setLinks(nothing)
    const stop = new AbortController()
    bridge.call('workspace.mailLinks', { messages }, { signal: stop.signal }).then(
      (found) => setLinks(new Map(found.map((link) => [link.message, link]))),
      // out of reach: the list itself says so
      () => undefined
    )
    return () => stop.abort()
  }, [bridge, asked, turn])
  return links
}
