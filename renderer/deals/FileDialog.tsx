import { IconFolderPlus } from '@tabler/icons-react'
import { useEffect, useState, type FormEvent } from 'react'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import {
  fileAgain,
  type FiledMail,
  type FiledOn,
  fileOn,
  unfile,
  useCache,
  useFilingsOf
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { showToast } from '../ui/toast.ts'
import { deals as words } from '../words/en/deals.ts'
import { kindLook } from './look.ts'
import { RecordPicker } from './RecordPicker.tsx'
import styles from './deals.module.css'

const kinds = ['contact', 'deal', 'account', 'lead'] as const
const isKind = (kind: string): kind is FiledOn['kind'] => kinds.some((one) => one === kind)

/** Puts mails on a record by hand, and shows where they are put already. */
export function FileDialog({ ids, onClose }: { ids: readonly number[]; onClose(): void }) {
  const cache = useCache()
  const { accounts } = useSession()
  const filed = useFilingsOf(ids)
  const [chosen, setChosen] = useState<FiledOn | null>(null)
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const own = useAccountsOf(ids)
  const closed = accounts.filter(({ id }) => own.has(id)).some(({ sharing }) => sharing === 'private')
  // of a whole conversation each record once
  const records = [...new Map(filed?.map((one) => [one.record, one])).values()]

  async function file(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!chosen) return setMissing(true)
    setBusy(true)
    try {
      const fresh = await fileOn(cache, [...ids], chosen)
      onClose()
      showToast({
        text:
          fresh.length === 0 ? words.file.already(chosen.name) : words.file.done(fresh.length, chosen.name),
        icon: IconFolderPlus,
        ...(fresh.length > 0 ? { undo: () => void unfile(cache, fresh) } : {})
      })
    } catch {
      showToast({ text: words.file.failed })
      setBusy(false)
    }
  }
  async function takeOff(one: FiledMail): Promise<void> {
    const rows = filed?.filter(({ record }) => record === one.record) ?? []
    await unfile(cache, rows)
    showToast({
      text: words.file.takenOff(rows.length, one.name),
      icon: IconFolderPlus,
      undo: () => void fileAgain(cache, rows)
    })
  }
  return (
    <PlainDialog title={words.file.title(ids.length)} onClose={onClose}>
      <form className={styles.filing} onSubmit={(event) => void file(event)}>
        <RecordPicker
          label={words.file.record}
          kinds={[...kinds]}
          chosen={chosen?.name ?? ''}
          {...(missing && !chosen ? { error: words.file.missing } : {})}
          onPick={(picked) =>
            setChosen(
              picked && isKind(picked.kind)
                ? { record: picked.id, kind: picked.kind, name: picked.name }
                : null
            )
          }
        />
        <p className={styles.quiet}>{closed ? words.file.privateText : words.file.text}</p>
        {records.length > 0 && (
          <ul className={styles.filed} aria-label={words.file.filedOn}>
            {records.map((one) => {
              const { icon: Mark, color } = kindLook[one.kind]
              return (
                <li key={one.record}>
                  <Mark size={16} stroke={1.75} color={color} aria-hidden="true" />
                  <button
                    type="button"
                    className={styles.filedName}
                    onClick={() => {
                      onClose()
                      runCommand('record.open', { kind: one.kind, id: one.record })
                    }}
                  >
                    {one.name}
                  </button>
                  <Button size="small" kind="quiet" onClick={() => void takeOff(one)}>
                    {words.file.takeOff}
                  </Button>
                </li>
              )
            })}
          </ul>
        )}
        <div className={styles.filingFoot}>
          <Button onClick={onClose}>{words.file.cancel}</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={busy}>
            {words.file.verb}
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}

/** The accounts that hold these mails. */
function useAccountsOf(ids: readonly number[]): ReadonlySet<string> {
  const { rows } = useCache()
  const [found, setFound] = useState<ReadonlySet<string>>(new Set())
  const key = ids.join()
  useEffect(() => {
    let ended = false
    const all = key.split(',').map(Number)
    void rows.want(all).then(() => {
      if (!ended) setFound(new Set(all.flatMap((id) => rows.get(id)?.message.account ?? [])))
    })
    return () => {
      ended = true
    }
  }, [rows, key])
  return found
}
