import type { ImapFlow, ListResponse } from 'imapflow'
import { decodePath, encodePath } from 'imapflow/lib/tools.js'
import type { FolderRole, ServerFolder } from '../../shared/contract/mail.ts'
import { atom, inTime, run, text, textOf } from './command.ts'
import type { Link } from './link.ts'
import { assignRoles, type Listed } from './roles.ts'

/** Servers without LIST-STATUS are asked for each folder, and some have hundreds. */
const listDeadline = 180_000

export const statusItems = {
  messages: true,
  unseen: true,
  uidNext: true,
  uidValidity: true,
  highestModseq: true
}

/**
 * A connection to list over. Of the folder that is selected on it a server may tell no more than it has told there
 * before (RFC 9051, 6.3.11; Dovecot does so), and may hang up if that folder is gone.
 */
export async function listingConnection(link: Link): Promise<ImapFlow> {
  const client = await link.client('bulk')
  if (!client.mailbox) return client
  try {
    await run(client, 'NOOP', false)
    return client
  } catch (error) {
    if (client.usable) throw error
    return await link.client('bulk')
  }
}

/** All folders with their state and roles, in the server's order; names are decoded. */
export async function listFolders(
  client: ImapFlow,
  chosen: Record<string, string>,
  names: Map<string, FolderRole>
): Promise<ServerFolder[]> {
  const entries = await inTime(client, listDeadline, () => client.list({ statusQuery: statusItems }))
  const ids = await mailboxIds(client)
  const byPath = new Map<string, Listed>()
  for (const entry of entries) {
    const known = byPath.get(entry.path)
    // a phantom of a deleted folder beside the real one, or INBOX in two spellings
    if (known && (known.folder.selectable || !isSelectable(client, entry))) continue
    const mailboxId = ids.get(entry.pathAsListed)
    const folder = { ...folderOf(client, entry), ...(mailboxId && { mailboxId }) }
    byPath.set(entry.path, { folder, attributes: entry.flags })
  }
  const listed = [...byPath.values()]
  assignRoles(listed, chosen, names)
  return listed.map(({ folder }) => folder)
}

/** What a folder is called under any name (RFC 8474), by its path on the wire. imapflow does not ask for it. */
async function mailboxIds(client: ImapFlow): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  if (!client.capabilities.has('OBJECTID') || !client.capabilities.has('LIST-STATUS')) return ids
  const items = [atom('STATUS'), [atom('MAILBOXID')]]
  await run(client, 'LIST', [text(''), text('*'), atom('RETURN'), items], {
    deadline: listDeadline,
    untagged: {
      STATUS: ({ attributes = [] }) => {
        const [path, pairs] = attributes
        if (!Array.isArray(pairs)) return
        const at = pairs.findIndex((one) => textOf(one).toUpperCase() === 'MAILBOXID')
        const said = pairs[at + 1]
        const id = textOf(Array.isArray(said) ? said[0] : said)
        if (at >= 0 && id) ids.set(textOf(path), id)
      }
    }
  }).catch((error: unknown) => {
    // it is for following renames alone: where it is refused, the folders are known without it
    if (!client.usable) throw error
  })
  return ids
}

function folderOf(client: ImapFlow, entry: ListResponse): ServerFolder {
  return {
    path: entry.path,
    name: entry.name || entry.path,
    delimiter: typeof entry.delimiter === 'string' ? entry.delimiter : '',
    parent: entry.parentPath || '',
    role: '',
    roleFrom: '',
    selectable: isSelectable(client, entry),
    // imapflow leaves it out where a folder is not
    subscribed: entry.subscribed === true,
    status: statusOf(entry)
  }
}

/** A name that does not come back byte for byte when it is encoded again would select another folder, or none. */
function isSelectable(client: ImapFlow, entry: ListResponse): boolean {
  if (entry.flags.has('\\Noselect') || entry.flags.has('\\NonExistent')) return false
  return (
    encodePath(client, decodePath(client, entry.pathAsListed)) === entry.pathAsListed ||
    entry.path === 'INBOX'
  )
}

export function statusOf(entry: Pick<ListResponse, 'status'>): ServerFolder['status'] {
  const status = entry.status
  if (!status || status.messages === undefined || status.uidValidity === undefined) return null
  return {
    messages: status.messages,
    unseen: status.unseen ?? 0,
    uidNext: status.uidNext ?? 0,
    uidValidity: String(status.uidValidity),
    modseq: status.highestModseq ? String(status.highestModseq) : null
  }
}
