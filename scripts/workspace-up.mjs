// A PostgreSQL with a workspace in it, to try a team on: `npm run workspace:up -- --admin "Name <address>"`.
// docs/team.md says the rest.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { prepare } from './workspace/invite.ts'
import { startServer, Trouble } from './workspace/server.ts'

const options = {
  data: { type: 'string', default: './workspace-data' },
  port: { type: 'string' },
  host: { type: 'string' },
  admin: { type: 'string' },
  invite: { type: 'boolean', default: false }
}

let server
/** The rep's apps are told; what is under way is rolled back. */
function stop() {
  if (!server || server.exitCode !== null) process.exit(0)
  server.once('exit', () => process.exit(0))
  server.kill('SIGINT')
}

try {
  const { values } = parseArgs({ options })
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Trouble('A port is a number from 1 to 65535')
  const folder = resolve(values.data)
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
  const running = await startServer({ folder, port, host: values.host })
  server = running.process
  const invited = await prepare(running, { folder, admin: values.admin, invite: values.invite })
  const { host, database } = running
  console.log(`The workspace ${database} is on ${host}:${running.port}; its data is in ${folder}`)
  if (invited) {
    console.log(
      `Invitation for ${invited.name}, who joins with it in Settings > Workspace. It serves once:\n`
    )
    console.log(`${invited.link}\n\nIt is also in ${invited.file}`)
  } else console.log('Run this with --invite for a new invitation of the administrator.')
  if (server) console.log('Ctrl+C stops it.')
  server?.once('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  if (!(error instanceof Trouble) && error?.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw error
  console.error(error.message)
  process.exitCode = 1
  if (server) stop()
}
