import { IconArrowBackUp, IconArrowBackUpDouble, IconArrowForwardUp } from '@tabler/icons-react'
import { Keycap } from '../ui/Keycap.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import type { ReaderMessage } from './model.ts'
import { person, sameAddress } from './people.ts'
import classes from './reader.module.css'

/** The bar at the reader's foot: answering is one click or one key away. */
export function QuickReply({ message }: { message: ReaderMessage }) {
  const { own, run } = useReaderHost()
  const mine = (address: string) => own.some((one) => sameAddress(one, address))
  const from = message.from.some(([, address]) => mine(address)) ? message.to : message.from
  const names = from
    .slice(0, 2)
    .map((mailbox) => person(mailbox).name)
    .filter((name) => name !== '')
    .join(', ')
  const argument = { ids: [message.id] }
  return (
    <div className={classes.quickReply}>
      <button type="button" className={classes.quickMain} onClick={() => run('mail.reply', argument)}>
        <IconArrowBackUp size={16} stroke={1.75} aria-hidden />
        <span className={classes.cut}>
          {words.reply}
          {/* the button's name is the act alone, the same for every mail */}
          {names !== '' && <span aria-hidden="true">{` ${words.toNames(names)}`}</span>}
        </span>
        <span className={classes.keycap}>
          <Keycap keys="R" />
        </span>
      </button>
      <span className={classes.bar} />
      <button type="button" className={classes.quickOther} onClick={() => run('mail.replyAll', argument)}>
        <IconArrowBackUpDouble size={16} stroke={1.75} aria-hidden />
        {words.replyAll}
      </button>
      <button type="button" className={classes.quickOther} onClick={() => run('mail.forward', argument)}>
        <IconArrowForwardUp size={16} stroke={1.75} aria-hidden />
        {words.forward}
      </button>
    </div>
  )
}
