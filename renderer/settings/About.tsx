import { useSession } from '../bridge-context.ts'
import { PageHead } from '../ui/Page.tsx'
import { settings } from '../words/en/settings.ts'
import { ManagedFile } from './ManagedFile.tsx'
import { Reports } from './Reports.tsx'
import styles from './Settings.module.css'
import { Updates } from './Updates.tsx'

const words = settings.about

/** What runs here, and how well secrets are kept. */
export function About() {
  const { info } = useSession()
  const facts = [
    [words.version, info.version],
    [words.shell, words.shells[info.shell]],
    [words.platform, words.platforms[info.platform] ?? info.platform],
    [words.keychain, words.keychains[info.shell]],
    [words.installation, info.installId],
    [words.licence, words.licenceText]
  ] as const
  return (
    <>
      <PageHead title={words.title} />
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Updates />
      <ManagedFile />
      <Reports />
    </>
  )
}
