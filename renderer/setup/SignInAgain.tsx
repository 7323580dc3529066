import { useEffect, useRef, useState } from 'react'
import { fromWire } from '../../shared/errors.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { showToast } from '../ui/toast.ts'
import { setup } from '../words/en/setup.ts'
import { signIn as words } from '../words/en/sign-in.ts'
import styles from './AccountForm.module.css'
import { SignInWaiting } from './SignIn.tsx'
import { useBrowserSignIn, useSignInServices } from './use-sign-in.ts'

/** The same sign-in for an account that is here already, over whatever page asked for it. */
export default function SignInAgain({ account: id, onClose }: { account: string; onClose(): void }) {
  const { bridge, accounts } = useSession()
  const account = accounts.find((one) => one.id === id)
  const services = useSignInServices()
  const { waiting, run } = useBrowserSignIn()
  const [error, setError] = useState<unknown>(null)
  const [testing, setTesting] = useState(false)
  const preset = account?.service ?? ''
  const name = services.find(({ presets }) => presets.includes(preset))?.name ?? ''

  async function begin(): Promise<void> {
    if (!account) return onClose()
    setError(null)
    try {
      const grant = await run(preset, account.address)
      if (grant === null) return onClose()
      setTesting(true)
      const { report } = await bridge.call('accounts.signIn', { id, grant })
      const failed = report.steps.find((step) => step.error)?.error
      if (failed) throw fromWire(failed)
      showToast({ text: words.done(account.address) })
      onClose()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setTesting(false)
    }
  }
  const newest = useRef(begin)
  newest.current = begin
  useEffect(() => {
    const soon = setTimeout(() => void newest.current())
    return () => clearTimeout(soon)
  }, [])

  return (
    <PlainDialog title={words.dialog(account?.address ?? '')} onClose={onClose}>
      <div className={styles.signIn} aria-live="polite">
        {testing && <p className={styles.signInText}>{setup.form.testing}</p>}
        {waiting && <SignInWaiting service={name} waiting={waiting} />}
        {error !== null && (
          <ErrorBar error={error}>
            <Button size="small" onClick={() => void begin()}>
              {words.again}
            </Button>
          </ErrorBar>
        )}
      </div>
    </PlainDialog>
  )
}
