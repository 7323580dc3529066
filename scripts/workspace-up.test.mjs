import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startTestApp } from '../electron/workspace/team/testing.ts'
import { freePort } from '../tests/servers/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'salesinbox-up-'))
const running = []
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function up(...more) {
  const child = spawn(
    process.execPath,
    [resolve(import.meta.dirname, 'workspace-up.mjs'), '--data', folder, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] }
  )
  const one = { child, said: '', ended: new Promise((done) => child.once('exit', done)) }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (one.said += data.toString()))
  running.push(one)
  return one
}
async function says(one, what) {
  for (let tries = 0; !what.test(one.said); tries++) {
    if (tries > 900 || one.child.exitCode !== null) throw new Error(one.said)
    await new Promise((done) => setTimeout(done, 100))
  }
}
const link = ({ said }) => /salesinbox:join#\S+/.exec(said)?.[0]

it('starts a server that the administrator can join, again too, and stops it cleanly', async () => {
  const port = String(await freePort())
  const first = up('--port', port, '--admin', 'Maya Lindqvist <maya@fernhill.example>')
  await says(first, /Ctrl\+C/)
  const app = startTestApp()
  try {
    const joined = await app.call('team.join', { invitation: link(first) })
    expect(joined).toMatchObject({ user: 'Maya Lindqvist', administrator: true, host: 'localhost' })
    // while it runs: a new invitation, and nothing is started
    const second = up('--invite')
    await second.ended
    expect(readFileSync(join(folder, 'administrator.salesinbox-invitation'), 'utf8')).toContain('salesinbox_')
    expect(link(second)).not.toBe(link(first))
  } finally {
    await app.close()
  }
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toContain('database system is shut down')
  // it knows its port, and whom it has invited
  const third = up()
  await says(third, /Ctrl\+C/)
  expect(third.said).toContain(`localhost:${port}`)
  expect(link(third)).toBeUndefined()
  third.child.kill('SIGTERM')
  expect(await third.ended).toBe(0)
}, 240_000)
