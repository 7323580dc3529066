import {
  type CustomMark,
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

/** Numbers of what read a mail; 0: nothing. */
export interface By {
  model: number
  custom: number
}

/** Sets what was read of these mails, null: nothing any more. @param said what the rep says in place of it */
export function writeVerdicts(
  db: VerdictsDb,
  by: By,
  read: ReadonlyMap<number, Verdict | null>,
  said: ReadonlyMap<number, Said> = new Map()
): Promise<void> {
  return change(db, [...read.keys()], (id) => {
    const verdict = read.get(id) ?? null
    const own = said.get(id)
    return {
      by: verdict ? by : { model: 0, custom: 0 },
      kept: verdict && (own ? { ...verdict, said: own } : verdict)
    }
  })
}

/** Sets the custom intents of mails that were read before; what was forgotten since stays so. */
export function writeCustom(
  db: VerdictsDb,
  custom: number,
  marks: ReadonlyMap<number, CustomMark[]>
): Promise<void> {
  return change(db, [...marks.keys()], (id, by, before) => ({
    by: before ? { ...by, custom } : by,
    kept: before && { ...before, custom: marks.get(id) ?? [] }
  }))
}

/** Sets what the rep says of mails, null: nothing any more. What was not read yet gets it when it is. */
export function writeSaid(db: VerdictsDb, said: ReadonlyMap<number, Said | null>): Promise<void> {
  return change(db, [...said.keys()], (id, by, before) => {
    if (!before) return { by, kept: before }
    const { said: _, ...verdict } = before
    const own = said.get(id)
    return { by, kept: own ? { ...verdict, said: own } : verdict }
  })
}

interface Kept {
  by: By
  kept: KeptVerdict | null
}

/** In one transaction; pages on which nothing changes are not written. */
async function change(
  db: VerdictsDb,
  ids: number[],
  next: (id: number, by: By, before: KeptVerdict | null) => Kept
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
    const byPage = new Map<number, Required<VerdictPage>>(
      pageNumbers.map((number, i) => [number, { ...wholeOf(number, pages[i]), rev }])
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
      const { by, kept } = next(id, { model: page.model[at]!, custom: page.customBy[at]! }, before)
      const same = page.model[at] === by.model && page.customBy[at] === by.custom
      if (same && JSON.stringify(before) === JSON.stringify(kept)) continue
      const shown = kept && shownOf(kept)
      page.model[at] = by.model
      page.customBy[at] = by.custom
      page.sentiment[at] = shown?.sentiment ? sentiments.indexOf(shown.sentiment.value) + 1 : 0
      page.emotion[at] = shown?.emotion ? emotions.indexOf(shown.emotion.value) + 1 : 0
      page.intents[at] = (shown?.intents ?? []).reduce(
        (mask, { value }) => mask | (1 << intents.indexOf(value)),
        0
      )
      const custom = shown?.custom.map(({ value }) => value) ?? []
      if (custom.length > 0) page.custom.set(at, custom)
      else page.custom.delete(at)
      detail.verdicts[id % detailPage] = kept
      changedPages.add(page)
      changedDetails.add(detail)
    }
    await Promise.all([db.pages.bulkPut([...changedPages]), db.details.bulkPut([...changedDetails])])
  })
}

/** With the columns that came later. */
function wholeOf(number: number, page: VerdictPage | undefined): Required<VerdictPage> {
  const empty = emptyVerdicts(number)
  if (!page) return empty
  return { ...page, customBy: page.customBy ?? empty.customBy, custom: page.custom ?? empty.custom }
}
