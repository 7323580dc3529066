import { Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import { asciiDomain, isDomain } from '../../shared/context/address.ts'
import { isPublicDomain } from '../../shared/context/public-domains.ts'
import type { Organisation as Facts } from '../../shared/contract/workspace.ts'
import { runCommand } from '../app/commands.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { administration } from '../words/en/administration.ts'
import { organisation as words } from '../words/en/organisation.ts'
import styles from './Organisation.module.css'
import { SignInServices } from './SignInServices.tsx'
import { Stages } from './Stages.tsx'
import { type Saving, useOrganisation } from './use-organisation.ts'

/** What the team has in common. Each change is saved at once and can be undone. */
export function Organisation() {
  const { organisation, error, save } = useOrganisation()
  return (
    <>
      <PageHead title={words.title} text={words.text} />
      {error !== null && <ErrorBar error={error} />}
      {organisation && (
        <>
          <Section title={words.name} text={words.nameText}>
            <Name key={organisation.name} name={organisation.name} save={save} />
          </Section>
          <Section title={words.domains} text={words.domainsText}>
            <Domains domains={organisation.ownDomains} save={save} />
          </Section>
          <Section title={words.currency} text={words.currencyText}>
            <Currency currency={organisation.currency} save={save} />
          </Section>
          <Section title={words.stages} text={words.stagesText}>
            <Stages stages={organisation.stages} save={save} />
          </Section>
          <Section title={administration.title} text={administration.elsewhere}>
            <div>
              <Button onClick={() => runCommand('go.settings', { page: 'sharing' })}>
                {administration.open}
              </Button>
            </div>
          </Section>
        </>
      )}
      {(organisation !== null || error !== null) && <SignInServices />}
    </>
  )
}

type Save = Pick<Saving, 'save'>

function Name({ name, save }: Save & Pick<Facts, 'name'>) {
  const [typed, setTyped] = useState(name)
  function done(): void {
    if (typed.trim() !== name) void save({ name: typed.trim() }, words.done.name)
  }
  return (
    <TextInput
      className={styles.field}
      label={words.nameLabel}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === 'Enter' && done()}
    />
  )
}

/** As it is kept, from what people type or paste: an address, an @ in front, a web address. */
function domainIn(typed: string): string {
  const bare = typed.trim().replace(/^https?:\/\/(www\.)?/i, '')
  return asciiDomain(bare.replace(/\/.*$/, '').replace(/^.*@/, ''))
}

function Domains({ domains, save }: Save & { domains: string[] }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const heading = useId()

  async function add(): Promise<void> {
    const domain = domainIn(typed)
    const fault = !isDomain(domain)
      ? words.notDomain(typed.trim())
      : isPublicDomain(domain)
        ? words.publicDomain(domain)
        : domains.includes(domain)
          ? words.knownDomain(domain)
          : ''
    setWrong(fault)
    if (fault) return
    if (await save({ ownDomains: [...domains, domain] }, words.done.domainAdded(domain))) setTyped('')
  }

  return (
    <div className={styles.part}>
      {domains.length === 0 && <p className={styles.none}>{words.domainsNone}</p>}
      {domains.length > 0 && (
        <ul className={styles.list} aria-label={words.domains}>
          {domains.map((domain) => (
            <li key={domain} className={styles.item}>
              <span className={styles.grow}>{domain}</span>
              <IconButton
                name={words.domainRemove(domain)}
                onClick={() =>
                  void save(
                    { ownDomains: domains.filter((one) => one !== domain) },
                    words.done.domainRemoved(domain)
                  )
                }
              >
                <IconX size={16} stroke={1.75} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.add}
        aria-labelledby={heading}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextInput
          id={heading}
          className={styles.grow}
          label={words.domainLabel}
          placeholder={words.domainExample}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          error={wrong || undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setWrong('')
          }}
        />
        <Button type="submit" className={styles.beside} disabled={typed.trim() === ''}>
          {words.domainAdd}
        </Button>
      </form>
    </div>
  )
}

function Currency({ currency, save }: Save & Pick<Facts, 'currency'>) {
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(undefined, { type: 'currency' })
    const codes = new Set([...Intl.supportedValuesOf('currency'), currency])
    return [...codes].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
  }, [currency])
  return (
    <Select
      className={styles.field}
      label={words.currencyLabel}
      data={currencies}
      value={currency}
      searchable
      allowDeselect={false}
      nothingFoundMessage={words.currencyNone}
      onChange={(code) => {
        if (code && code !== currency) void save({ currency: code }, words.done.currency(code))
      }}
    />
  )
}
