import type { Sharing } from '../../../shared/contract/sharing-rule.ts'
import { useSharingState } from '../../cache/index.ts'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'

const words = preferences.sharing

/** What of the mailbox the team has. */
export function SharingProgress({
  account,
  mode,
  alone
}: {
  account: string
  mode: Sharing
  alone: boolean
}) {
  const state = useSharingState(account)
  if (alone) return <p className={styles.small}>{words.later}</p>
  if (mode === 'private') return null
  const { published = 0, wanted = 0 } = state ?? {}
  const said = words.progress(published, wanted)
  const text = {
    off: '',
    done: wanted === 0 ? words.noneYet : `${said}.`,
    publishing: words.publishing(said),
    waiting: words.waiting(said)
  }[state?.state ?? 'off']
  return (
    <>
      <p role="status" className={styles.small}>
        {text}
      </p>
      {(state?.personal ?? 0) > 0 && (
        <p className={styles.small}>{words.personalFound(state?.personal ?? 0)}</p>
      )}
      {state?.error?.code === 'sharing.locked' && <p className={styles.small}>{words.lockedBack}</p>}
      <p className={styles.small}>{words.bothOwners}</p>
    </>
  )
}
