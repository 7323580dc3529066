import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CallContext, Checked, Emit, Output, Services } from '../../shared/contract/index.ts'
import { normalAddress } from '../../shared/context/address.ts'
import { AppError } from '../../shared/errors.ts'
import type { LeaverDoor, LeaverMailbox } from '../../shared/leavers.ts'
import { safeFileName } from '../../shared/mail/file-name.ts'
import type { Host } from '../host/host.ts'
import type { Secret } from '../wire/login.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import { fileOf, savedMails, writeTo } from './save.ts'
import { createSignIns, type Login } from './sign-ins.ts'

type Call = 'leavers.signIn' | 'leavers.signedIn' | 'leavers.forget' | 'leavers.save' | 'workspace.backUp'
type Handlers = { [N in Call]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> }

export interface LeaversDeps {
  host: Pick<Host, 'resourcesFolder' | 'log' | 'askSavePath'>
  emit: Emit
  door: LeaverDoor
  /** Counts and hashes what is kept, which ends a backup. */
  count: Services['workspace.backUp']
  /** Logs in once; answers what did. */
  tryMailbox(
    ask: Checked<'leavers.signIn'> & { address: string }
  ): Promise<{ step: Output<'leavers.signIn'>; secret: Secret }>
  readLeaver(of: {
    login: Login
    names: { languages: Record<string, Record<string, string[]>> }
    mailbox: LeaverMailbox
    backup: string
    own: ReadonlySet<string>
    door: LeaverDoor
    progress(folder: string, done: number, total: number): void
    signal: AbortSignal
  }): Promise<void>
  wayTo(to: Target): Promise<Way | null>
  files: {
    putStream(account: string, source: AsyncIterable<Uint8Array>): Promise<{ hash: string }>
    removeAccount(account: string): Promise<void>
    address: Services['files.address']
  }
}

/** Nothing connects by itself here: the words of a lost connection are the backup's own. */
function cutOff(error: unknown): unknown {
  if (!(error instanceof AppError) || !['net.closed', 'net.timeout'].includes(error.code)) return error
  return new AppError('leaver.connectionLost', { reason: error.code }, { cause: error })
}

/** What a browser downloads lies here until the next one, or the end. */
const exports = 'backups'

/** The backup of leavers' mailboxes: the way in, the reading, and the file: docs/administration.md. */
export function createLeavers(deps: LeaversDeps) {
  const { host, emit, door } = deps
  const signIns = createSignIns()
  let running = false

  /** One at a time: a page shows one, and two would read a mailbox twice. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (running) throw new AppError('leaver.running')
    running = true
    try {
      return await work()
    } finally {
      running = false
    }
  }

  async function read(
    user: string,
    mailbox: string,
    login: Login,
    begun: { backup: string; own: string[] },
    signal: AbortSignal
  ): Promise<void> {
    const about = await door('mailbox', { mailbox })
    const table = readFileSync(join(host.resourcesFolder, 'folder-names.json'), 'utf8')
    await deps.readLeaver({
      login,
      names: JSON.parse(table) as { languages: Record<string, Record<string, string[]>> },
      mailbox: about,
      backup: begun.backup,
      own: new Set([about.address, ...begun.own].map(normalAddress)),
      door,
      progress: (folder, done, total) =>
        emit('workspace.backUpProgress', { user, stage: 'reading', mailbox, folder, done, total }),
      signal
    })
  }

  async function backUp(
    ask: Checked<'workspace.backUp'>,
    context: CallContext
  ): Promise<Output<'workspace.backUp'>> {
    const { signal } = context
    const ways = signIns.of(ask.user)
    try {
      if (ways.length > 0) {
        const begun = await door('begin', { user: ask.user, now: Date.now() })
        for (const { mailbox, login } of ways) {
          await read(ask.user, mailbox, login, begun, signal)
          signIns.forget(mailbox)
        }
      }
      if (signal.aborted) throw new AppError('contract.cancelled')
      return await deps.count(ask, context)
    } catch (error) {
      const known = signal.aborted ? new AppError('contract.cancelled') : cutOff(error)
      host.log.warn('leavers.backUpEnded', { code: known instanceof AppError ? known.code : 'app.internal' })
      throw known
    } finally {
      for (const { mailbox } of ways) signIns.forget(mailbox)
    }
  }

  async function signIn(ask: Checked<'leavers.signIn'>): Promise<Output<'leavers.signIn'>> {
    const { mailbox, server, trustedCertificates } = ask
    const { address, owner } = await door('mailbox', { mailbox })
    const { step, secret } = await deps.tryMailbox({ ...ask, address })
    host.log.info('leavers.signIn', { code: step.error?.code ?? 'ok' })
    if (step.ok) {
      const way = await deps.wayTo(server)
      signIns.keep(mailbox, owner, { server, password: secret, trustedCertificates, way })
    }
    return step
  }

  async function save(
    { backup, form }: Checked<'leavers.save'>,
    signal: AbortSignal
  ): Promise<Output<'leavers.save'>> {
    const about = await door('saved', { backup })
    const name = `${safeFileName(`Mail of ${about.name}`) || 'Mail'}.${form}`
    const answer = await host.askSavePath([name])
    const nothing = { saved: false, folder: null, download: null, name, mails: 0, same: true }
    if (answer === null) return nothing
    const { all, sum } = savedMails(
      (call, input) => {
        signal.throwIfAborted()
        return door(call, input)
      },
      backup,
      (done) =>
        emit('workspace.backUpProgress', {
          user: about.user,
          stage: 'saving',
          mailbox: null,
          folder: '',
          done,
          total: about.mails
        })
    )
    const octets = fileOf(form, all())
    let download: string | null = null
    if (answer === 'browser') {
      await deps.files.removeAccount(exports)
      const { hash } = await deps.files.putStream(exports, octets)
      const file = { account: exports, hash, type: 'application/octet-stream', download: name }
      download = (await deps.files.address(file, { signal, caller: 0 })).url
    } else await writeTo(answer, octets, signal)
    const { mails, hash } = sum()
    host.log.info('leavers.saved', { form, mails })
    const same = mails === about.mails && hash === about.hash
    return { saved: true, folder: answer === 'browser' ? null : dirname(answer), download, name, mails, same }
  }

  const handlers: Handlers = {
    'workspace.backUp': (ask, context) => alone(() => backUp(ask, context)),
    'leavers.signIn': signIn,
    'leavers.signedIn': async () => signIns.list(),
    'leavers.forget': async () => {
      if (!running) signIns.forgetAll()
      return {}
    },
    'leavers.save': (ask, { signal }) => alone(() => save(ask, signal))
  }
  return {
    handlers,
    close(): void {
      signIns.forgetAll()
      void deps.files.removeAccount(exports).catch(() => undefined)
    }
  }
}
