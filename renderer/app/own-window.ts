import type { OwnWindow } from '../../shared/contract/desktop.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { ownAddress } from '../../shared/own-window.ts'
import type { Session } from '../bridge-context.ts'
import { showToast } from '../ui/toast.ts'
import { desktop as words } from '../words/en/desktop.ts'

/** In a browser, which keeps no places for us. */
const sizes: Record<OwnWindow['kind'], [width: number, height: number]> = {
  mail: [820, 760],
  file: [820, 760],
  compose: [760, 700],
  record: [1080, 760]
}

/** A window that shows this alone; one that is open already comes forward. */
export async function openOwn(
  { bridge, info }: { bridge: Bridge; info: Pick<Session['info'], 'shell'> },
  shown: OwnWindow
): Promise<void> {
  if (info.shell === 'electron') {
    await bridge.call('desktop.openWindow', shown)
    return
  }
  const [width, height] = sizes[shown.kind]
  const address = ownAddress(shown)
  const opened = window.open(
    `${location.pathname}${address}`,
    `salesinbox${address.replaceAll('/', '-')}`,
    `popup,width=${width},height=${height}`
  )
  if (opened) opened.focus()
  else showToast({ text: words.blocked })
}
