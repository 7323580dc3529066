import { emotions, intents, sentiments, type Verdict } from '../../../shared/contract/intelligence.ts'
import {
  detailPage,
  emptyVerdicts,
  type VerdictDetails,
  type VerdictPage,
  verdictPage,
  type VerdictsDb
} from '../../cache/verdicts-db.ts'

/** Sets what was read of these mails, null: nothing any more; one transaction. */
export async function writeVerdicts(
  db: VerdictsDb,
  model: number,
  read: ReadonlyMap<number, Verdict | null>
): Promise<void> {
  const ids = [...read.keys()]
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
        details[i] ?? { page, verdicts: new Array<Verdict | null>(detailPage).fill(null) }
      ])
    )
    for (const [id, verdict] of read) {
      const page = byPage.get(Math.floor(id / verdictPage))!
      const at = id % verdictPage
      page.model[at] = verdict ? model : 0
      page.sentiment[at] = verdict?.sentiment ? sentiments.indexOf(verdict.sentiment.value) + 1 : 0
      page.emotion[at] = verdict?.emotion ? emotions.indexOf(verdict.emotion.value) + 1 : 0
      page.intents[at] = (verdict?.intents ?? []).reduce(
        (mask, { value }) => mask | (1 << intents.indexOf(value)),
        0
      )
      byDetail.get(Math.floor(id / detailPage))!.verdicts[id % detailPage] = verdict
    }
    await Promise.all([db.pages.bulkPut([...byPage.values()]), db.details.bulkPut([...byDetail.values()])])
  })
}
