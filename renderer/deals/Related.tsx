import { IconCheck, IconPlus, IconRotate2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RecordOf, RecordView } from '../../shared/contract/records.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { StepBar } from '../ui/StepBar.tsx'
import { showToast } from '../ui/toast.ts'
import { cx } from '../ui/cx.ts'
import { dayText, timeText } from '../words/day.ts'
import { errorText, money } from '../words/index.ts'
import { deals as words } from '../words/en/deals.ts'
import { openNew } from './form-store.ts'
import styles from './deals.module.css'

/** The people, deals and activities of a record. */
export function Related({ view }: { view: RecordView }) {
  const { record } = view
  const people =
    record.kind === 'deal'
      ? record.contacts.map(({ contact, name, role, address }) => ({
          id: contact,
          name,
          detail: [role, address]
        }))
      : view.contacts.map(({ id, name, title, addresses }) => ({
          id,
          name,
          detail: [title, addresses[0] ?? '']
        }))
  const here: [string, string][] = [[record.id, record.name]]
  const about =
    record.kind === 'user' || record.kind === 'activity' ? null : { kind: record.kind, id: record.id }
  return (
    <>
      {(record.kind === 'deal' || record.kind === 'account') && (
        <Block
          title={words.people}
          add={
            record.kind === 'account'
              ? { name: words.newOne.contact, run: () => openNew('contact', { account: record.id }, here) }
              : undefined
          }
        >
          {people.map(({ id, name, detail }) => (
            <Row
              key={id}
              name={name}
              detail={detail.filter(Boolean).join(' · ')}
              onOpen={() => runCommand('record.open', { kind: 'contact', id })}
            />
          ))}
        </Block>
      )}
      {(record.kind === 'contact' || record.kind === 'account' || record.kind === 'user') && (
        <Block
          title={words.openDeals}
          add={{
            name: words.newOne.deal,
            run: () =>
              record.kind === 'contact'
                ? openNew(
                    'deal',
                    {
                      account: record.account,
                      contacts: [
                        { contact: record.id, role: '', name: record.name, address: record.addresses[0] }
                      ]
                    },
                    record.account ? [[record.account, record.accountName]] : []
                  )
                : openNew(
                    'deal',
                    record.kind === 'account' ? { account: record.id } : { owner: record.id },
                    here
                  )
          }}
        >
          {view.deals.map((deal) => (
            <Deal key={deal.id} deal={deal} />
          ))}
        </Block>
      )}
      {record.kind !== 'activity' && (
        <Block
          title={words.activities}
          add={{
            name: words.newOne.activity,
            run: () => openNew('activity', about ? { about } : { owner: record.id }, here)
          }}
        >
          {view.activities.map((activity) => (
            <Activity key={activity.id} activity={activity} />
          ))}
        </Block>
      )}
    </>
  )
}

export function Block({
  title,
  add,
  children
}: {
  title: string
  add?: { name: string; run(): void }
  children: ReactNode
}) {
  return (
    <section className={styles.block} aria-label={title}>
      <div className={styles.blockHead}>
        <h2>{title}</h2>
        {add && (
          <IconButton small name={add.name} onClick={add.run}>
            <IconPlus size={15} stroke={2} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <ul className={styles.rows}>{children}</ul>
    </section>
  )
}

export function Row({
  name,
  detail,
  aside,
  onOpen,
  children
}: {
  name: string
  detail: string
  aside?: string
  onOpen(): void
  children?: ReactNode
}) {
  return (
    <li className={styles.relatedRow}>
      <button type="button" className={styles.relatedName} onClick={onOpen}>
        <span>{name}</span>
        <span className={styles.quiet}>{detail}</span>
      </button>
      {children}
      {aside && <span className={styles.aside}>{aside}</span>}
    </li>
  )
}

function Deal({ deal }: { deal: RecordOf<'deal'> }) {
  return (
    <Row
      name={deal.name}
      detail={[deal.stageName, deal.closing && dayText(deal.closing)].filter(Boolean).join(' · ')}
      aside={deal.amount === null ? '' : money(deal.amount, deal.currency)}
      onOpen={() => runCommand('record.open', { kind: 'deal', id: deal.id })}
    >
      {deal.outcome === 'open' && (
        <span className={styles.steps}>
          <StepBar step={deal.step} name={words.step(deal.stageName, deal.step)} />
        </span>
      )}
    </Row>
  )
}

function Activity({ activity }: { activity: RecordOf<'activity'> }) {
  const bridge = useBridge()
  async function setDone(done: boolean): Promise<void> {
    try {
      const draft = { kind: 'activity' as const, values: { ...activity, done } }
      await bridge.call('workspace.update', { id: activity.id, rev: activity.rev, draft })
    } catch (thrown) {
      showToast({ text: errorText(thrown).what })
    }
  }
  return (
    <Row
      name={activity.name}
      detail={[words.types[activity.type], activity.due === null ? '' : timeText(activity.due)]
        .filter(Boolean)
        .join(' · ')}
      onOpen={() => runCommand('record.open', { kind: 'activity', id: activity.id })}
    >
      <IconButton
        small
        name={`${activity.done ? words.markOpen : words.markDone}: ${activity.name}`}
        className={cx(activity.done && styles.quiet)}
        onClick={() => void setDone(!activity.done)}
      >
        {activity.done ? (
          <IconRotate2 size={15} stroke={2} aria-hidden="true" />
        ) : (
          <IconCheck size={15} stroke={2} aria-hidden="true" />
        )}
      </IconButton>
    </Row>
  )
}
