import {
  emotions,
  intents,
  type Said,
  sentiments,
  type Verdict
} from '../../../shared/contract/intelligence.ts'
import { shownOf } from '../../cache/said.ts'
import {
  detailPage,
  emptyVerdicts,
  type KeptVerdict,
  type VerdictDetails,
  type VerdictPage,
  verdictPage,
  type VerdictsDb
} from '../../cache/verdicts-db.ts'

/** Sets what was read of these mails, null: nothing any more. @param said what the rep says in place of it */
export function writeVerdicts(
  db: VerdictsDb,
  model: number,
  read: ReadonlyMap<number, Verdict | null>,
  said: ReadonlyMap<number, Said> = new Map()
): Promise<void> {
  return change(db, [...read.keys()], (id) => {
    const verdict = read.get(id) ?? null
    const by = said.get(id)
    return { model: verdict ? model : 0, kept: verdict && (by ? { ...verdict, said: by } : verdict) }
  })
}

/** Sets what the rep says of mails, null: nothing any more. What was not read yet gets it when it is. */
export function writeSaid(db: VerdictsDb, said: ReadonlyMap<number, Said | null>): Promise<void> {
  return change(db, [...said.keys()], (id, model, before) => {
    if (!before) return { model, kept: before }
    const { said: _, ...verdict } = before
    const by = said.get(id)
    return { model, kept: by ? { ...verdict, said: by } : verdict }
  })
}

interface Kept {
  model: number
  kept: KeptVerdict | null
}

/** In one transaction; pages on which nothing changes are not written. */
async function change(
  db: VerdictsDb,
  ids: number[],
  next: (id: number, model: number, before: KeptVerdict | null) => Kept
): Promise<void> {
  const pageNumbers = [...new Set(ids.map((id) => Math.floor(id / verdictPage)))]
  const detailNumbers = [...new Set(ids.map((id) => Math.floor(id / detailPage)))]
  await db.transaction('rw', [db.pages, db.details], async () => {
    const [pages, details, last] = await Promise.all([
      db.pages.bulkGet(pageNumbers),
      db.details.bulkGet(detailNumbers),
      db.pages.orderBy('rev').last()
    ])
    const rev = (last?.rev ?? 0) + 1
    const byPage = new Map<number, VerdictPage>(
      pageNumbers.map((number, i) => [number, { ...(pages[i] ?? emptyVerdicts(number)), rev }])
    )
    const byDetail = new Map<number, VerdictDetails>(
      detailNumbers.map((page, i) => [
        page,
        details[i] ?? { page, verdicts: new Array<KeptVerdict | null>(detailPage).fill(null) }
      ])
    )
    const changedPages = new Set<VerdictPage>()
    const changedDetails = new Set<VerdictDetails>()
    for (const id of ids) {
      const page = byPage.get(Math.floor(id / verdictPage))!
      const detail = byDetail.get(Math.floor(id / detailPage))!
      const at = id % verdictPage
      const before = detail.verdicts[id % detailPage] ?? null
      const { model, kept } = next(id, page.model[at]!, before)
      if (page.model[at] === model && JSON.stringify(before) === JSON.stringify(kept)) continue
      const shown = kept && shownOf(kept)
      page.model[at] = model
      page.sentiment[at] = shown?.sentiment ? sentiments.indexOf(shown.sentiment.value) + 1 : 0
      page.emotion[at] = shown?.emotion ? emotions.indexOf(shown.emotion.value) + 1 : 0
      page.intents[at] = (shown?.intents ?? []).reduce(
        (mask, { value }) => mask | (1 << intents.indexOf(value)),
        0
      )
      detail.verdicts[id % detailPage] = kept
      changedPages.add(page)
      changedDetails.add(detail)
    }
    await Promise.all([db.pages.bulkPut([...changedPages]), db.details.bulkPut([...changedDetails])])
  })
}
