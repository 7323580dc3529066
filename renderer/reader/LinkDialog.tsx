import { Button, Modal } from '@mantine/core'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import { deceives } from './links.ts'
import { useReader } from './store.ts'
import classes from './reader.module.css'

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
    <Modal
      opened
      onClose={() => show(null)}
      title={words.linkTitle}
      size={440}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <p className={classes.dialogText}>
        <bdi>{words.linkText(lie.shown, lie.host)}</bdi>
      </p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={() => show(null)}>
          {words.cancel}
        </Button>
        <Button variant="default" onClick={open}>
          {words.openHost(lie.host)}
        </Button>
      </div>
    </Modal>
  )
}
