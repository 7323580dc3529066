import { IconCircleCheck, IconExternalLink } from '@tabler/icons-react'
import type { TestReport } from '../../shared/contract/accounts.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { setup } from '../words/en/setup.ts'
import { Abilities } from './Abilities.tsx'
import styles from './AccountForm.module.css'
import { CertificateCard } from './CertificateCard.tsx'

const words = setup.report
type Step = TestReport['steps'][number]

interface Props {
  report: TestReport
  onTrust(fingerprint: string): void
  onRefuse(): void
}

/** What the test of each server found; one certificate that both present is asked about once. */
export function Report({ report, onTrust, onRefuse }: Props) {
  const asked = new Set<string>()
  return (
    <div className={styles.report}>
      {report.steps.map((step) => {
        const print = step.certificate?.fingerprint
        if (print && asked.has(print)) return null
        if (print) asked.add(print)
        return (
          <div key={step.side}>
            <h2 className={styles.side}>{words[step.side]}</h2>
            <Outcome step={step} onTrust={onTrust} onRefuse={onRefuse} />
          </div>
        )
      })}
    </div>
  )
}

function Outcome({ step, onTrust, onRefuse }: { step: Step } & Omit<Props, 'report'>) {
  const bridge = useBridge()
  if (step.ok || !step.error)
    return (
      <>
        <p className={styles.works}>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
          {words.works}
        </p>
        <Abilities side={step.side} can={step.can} />
      </>
    )
  if (step.certificate)
    return <CertificateCard certificate={step.certificate} onTrust={onTrust} onRefuse={onRefuse} />
  const help = step.error.params.help
  return (
    <ErrorBar error={step.error}>
      {step.error.code === 'auth.needsAppPassword' && typeof help === 'string' && (
        <Button
          size="small"
          icon={<IconExternalLink size={14} stroke={2} aria-hidden="true" />}
          onClick={() => void bridge.call('app.openLink', { url: help })}
        >
          {setup.form.appPasswordHow}
        </Button>
      )}
    </ErrorBar>
  )
}
