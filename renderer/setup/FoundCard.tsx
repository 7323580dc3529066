import { IconCloudOff, IconShieldCheck, IconWorldSearch } from '@tabler/icons-react'
import type { Finding, Found, Server } from '../../shared/contract/accounts.ts'
import { Bar } from '../ui/Bar.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'

const words = setup.lookup
const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const

/** What was found out about the domain, how, and what to look at before a password goes there. */
export function FoundCard({ finding, domain }: { finding: Finding; domain: string }) {
  const { found, online } = finding
  if (!online)
    return (
      <Bar tone="quiet" icon={<IconCloudOff {...icon} />} title={words.offline} text={words.offlineText} />
    )
  if (!found)
    return (
      <Bar
        tone="quiet"
        icon={<IconWorldSearch {...icon} />}
        title={words.none(domain)}
        text={words.noneText}
      />
    )
  const title =
    found.how === 'mx'
      ? words.how.mx(found.domain, found.preset?.name ?? '')
      : words.how[found.how](found.domain)
  return (
    <Bar
      tone={found.how === 'names' ? 'quiet' : found.elsewhere.length > 0 ? 'warn' : 'pos'}
      icon={
        found.how === 'names' || found.elsewhere.length > 0 ? (
          <IconWorldSearch {...icon} />
        ) : (
          <IconShieldCheck {...icon} />
        )
      }
      title={title}
      text={
        found.preset ? undefined : (
          <>
            <Servers found={found} />
            {found.how === 'names' && <p className={styles.foundNote}>{words.namesText}</p>}
            {found.elsewhere.length > 0 && (
              <p className={styles.foundNote}>{words.elsewhere(found.elsewhere.join(', '), found.domain)}</p>
            )}
          </>
        )
      }
    />
  )
}

function Servers({ found }: { found: Found }) {
  const rows: [string, Server | null][] = [
    [words.incoming, found.incoming],
    [words.pop, found.pop3],
    [words.outgoing, found.outgoing]
  ]
  return (
    <dl className={styles.found}>
      {rows.map(
        ([name, server]) =>
          server && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words.server(server.host, server.port, words.securities[server.security])}</dd>
            </div>
          )
      )}
    </dl>
  )
}
