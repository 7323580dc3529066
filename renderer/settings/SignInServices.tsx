import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SignInService } from '../../shared/contract/oauth.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { signIn } from '../words/en/sign-in.ts'
import styles from './Organisation.module.css'

const words = signIn.settings

/** Who SalesInbox is at the services that sign in on their own page. */
export function SignInServices() {
  const bridge = useBridge()
  const [services, setServices] = useState<SignInService[]>([])
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('oauth.clients', {}).then(setServices, setError)
  }, [bridge])

  async function save(service: SignInService, clientId: string, clientSecret?: string): Promise<void> {
    setError(null)
    try {
      const given = clientSecret === undefined ? {} : { clientSecret }
      setServices(await bridge.call('oauth.setClient', { service: service.id, clientId, ...given }))
      showToast({
        text: clientId === '' ? words.removed(service.name) : words.saved(service.name),
        seconds: 3
      })
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Section title={words.title} text={words.text}>
      {error !== null && <ErrorBar error={error} />}
      {services.map((service) => (
        <Client
          key={`${service.id} ${service.clientId} ${service.hasSecret}`}
          service={service}
          save={save}
        />
      ))}
    </Section>
  )
}

interface ClientProps {
  service: SignInService
  save(service: SignInService, clientId: string, clientSecret?: string): Promise<void>
}

function Client({ service, save }: ClientProps) {
  const own = service.from === 'settings' ? service.clientId : ''
  const [clientId, setClientId] = useState(own)
  const [secret, setSecret] = useState('')
  const changed = clientId.trim() !== own || secret !== ''
  return (
    <form
      className={styles.client}
      aria-label={service.name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) void save(service, clientId.trim(), secret.trim() || undefined)
      }}
    >
      <h3 className={styles.clientName}>{service.name}</h3>
      <p className={styles.none}>{service.from === 'build' ? words.fromBuild : words.how(service.id)}</p>
      <TextInput
        label={words.clientId}
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        value={clientId}
        onChange={(event) => setClientId(event.currentTarget.value)}
      />
      {service.usesSecret && (
        <TextInput
          label={words.clientSecret}
          description={service.hasSecret && own !== '' ? words.secretKept : words.secretHelp}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      )}
      <div>
        <Button type="submit" disabled={!changed}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}
