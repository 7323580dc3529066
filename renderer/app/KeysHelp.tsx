import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useSession } from '../bridge-context.ts'
import { Keycap } from '../ui/Keycap.tsx'
import { app as words } from '../words/en/app.ts'
import { ui } from '../words/en/ui.ts'
import { commandGroups, useCommandList } from './commands.ts'
import styles from './KeysHelp.module.css'
import { useOverlays } from './overlays.ts'

/** Every command that has a key, group by group. */
export default function KeysHelp() {
  return (
    <Modal
      opened
      onClose={() => useOverlays.setState({ keys: false })}
      title={words.keys.title}
      size="46rem"
      closeButtonProps={{ 'aria-label': ui.close }}
    >
      <KeyTable />
    </Modal>
  )
}

export function KeyTable() {
  const commands = useCommandList()
  const { singleKeys } = useSession().preferences
  return (
    <>
      <p className={styles.note}>{singleKeys ? words.keys.single : words.keys.singleOff}</p>
      <div className={styles.groups}>
        {commandGroups.map((group) => {
          const rows = commands.filter((command) => command.group === group && command.keys?.length)
          if (rows.length === 0) return null
          return (
            <section key={group} className={styles.group} aria-label={words.groups[group]}>
              <h3 className={styles.heading}>{words.groups[group]}</h3>
              <dl className={styles.rows}>
                {rows.map((command) => (
                  <Fragment key={command.id}>
                    <dt className={styles.words}>{command.words}</dt>
                    <dd className={styles.keys}>
                      {command.keys!.map((keys) => (
                        <span key={keys}>
                          <span className="visually-hidden">{keys}</span>
                          <Keycap keys={keys} />
                        </span>
                      ))}
                    </dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </>
  )
}
