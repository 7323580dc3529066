import { Select, Switch } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useSession } from '../bridge-context.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { settings } from '../words/en/settings.ts'
import { AllowInBrowser } from './AllowInBrowser.tsx'
import { WhichMail } from './WhichMail.tsx'
import styles from './Settings.module.css'

const words = settings.notifications
const seconds = [0, 5, 10, 20, 30]

/** What the rep is told of, and what happens by itself. */
export function Notifications() {
  const { preferences, setPreferences } = useSession()
  const { trustedSenders } = preferences
  return (
    <>
      <PageHead title={words.title} />
      <Section title={words.newMail} text={words.newMailText}>
        <Switch
          label={words.newMailLabel}
          checked={preferences.notifications}
          onChange={(event) => setPreferences({ notifications: event.currentTarget.checked })}
        />
        <AllowInBrowser />
      </Section>
      {preferences.notifications && <WhichMail />}
      <Section title={words.undoSend} text={words.undoSendText}>
        <Select
          label={words.undoSendLabel}
          maw={224}
          data={seconds.map((value) => ({ value: String(value), label: words.seconds(value) }))}
          value={String(preferences.undoSendSeconds)}
          onChange={(value) => value !== null && setPreferences({ undoSendSeconds: Number(value) })}
        />
      </Section>
      <Section title={words.attachments} text={words.attachmentsText}>
        <Switch
          label={words.attachmentsLabel}
          checked={preferences.fetchAttachments}
          onChange={(event) => setPreferences({ fetchAttachments: event.currentTarget.checked })}
        />
      </Section>
      <Section title={words.trusted} text={words.trustedText}>
        {trustedSenders.length === 0 && <p className={styles.small}>{words.trustedNone}</p>}
        {trustedSenders.map((address) => (
          <div key={address} className={styles.card}>
            <span className={styles.cardText}>{address}</span>
            <IconButton
              name={words.forget(address)}
              onClick={() =>
                setPreferences({ trustedSenders: trustedSenders.filter((one) => one !== address) })
              }
            >
              <IconX size={16} stroke={1.75} aria-hidden="true" />
            </IconButton>
          </div>
        ))}
      </Section>
    </>
  )
}
