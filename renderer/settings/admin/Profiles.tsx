import { Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Section } from '../../ui/Page.tsx'
import { administration } from '../../words/en/administration.ts'
import styles from '../Organisation.module.css'
import own from './admin.module.css'
import type { Team } from './decisions.ts'
import type { Admin } from './use-admin.ts'

const { profiles: words, who } = administration
type Profile = Team['profiles'][number]
type Act = Pick<Admin, 'act'>

/** These two are always there, and keep their names. */
const kept = new Set(['administrator', 'standard'])

function faultOf(name: string, profiles: readonly Profile[], own?: string): string {
  if (name === '') return words.unnamed
  const same = profiles.find((one) => one.id !== own && one.name.toLowerCase() === name.toLowerCase())
  return same ? words.known(same.name) : ''
}

/** What users of a profile may do; a team has profiles of its own. */
export function Profiles({ profiles, act }: Act & { profiles: readonly Profile[] }) {
  return (
    <Section title={words.title} text={words.text}>
      <div className={styles.part}>
        <ul className={styles.list} aria-label={words.title}>
          {profiles.map((profile) => (
            <ProfileRow key={profile.id} profile={profile} profiles={profiles} act={act} />
          ))}
        </ul>
        <AddProfile profiles={profiles} act={act} />
      </div>
    </Section>
  )
}

function ProfileRow({ profile, profiles, act }: Act & { profile: Profile; profiles: readonly Profile[] }) {
  const { id, name, emailSettings, users } = profile
  const always = kept.has(id)
  return (
    <li className={cx(styles.item, own.profile)}>
      {always ? (
        <span className={own.keptName}>{name}</span>
      ) : (
        <ProfileName key={name} profile={profile} profiles={profiles} act={act} />
      )}
      <span className={styles.facts}>{who.users(users)}</span>
      <Switch
        aria-label={words.settings(name)}
        label={<span className={own.switchName}>{words.column}</span>}
        checked={emailSettings}
        onChange={({ currentTarget: { checked } }) =>
          void act(
            'workspace.saveProfile',
            { id, name, emailSettings: checked },
            words.saved(name, checked),
            () =>
              void act('workspace.saveProfile', { id, name, emailSettings }, words.saved(name, emailSettings))
          )
        }
      />
      <IconButton
        name={always ? words.always : users > 0 ? words.used : words.remove(name)}
        disabled={always || users > 0}
        onClick={() => void act('workspace.removeProfile', { id }, words.removed(name))}
      >
        <IconTrash size={16} stroke={1.75} aria-hidden="true" />
      </IconButton>
    </li>
  )
}

function ProfileName({ profile, profiles, act }: Act & { profile: Profile; profiles: readonly Profile[] }) {
  const [typed, setTyped] = useState(profile.name)
  const [wrong, setWrong] = useState('')
  function done(): void {
    const name = typed.trim()
    if (name === profile.name) return setTyped(name)
    const fault = faultOf(name, profiles, profile.id)
    setWrong(fault)
    if (fault) return
    void act(
      'workspace.saveProfile',
      { id: profile.id, name, emailSettings: profile.emailSettings },
      words.renamed(name)
    )
  }
  return (
    <TextInput
      className={styles.grow}
      aria-label={words.name(profile.name)}
      value={typed}
      maxLength={60}
      error={wrong || undefined}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        setWrong('')
      }}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done()
        if (event.key !== 'Escape') return
        event.preventDefault()
        setTyped(profile.name)
      }}
    />
  )
}

function AddProfile({ profiles, act }: Act & { profiles: readonly Profile[] }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  async function add(): Promise<void> {
    const name = typed.trim()
    const fault = faultOf(name, profiles)
    setWrong(fault)
    if (fault) return
    const saved = await act('workspace.saveProfile', { id: '', name, emailSettings: true }, words.added(name))
    if (saved) setTyped('')
  }
  return (
    <form
      className={styles.add}
      aria-label={words.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <TextInput
        className={styles.grow}
        label={words.new}
        value={typed}
        maxLength={60}
        autoComplete="off"
        error={wrong || undefined}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          setWrong('')
        }}
      />
      <Button type="submit" className={styles.beside} disabled={typed.trim() === ''}>
        {words.add}
      </Button>
    </form>
  )
}
