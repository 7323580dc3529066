import { Dialog } from '../ui/Dialog.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import { deceives } from './links.ts'
import { useReader } from './store.ts'

/** Asks before a link opens whose text names another place. */
export function LinkDialog({ url, shown }: { url: string; shown: string }) {
  const { bridge } = useReaderHost()
  const show = useReader((state) => state.show)
  const lie = deceives(url, shown)
  if (lie === null) return null
  const open = () => {
    show(null)
    void bridge.call('app.openLink', { url }).catch(() => undefined)
  }
  return (
    <Dialog
      opened
      destroys
      title={words.linkTitle}
      verb={words.openHost(lie.host)}
      onDo={open}
      onClose={() => show(null)}
    >
      <bdi>{words.linkText(lie.shown, lie.host)}</bdi>
    </Dialog>
  )
}
