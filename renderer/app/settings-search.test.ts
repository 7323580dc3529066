import { expect, it } from 'vitest'
import { settings } from '../words/en/settings.ts'
import { foundPages } from './settings-search.ts'

const titles = (query: string): string[] => foundPages(query).map(({ title }) => title)

it('finds each page by its own name first, and by the words of the help page', () => {
  for (const name of Object.values(settings.pages)) expect(titles(name)[0]).toBe(name)
  for (const name of ['Email Sharing Settings', 'More From Address', 'Folder Mapping', 'Server Details'])
    expect(foundPages(name)[0]).toMatchObject({ id: 'accounts', title: name, part: true })
  expect(titles('get started')).toContain('Email Configuration')
  expect(titles('zoho mail add-on')).toContain('Email Configuration')
  expect(titles('user choice')[0]).toBe('Email sharing')
  for (const words of ['user choice', 'zoho mail add-on users', 'email sharing'])
    expect(titles(words)).toContain('Email sharing')
  expect(titles('backup emails')[0]).toBe('Backup Emails')
  expect(titles('audit')[0]).toBe('Audit trail')
  expect(titles('profiles')[0]).toBe('Profiles')
  expect(titles('email & chat')[0]).toBe('Profiles')
  expect(titles('default address')[0]).toBe('More From Address')
})

it('finds nothing by nothing, and by what is nowhere', () => {
  expect(titles('  ')).toEqual([])
  expect(titles('xyzzy')).toEqual([])
})
