import { type Cache, listOf, placesOf } from '../cache/index.ts'
import { useInbox } from '../inbox/index.ts'

/** Of a long list so much is looked through for the conversation. */
const looked = 400

/**
 * Stands at a mail from wherever it was asked for: in the list that is shown where it is in it, else in its own folder.
 * A list that does not have it would stand at another one.
 * @returns false: it is not here
 */
export function standAt({ ledger, verdicts }: Cache, id: number, conversations: boolean): boolean {
  const [place] = placesOf(ledger, id)
  if (!place) return false
  const { source, filter, go, setFilter, stand } = useInbox.getState()
  const list = listOf(ledger, source, conversations, filter, (mail) => verdicts.of(mail)?.sentiment ?? null)
  const rows = Math.min(list.length, looked)
  const listed =
    list.indexOf(id) >= 0 ||
    Array.from({ length: rows }, (_, index) => list.row(index).thread).includes(place.thread)
  if (!listed) {
    go({ kind: 'folder', folder: place.folder })
    setFilter('all')
  }
  stand({ id, thread: place.thread })
  return true
}
