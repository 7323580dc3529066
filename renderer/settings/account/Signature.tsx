import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { settings } from '../../words/en/settings.ts'
import styles from '../Settings.module.css'
import type { AccountSection } from './section.ts'

const words = settings.accounts

/** What stands below the mail of this address, and what else counts as one's own. */
export function Signature({ account, change }: AccountSection) {
  const [signature, setSignature] = useState(account.signature)
  const [aliases, setAliases] = useState(account.aliases.join('\n'))
  const list = aliases
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter((one) => one.includes('@'))
  const changed = signature !== account.signature || list.join() !== account.aliases.join()
  return (
    <Section title={words.signature} text={words.signatureText}>
      <Textarea
        label={words.signatureLabel}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20000}
        value={signature}
        onChange={(event) => setSignature(event.currentTarget.value)}
      />
      <Textarea
        label={words.aliases}
        description={words.aliasesHelp}
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        value={aliases}
        onChange={(event) => setAliases(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <Button disabled={!changed} onClick={() => void change({ signature, aliases: list })}>
          {words.update}
        </Button>
      </div>
    </Section>
  )
}
