import { useEffect, useState } from 'react'
import type { DraftingSettings } from '../../shared/contract/drafting.ts'
import { useBridge } from '../bridge-context.ts'

/** The model server that is set up and on; null: there is no drafting help. */
export function useDrafting(): DraftingSettings | null {
  const bridge = useBridge()
  const [settings, setSettings] = useState<DraftingSettings | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('drafting.get', {}).then(
      (saved) => current && setSettings((newer) => newer ?? saved),
      () => undefined
    )
    const off = bridge.on('drafting.changed', setSettings)
    return () => {
      current = false
      off()
    }
  }, [bridge])
  return settings?.on === true && settings.address !== '' && settings.model !== '' ? settings : null
}
