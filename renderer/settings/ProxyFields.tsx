import { PasswordInput, Select, TextInput } from '@mantine/core'
import type { Proxy } from '../../shared/contract/network.ts'
import { network as words } from '../words/en/network.ts'
import styles from './Settings.module.css'

/** As typed. */
export interface ProxyForm {
  kind: Proxy['kind']
  host: string
  port: string
  user: string
  /** '': the saved one. */
  password: string
}
const kinds: Proxy['kind'][] = ['socks5', 'http', 'https']
const usualPorts: Record<Proxy['kind'], string> = { socks5: '1080', http: '8080', https: '443' }

export function proxyForm(saved: Proxy | null): ProxyForm {
  if (saved) return { ...saved, port: String(saved.port), password: '' }
  return { kind: 'socks5', host: '', port: usualPorts.socks5, user: '', password: '' }
}
export function proxyOf({ kind, host, port, user }: ProxyForm): Proxy {
  return { kind, host: host.trim(), port: Number(port), user: user.trim() }
}

export function checkProxy({ host, port }: ProxyForm): Partial<Record<'host' | 'port', string>> {
  const number = Number(port)
  const name = host.trim()
  return {
    ...(name === '' ? { host: words.needed } : /[\s/@]/.test(name) ? { host: words.badHost } : {}),
    ...(Number.isInteger(number) && number >= 1 && number <= 65535 ? {} : { port: words.badPort })
  }
}

export function ProxyFields({
  form,
  errors,
  set
}: {
  form: ProxyForm
  errors: ReturnType<typeof checkProxy>
  set(patch: Partial<ProxyForm>): void
}) {
  function setKind(kind: string | null): void {
    const chosen = kinds.find((one) => one === kind)
    if (chosen)
      set({ kind: chosen, ...(form.port === usualPorts[form.kind] ? { port: usualPorts[chosen] } : {}) })
  }
  return (
    <>
      <Select
        label={words.kind}
        data={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        value={form.kind}
        allowDeselect={false}
        onChange={setKind}
      />
      <div className={styles.hostLine}>
        <TextInput
          label={words.server}
          spellCheck={false}
          autoComplete="off"
          value={form.host}
          error={errors.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <TextInput
          label={words.port}
          inputMode="numeric"
          autoComplete="off"
          value={form.port}
          error={errors.port}
          onChange={(event) => set({ port: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={words.user}
        spellCheck={false}
        autoComplete="off"
        value={form.user}
        onChange={(event) => set({ user: event.currentTarget.value })}
      />
      {form.user.trim() !== '' && (
        <PasswordInput
          label={words.password}
          description={words.passwordKept}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
          value={form.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      )}
    </>
  )
}
