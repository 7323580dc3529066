import type { ImapFlow } from 'imapflow'
import { encodePath } from 'imapflow/lib/tools.js'
import type { ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { atom, inTime, run } from '../command.ts'
import type { Link } from '../link.ts'
import { result } from './common.ts'

const deadline = 60_000

/**
 * `path` is the full name with the server's delimiter between levels, so '/' is a level only where it is the
 * delimiter; elsewhere the server may take it in a name or refuse it. Throws mail.badFolderName for what no server
 * can take: empty levels, control characters, the wildcards of LIST, more than 250 octets.
 */
function checkName(path: string, delimiter: string): void {
  const levels = delimiter ? path.split(delimiter) : [path]
  const bad =
    path.trim() === '' ||
    levels.some((level) => level.trim() === '') ||
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f%*]/.test(path) ||
    Buffer.byteLength(path) > 250
  if (bad) throw new AppError('mail.badFolderName', { name: path.slice(0, 100) })
}

function delimiterOf(client: ImapFlow): string {
  const namespace = (client as unknown as { namespace?: { delimiter?: string } }).namespace
  return namespace?.delimiter ?? ''
}

async function exists(client: ImapFlow, path: string): Promise<boolean> {
  let found = false
  await run(client, 'LIST', [{ type: 'STRING', value: '' }, atom(encodePath(client, path))], {
    deadline,
    untagged: {
      LIST: ({ attributes = [] }) => {
        const flags = Array.isArray(attributes[0]) ? attributes[0] : []
        if (
          !flags.some((flag) => flag && !Array.isArray(flag) && /^\\nonexistent$/i.test(String(flag.value)))
        )
          found = true
      }
    }
  })
  return found
}

/** What the server says to a name that it does not like, beside [CANNOT]. */
function nameRefused(error: unknown, path: string): unknown {
  if (!(error instanceof AppError)) return error
  const vague =
    error.code === 'mail.refused' || error.code === 'mail.protocol' || error.code === 'mail.folderGone'
  return vague ? new AppError('mail.badFolderName', { ...error.params, name: path.slice(0, 100) }) : error
}

export async function createFolder(link: Link, { path }: { path: string }): Promise<ActResult> {
  const client = await link.client('click')
  checkName(path, delimiterOf(client))
  if (await exists(client, path)) return result({ already: true })
  const made = await inTime(client, deadline, () => client.mailboxCreate(path)).catch((error: unknown) => {
    throw nameRefused(error, path)
  })
  await inTime(client, deadline, () => client.mailboxSubscribe(path)).catch(() => undefined)
  return result({ already: !made.created })
}

export async function renameFolder(
  link: Link,
  { path, to }: { path: string; to: string }
): Promise<ActResult> {
  const client = await link.client('click')
  checkName(to, delimiterOf(client))
  const [from, there] = [await exists(client, path), await exists(client, to)]
  if (!from) {
    if (there) return result({ already: true })
    throw new AppError('mail.folderGone', { folder: path })
  }
  if (there) throw new AppError('mail.folderExists', { name: to.slice(0, 100) })
  await inTime(client, deadline, () => client.mailboxRename(path, to)).catch((error: unknown) => {
    throw nameRefused(error, to)
  })
  await inTime(client, deadline, async () => {
    await client.mailboxUnsubscribe(path)
    await client.mailboxSubscribe(to)
  }).catch(() => undefined)
  return result()
}

export async function deleteFolder(link: Link, { path }: { path: string }): Promise<ActResult> {
  const client = await link.client('click')
  if (path.toUpperCase() === 'INBOX') throw new AppError('mail.refused', { folder: path })
  if (!(await exists(client, path))) return result({ already: true })
  await inTime(client, deadline, () => client.mailboxDelete(path))
  await inTime(client, deadline, () => client.mailboxUnsubscribe(path)).catch(() => undefined)
  return result()
}
