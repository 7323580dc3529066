import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Account } from '../../shared/contract/accounts.ts'
import { type FilterList, type FilterPreview, largestFilterFile } from '../../shared/contract/filters.ts'
import type { CallContext, Emit, Services } from '../../shared/contract/index.ts'
import { AppError, fromWire } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { FolderOwner } from './folder-uri.ts'
import { writeGmail } from './gmail-write.ts'
import type { Answer, Job } from './protocol.ts'
import { openFilterStore } from './store.ts'
import { writeThunderbird } from './thunderbird-write.ts'

/** For one file, ms. The largest that is taken needs a second. */
const deadline = 20_000

export interface FiltersDeps {
  host: Pick<Host, 'dataFolder'>
  emit: Emit
  accounts(): Account[]
}

/** The rules of this computer: kept in one file, read from and written as the files of other programs. */
export function createFilters({ host, emit, accounts }: FiltersDeps): {
  handlers: Pick<Services, Extract<keyof Services, `filters.${string}`>>
  /** Its rules go with it; those of all accounts stay. */
  removeAccount(account: string): Promise<void>
} {
  const store = openFilterStore(join(host.dataFolder, 'filters.json'))

  function ownerOf(id: string | null): FolderOwner | null {
    const account = id === null ? null : accounts().find((one) => one.id === id)
    return account ? { user: account.incoming.user, host: account.incoming.host } : null
  }

  async function save(next: FilterList): Promise<FilterList> {
    const list = await store.save(next)
    emit('filters.changed', list)
    return list
  }

  return {
    async removeAccount(account) {
      const { rev, rules } = await store.read()
      const left = rules.filter((rule) => rule.account !== account)
      if (left.length < rules.length) await save({ rev, rules: left })
    },
    handlers: {
      'filters.list': () => store.read(),
      'filters.save': save,
      'filters.preview': ({ account, bytes }, context) =>
        readApart({ bytes, account, owner: ownerOf(account) }, context),
      'filters.export': async ({ format, account }) => {
        const all = (await store.read()).rules
        const rules =
          account === null ? all : all.filter((rule) => rule.account === null || rule.account === account)
        const first = account ?? accounts()[0]?.id ?? null
        return format === 'gmail'
          ? { name: 'mailFilters.xml', ...writeGmail(rules, new Date()) }
          : {
              name: 'msgFilterRules.dat',
              ...writeThunderbird(rules, (rule) => ownerOf(rule.account ?? first))
            }
      }
    }
  }
}

/** In a thread of its own: nothing but its end stops a parse. */
async function readApart(job: Job, { signal }: CallContext): Promise<FilterPreview> {
  if (job.bytes.length > largestFilterFile)
    throw new AppError('filters.tooLarge', { limit: largestFilterFile })
  const worker = new Worker(workerFile(import.meta.url, './worker.ts', 'filters-worker.js'), {
    resourceLimits: { maxOldGenerationSizeMb: 512 }
  })
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const broken = (): void => reject(new AppError('filters.unreadable', { line: null, column: null }))
      const timer = setTimeout(broken, deadline)
      worker.once('message', (one: Answer) => {
        clearTimeout(timer)
        resolve(one)
      })
      worker.once('error', broken)
      worker.once('exit', broken)
      signal.addEventListener('abort', () => reject(new AppError('contract.cancelled')), { once: true })
      worker.postMessage(job)
    })
    if ('error' in answer) throw fromWire(answer.error)
    return answer.preview
  } finally {
    await worker.terminate()
  }
}
