import { dirname, join } from 'node:path'
import type { CallContext, CallName, Checked, Output } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { safeFileName } from '../../shared/mail/file-name.ts'
import type { ParsedSource } from '../../shared/mail/parsed.ts'
import type { Host } from '../host/host.ts'
import { createAddresses } from './addresses.ts'
import { isPicture } from './safe-type.ts'
import { saveAs, saveInto } from './save.ts'
import { createServe } from './serve.ts'
import { createStore } from './store.ts'

export type { ServeAnswer, ServeRequest } from './serve.ts'

export interface FilesDeps {
  host: Pick<Host, 'dataFolder' | 'origin' | 'askSavePath' | 'log'>
  /** Takes a stored message apart; answers `failed` where it cannot, and never throws for what a mail holds. */
  parse(path: string): Promise<ParsedSource>
}

type Call = Extract<CallName, `files.${string}`>
type Handlers = { [N in Call]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> }

export function createFiles(deps: FilesDeps) {
  const { host } = deps
  const store = createStore(join(host.dataFolder, 'attachments'))
  const addresses = createAddresses()
  const serve = createServe({ origin: () => host.origin(), store, addresses })

  const handlers: Handlers = {
    'files.put': ({ account, bytes }) => store.put(account, bytes),
    'files.read': ({ account, hash, limit }) => store.read(account, hash, limit),
    'files.address': async ({ account, hash, type, download }) => {
      await store.sizeOf(account, hash)
      const name = download === null ? null : safeFileName(download) || 'file'
      return { url: `${host.origin()}/file/${addresses.addFile({ account, hash, type, download: name })}` }
    },
    'files.save': async ({ account, items }) => {
      for (const { hash } of items) await store.sizeOf(account, hash)
      const answer = await host.askSavePath(items.map(({ name }) => safeFileName(name) || 'file'))
      if (answer === null || answer === 'browser') return { saved: 0, folder: null }
      const [first] = items
      if (items.length === 1 && first !== undefined) {
        await saveAs(store.path(account, first.hash), answer)
        return { saved: 1, folder: dirname(answer) }
      }
      for (const { hash, name } of items) await saveInto(store.path(account, hash), answer, name)
      return { saved: items.length, folder: answer }
    },
    'files.parse': async ({ account, hash }) => {
      await store.sizeOf(account, hash)
      const { attachments, ...message } = await deps.parse(store.path(account, hash))
      const stored = []
      for (const { bytes, ...facts } of attachments)
        stored.push({ ...facts, ...(await store.put(account, bytes)) })
      return { ...message, attachments: stored }
    },
    'files.sweep': async ({ account, keep }) => {
      const removed = await store.sweep(account, keep)
      if (removed > 0) host.log.info('files.swept', { removed })
      return {}
    },
    'files.inline': async ({ account, items }) => {
      for (const { hash } of items) store.path(account, hash)
      const shown = items.filter(({ type }) => isPicture(type))
      const set = addresses.addInline({ account, items: shown.map(({ hash, type }) => ({ hash, type })) })
      const urls = shown.map(({ cid }, index) => ({ cid, url: `${host.origin()}/mail/${set}/${index}` }))
      return { set, urls }
    },
    'files.frame': async ({ html, remote, inline }) => {
      if (inline !== null && addresses.inline(inline) === null) throw new AppError('file.notFound')
      const bytes = new TextEncoder().encode(html)
      return { url: `${host.origin()}/mail/${addresses.addFrame(bytes, remote, inline)}` }
    }
  }

  return {
    handlers,
    serve,
    put: store.put,
    putStream: store.putStream,
    path: store.path,
    read: store.read,
    removeAccount: store.removeAccount,
    close: async (): Promise<void> => undefined
  }
}

export type FilesService = ReturnType<typeof createFiles>
