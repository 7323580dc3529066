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
  /** Mails whose text is not in the index yet. */
  behind: number
}

/** An answer that does not come in this time will not come: no keeper is at work. ms */
const patience = 5000

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
      clearTimeout(timer)
      channel.close()
      resolve(answer)
    }
    const timer = setTimeout(() => finish(null), patience)
    signal?.addEventListener('abort', () => finish(null), { once: true })
    channel.onmessage = (event: MessageEvent<SearchAnswer | SearchAsk>) => {
      if (event.data.kind === 'answer' && event.data.ask === ask) finish(event.data)
    }
    channel.postMessage({ kind: 'ask', ask, typed } satisfies SearchAsk)
  })
}
