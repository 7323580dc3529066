import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ManagedState } from '../../shared/contract/managed.ts'
import { managedPath } from '../host/managed-path.ts'
import { readManaged } from './read.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-managed-'))
  file = join(folder, 'managed.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
function read(text: string | object): ManagedState {
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text), { mode: 0o644 })
  return readManaged(file)
}
const told = ({ problems }: ManagedState): string[] =>
  problems.map(({ line, where, expected }) => `${line ?? '-'} ${where}: ${expected}`)

const good = {
  accounts: {
    servers: [
      {
        domain: 'acme.example',
        protocol: 'imap',
        incoming: { host: 'imap.acme.example', port: 993, security: 'ssl' },
        outgoing: { host: 'smtp.acme.example', port: 587, security: 'tls', authentication: true }
      }
    ],
    onlyThese: true
  },
  sharing: { mode: 'private' },
  intelligence: { on: false, drafting: false },
  updates: { on: true, address: 'https://mirror.acme.example/salesinbox/' }
}

it('takes a file as it is, and none for nothing', () => {
  expect(read(good)).toEqual({ file, there: true, settings: good, problems: [], loose: false })
  expect(read('{}')).toMatchObject({ there: true, settings: {}, problems: [] })
  expect(read(`\uFEFF${JSON.stringify({ sharing: { mode: 'public' } })}`).settings).toEqual({
    sharing: { mode: 'public' }
  })
  rmSync(file)
  expect(readManaged(file)).toMatchObject({ there: false, settings: {}, problems: [] })
})

describe('a wrong file says where', () => {
  it.each([
    ['{\n  "sharing": {"mode": "private"},\n}', '3 : expected JSON'],
    ['{\n\n  "sharing": {"mode"', '3 : expected JSON'],
    ['', '1 : expected JSON'],
    ['not json', '1 : expected JSON'],
    ['[]', '1 : expected an object in braces'],
    ['null', '1 : expected an object in braces'],
    ['"x"', '1 : expected an object in braces']
  ])('as a whole: %j', (text, expected) => {
    const state = read(text)
    expect(told(state)).toEqual([expected])
    expect(state).toMatchObject({ there: true, settings: {} })
  })

  it('by line and path, and the other parts hold', () => {
    const state = read(`{
  "sharing": { "mode": "private" },
  "intelligence": {
    "on": "no",
    "moods": false
  },
  "upgrades": {},
  "accounts": {
    "servers": [
      { "domain": "acme.example" },
      { "domain": "Acme",
        "incoming": {
          "host": "imap.acme.example",
          "port": 99999
        }
      }
    ]
  },
  "updates": { "on": false, "on": true, "address": "file:///tmp" }
}`)
    expect(told(state)).toEqual([
      '4 intelligence.on: expected true or false',
      '5 intelligence.moods: expected no setting of this name',
      '7 upgrades: expected one of accounts, sharing, intelligence, updates',
      '11 accounts.servers.1.domain: expected a domain such as example.com, in small letters',
      '14 accounts.servers.1.incoming.port: expected at most 65535',
      '12 accounts.servers.1.incoming.security: expected "ssl" or "tls" or "never"',
      '19 updates.address: expected an address that begins with https://',
      '19 updates.on: expected once, not twice'
    ])
    expect(state.settings).toEqual({ sharing: { mode: 'private' } })
  })

  it('never tells what stands there', () => {
    const state = read({ sharing: { mode: 'hunter2' }, intelligence: { drafting: 'hunter2' } })
    expect(JSON.stringify(state)).not.toContain('hunter2')
    expect(told(state)).toEqual([
      '1 sharing.mode: expected "private" or "public" or "custom"',
      '1 intelligence.drafting: expected false'
    ])
  })

  it('needs the protocol beside an incoming server', () => {
    const incoming = { host: 'a.example', port: 1, security: 'ssl' }
    expect(told(read({ accounts: { servers: [{ domain: 'a.example', incoming }] } }))).toEqual([
      '1 accounts.servers.0.protocol: expected "imap" or "pop3" beside incoming'
    ])
  })

  it.each(['__proto__', 'constructor', 'toString'])('takes %s for no part', (name) => {
    const state = read(`{"${name}": {"on": true}}`)
    expect(told(state)).toEqual([`1 ${name}: expected one of accounts, sharing, intelligence, updates`])
  })

  it('that is far too large, is a folder, or cannot be read', () => {
    expect(told(read(`${' '.repeat(300_000)}{}`))).toEqual(['- : expected at most 256 KB'])
    rmSync(file)
    mkdirSync(file)
    expect(told(readManaged(file))).toEqual(['- : expected a file that can be read (EISDIR)'])
    expect(readManaged(join(file, 'x'))).toMatchObject({ there: false })
  })

  it.skipIf(process.getuid?.() === 0)('root alone reads what nobody may', () => {
    read(good)
    chmodSync(file, 0)
    expect(told(readManaged(file))).toEqual(['- : expected a file that can be read (EACCES)'])
  })
})

it.skipIf(process.platform === 'win32').each([
  [0o644, false],
  [0o600, false],
  [0o664, true],
  [0o646, true]
])('mode %o: others may write to it: %s; it holds all the same', (mode, loose) => {
  read(good)
  chmodSync(file, mode)
  expect(readManaged(file)).toMatchObject({ loose, settings: good })
})

it('is looked for where only administrators write', () => {
  expect(managedPath('linux', {})).toBe('/etc/salesinbox/managed.json')
  expect(managedPath('darwin', {})).toBe('/Library/Application Support/SalesInbox/managed.json')
  expect(managedPath('win32', { ProgramData: 'D:\\Data' })).toBe('D:\\Data\\SalesInbox\\managed.json')
  expect(managedPath('win32', {})).toBe('C:\\ProgramData\\SalesInbox\\managed.json')
})
