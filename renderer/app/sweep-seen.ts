import { useEffect } from 'react'
import { useSession } from '../bridge-context.ts'
import { useCache } from '../cache/index.ts'

/** What comes together is looked at together, ms. */
const gather = 2_000

/** A share that was taken back goes from what this window kept, as soon as the workspace is there to say so. */
export function useSweptSeen(): void {
  const { bridge } = useSession()
  const { seen } = useCache()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const sweep = (): void => {
      timer = undefined
      // out of reach: it is asked again with the next news
      seen.sweep((mails) => bridge.call('workspace.visible', { mails })).catch(() => undefined)
    }
    const soon = (): void => void (timer ??= setTimeout(sweep, gather))
    const offs = [
      bridge.on('workspace.mailChanged', soon),
      bridge.on('workspace.changed', soon),
      bridge.on('team.changed', ({ reach }) => {
        if (reach === 'ok') soon()
      })
    ]
    return () => {
      clearTimeout(timer)
      for (const off of offs) off()
    }
  }, [bridge, seen])
}
