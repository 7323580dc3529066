import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { misplaced } from './layers-rule.mjs'

const folders = {
  renderer: ['app', 'cache', 'keeper', 'ui', 'words', 'inbox', 'reader', 'brandnew'],
  electron: ['host', 'imap', 'sync', 'smtp']
}
const wrong = (from, to, typeOnly = false) => misplaced(from, to, { typeOnly, folders })

describe('imports that go the right way', () => {
  it.each([
    ['renderer/inbox/Rail.tsx', 'renderer/cache/index.ts'],
    ['renderer/inbox/Rail.tsx', 'renderer/app/commands.ts'],
    ['renderer/inbox/Rail.tsx', 'shared/errors.ts'],
    ['renderer/inbox/Rail.tsx', 'renderer/inbox/store.ts'],
    ['renderer/app/App.tsx', 'renderer/inbox/index.ts'],
    ['renderer/keeper/start.ts', 'renderer/cache/mail-db.ts'],
    ['electron/core.ts', 'electron/imap/service.ts'],
    ['electron/smtp/service.ts', 'electron/host/host.ts'],
    ['electron/smtp/service.ts', 'node:fs'],
    ['electron/pop3/service.ts', 'electron/mime/headers.ts'],
    ['electron/sync/mail.ts', 'electron/pop3/engine.ts'],
    ['electron/host/electron.ts', 'electron'],
    ['electron/preload.ts', 'electron'],
    ['shared/errors.ts', 'zod'],
    ['renderer/inbox/x.test.ts', 'electron/imap/service.ts']
  ])('%s -> %s', (from, to) => expect(wrong(from, to)).toBeNull())
  it('takes electron’s types anywhere', () => expect(wrong('electron/shell.ts', 'electron', true)).toBeNull())
})

describe('imports that go the wrong way', () => {
  it.each([
    ['renderer/inbox/Rail.tsx', 'renderer/reader/Reader.tsx', /another \(reader\)/],
    ['renderer/brandnew/x.ts', 'renderer/inbox/store.ts', /another \(inbox\)/],
    ['renderer/inbox/Rail.tsx', 'renderer/app/panes.ts', /commands/],
    ['renderer/inbox/Rail.tsx', 'renderer/keeper/start.ts', /feature imports/],
    ['renderer/inbox/Rail.tsx', 'electron/core.ts', /bridge/],
    ['renderer/inbox/Rail.tsx', 'node:fs', /no Node/],
    ['renderer/ui/Chip.tsx', 'renderer/cache/index.ts', /no feature/],
    ['renderer/keeper/start.ts', 'renderer/ui/toast.ts', /no face/],
    ['electron/smtp/service.ts', 'electron/imap/service.ts', /core\.ts/],
    ['electron/pop3/service.ts', 'electron/imap/service.ts', /core\.ts/],
    ['electron/wire/serve.ts', 'electron/imap/service.ts', /core\.ts/],
    ['electron/router.ts', 'electron/imap/service.ts', /core\.ts/],
    ['electron/host/node.ts', 'electron/imap/service.ts', /core\.ts/],
    ['electron/smtp/service.ts', 'renderer/bridge.ts', /only/],
    ['electron/smtp/service.ts', 'electron', /import type/],
    ['electron/window/windows.ts', 'electron', /import type/],
    ['shared/errors.ts', 'node:fs', /no Node/],
    ['shared/errors.ts', 'renderer/bridge.ts', /only/]
  ])('%s -> %s', (from, to, message) => expect(wrong(from, to)).toMatch(message))
})

it('fails the lint command itself, also for types, and for a promise that nobody awaits', () => {
  const root = resolve(import.meta.dirname, '../..')
  const folder = join(root, 'renderer', 'lint-fixture')
  mkdirSync(folder, { recursive: true })
  const lint = (name, text) => {
    writeFileSync(join(folder, name), text)
    const { stdout, status } = spawnSync(
      join(root, 'node_modules/.bin/oxlint'),
      [`renderer/lint-fixture/${name}`],
      { cwd: root, encoding: 'utf8' }
    )
    return status === 0 ? 'clean' : stdout
  }
  try {
    const another = /A feature never imports another \(inbox\)/
    expect(lint('bad.ts', "export { useInbox } from '../inbox/store.ts'\n")).toMatch(another)
    expect(lint('types.ts', "export type Store = typeof import('../inbox/store.ts')\n")).toMatch(another)
    expect(lint('floating.ts', 'export const go = () => {\n  Promise.resolve(1)\n}\n')).toMatch(
      /no-floating-promises/
    )
    expect(lint('good.ts', "export { AppError } from '../../shared/errors.ts'\n")).toBe('clean')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 180_000)
