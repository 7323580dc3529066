export function searchChannel(installId: string): string {
  return `salesinbox-${installId}-search`
}
export interface SearchAsk {
  kind: 'ask'
  ask: number
  typed: string
}
export interface SearchAnswer {
  kind: 'answer'
  ask: number
  ids: Uint32Array
  /** There are more than are told. */
  more: boolean
  /** More than 0: mail that is not in the index yet. */
  behind: number
}

/** What is not answered is asked again after this time: the keeper may have begun anew. ms */
const again = 5_000
/** An answer that does not come in this time will not come: no keeper is at work. ms */
const patience = 60_000

/**
 * Asks the keeper's index for mails by words in sender, recipients, subject, attachment names and text
 * (`from:`, `to:`, `subject:` and "quotes" work). Ids in no order; null when nobody answered.
 */
export function searchMail(
  installId: string,
  typed: string,
  signal?: AbortSignal
): Promise<SearchAnswer | null> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(searchChannel(installId))
    const ask = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)
    const finish = (answer: SearchAnswer | null): void => {
      clearTimeout(late)
      clearInterval(asking)
      channel.close()
      resolve(answer)
    }
    const post = (): void => channel.postMessage({ kind: 'ask', ask, typed } satisfies SearchAsk)
    const late = setTimeout(() => finish(null), patience)
    const asking = setInterval(post, again)
    signal?.addEventListener('abort', () => finish(null), { once: true })
    channel.onmessage = (event: MessageEvent<SearchAnswer | SearchAsk>) => {
      if (event.data.kind === 'answer' && event.data.ask === ask) finish(event.data)
    }
    post()
  })
}
