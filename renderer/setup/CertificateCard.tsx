import { IconCopy, IconShieldExclamation } from '@tabler/icons-react'
import type { TestReport } from '../../shared/contract/accounts.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { setup } from '../words/en/setup.ts'
import { longDate } from '../words/index.ts'
import styles from './AccountForm.module.css'

const words = setup.certificate
type Certificate = NonNullable<TestReport['steps'][number]['certificate']>

/** OpenSSL's names for what is wrong, in a sentence. */
export function reasonWords(reason: string): string {
  if (/ALTNAME|HOSTNAME/.test(reason)) return words.otherName
  if (/EXPIRED|NOT_YET_VALID/.test(reason)) return words.expired
  if (/SELF_SIGNED/.test(reason)) return words.selfSigned
  return words.unknown
}

function dayOf(text: string): string {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? text : longDate(ms)
}

/** Shows whose certificate it is and lets the rep decide; not connecting is what Enter does. */
export function CertificateCard({
  certificate,
  onTrust,
  onRefuse
}: {
  certificate: Certificate
  onTrust(fingerprint: string): void
  onRefuse(): void
}) {
  const facts = [
    [words.expected, certificate.expected],
    [words.presented, certificate.presented],
    [words.issuer, certificate.issuer],
    [words.validUntil, dayOf(certificate.validTo)],
    [words.fingerprint, certificate.fingerprint]
  ] as const
  const copy = (): void =>
    void navigator.clipboard.writeText(facts.map(([name, value]) => `${name}: ${value}`).join('\n'))
  return (
    <div className={styles.certificate}>
      <Bar
        tone="warn"
        role="alert"
        icon={<IconShieldExclamation size={17} stroke={1.75} aria-hidden="true" />}
        title={words.title(certificate.expected)}
        text={`${reasonWords(certificate.reason)} ${words.nothingSent}`}
      />
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === words.fingerprint ? styles.print : undefined}>{value}</dd>
            </div>
          ))}
      </dl>
      <div className={styles.decide}>
        <Button kind="primary" onClick={onRefuse}>
          {words.doNot}
        </Button>
        <Button icon={<IconCopy size={16} stroke={1.75} aria-hidden="true" />} onClick={copy}>
          {setup.report.copy}
        </Button>
        <Button
          kind="quiet"
          className={styles.trust}
          title={words.trustHelp}
          onClick={() => onTrust(certificate.fingerprint)}
        >
          {words.trust}
        </Button>
      </div>
    </div>
  )
}
