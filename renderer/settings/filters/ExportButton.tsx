import { IconFileExport } from '@tabler/icons-react'
import type { FilterExport } from '../../../shared/contract/filters.ts'
import type { FilterFormat, Rule } from '../../../shared/filters/model.ts'
import { useSession } from '../../bridge-context.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { showToast } from '../../ui/toast.ts'
import { filters as words } from '../../words/en/filters.ts'
import { ui } from '../../words/en/ui.ts'
import styles from './filters.module.css'

export interface Left {
  format: FilterFormat
  rules: FilterExport['left']
}

interface Props {
  rules: readonly Rule[]
  onLeft(left: Left | null): void
  onError(error: unknown): void
}

/** Writes all filters as a file of another program, by the shell's dialog or the browser. */
export function ExportButton({ onLeft, onError }: Props) {
  const { bridge, info, accounts } = useSession()
  const account = accounts[0]?.id
  async function run(format: FilterFormat): Promise<void> {
    if (account === undefined) return
    onError(null)
    try {
      const { name, bytes, written, left } = await bridge.call('filters.export', { format, account: null })
      const { hash } = await bridge.call('files.put', { account, bytes })
      if (info.shell === 'browser') {
        const file = { account, hash, type: 'application/octet-stream', download: name }
        const link = document.createElement('a')
        link.href = (await bridge.call('files.address', file)).url
        link.download = name
        link.click()
      } else if ((await bridge.call('files.save', { account, items: [{ hash, name }] })).saved === 0) return
      showToast({ text: words.exported(written, left.length) })
      onLeft(left.length > 0 ? { format, rules: left } : null)
    } catch (thrown) {
      onError(thrown)
    }
  }
  const formats: readonly FilterFormat[] = ['gmail', 'thunderbird']
  return (
    <MenuButton
      position="bottom-end"
      entries={formats.map((format) => ({ label: words.exportTo[format], onSelect: () => void run(format) }))}
    >
      {(props) => (
        <Button
          {...props}
          disabled={account === undefined}
          icon={<IconFileExport size={16} stroke={1.75} aria-hidden="true" />}
        >
          {words.exportButton}
        </Button>
      )}
    </MenuButton>
  )
}

/** What an export had no words for, rule by rule. */
export function LeftOut({ left, rules, onClose }: { left: Left; rules: readonly Rule[]; onClose(): void }) {
  return (
    <div className={styles.left}>
      <Bar tone="warn" role="status" title={words.exportLeft} text={words.exportLeftText(left.format)}>
        <ul className={styles.issues}>
          {left.rules.map(({ rule: id, what }) => {
            const rule = rules.find((one) => one.id === id)
            return (
              <li key={id}>
                {[rule ? words.nameOf(rule) : '', words.exportLacks(what)].filter(Boolean).join(': ')}
              </li>
            )
          })}
        </ul>
        <Button size="small" onClick={onClose}>
          {ui.close}
        </Button>
      </Bar>
    </div>
  )
}
