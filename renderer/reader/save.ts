import type { ReaderHost } from './host.ts'
import { fetchFile } from './inline-images.ts'
import type { AttachmentFile, ReaderMessage } from './model.ts'

/** Fetches what is not here yet, then saves: by the shell's dialog, or by the browser where that is the shell. */
export async function saveFiles(
  host: ReaderHost,
  message: ReaderMessage,
  files: readonly AttachmentFile[]
): Promise<{ saved: number; folder: string | null }> {
  const items: { hash: string; name: string; type: string }[] = []
  for (const { part, name } of files) {
    const { hash } = await fetchFile(host, message, part)
    items.push({ hash, name: name.slice(0, 500), type: part.type })
  }
  return saveStored(host, message.account, items)
}

export async function saveStored(
  host: ReaderHost,
  account: string,
  items: readonly { hash: string; name: string; type: string }[]
): Promise<{ saved: number; folder: string | null }> {
  if (!host.browser) {
    return host.bridge.call('files.save', { account, items: items.map(({ hash, name }) => ({ hash, name })) })
  }
  for (const { hash, name, type } of items) {
    const { url } = await host.bridge.call('files.address', { account, hash, type, download: name })
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    // browsers drop a second download that comes at once
    if (items.length > 1) await new Promise((next) => setTimeout(next, 300))
  }
  return { saved: items.length, folder: null }
}
