/** What a calendar says of an activity; the zone is in the instant. */
export interface Planned {
  /** In ms; null where only a day is planned. */
  at: number | null
  /** Null: not said. */
  minutes: number | null
}

/** What is counted for a length that nobody said. */
export const USUAL_MINUTES: Record<'meeting' | 'call' | 'task', number> = { meeting: 60, call: 30, task: 0 }

/**
 * The planned activities that overlap the new one. A day without a time clashes with nothing, and where one ends when
 * the other begins both can be kept. What has no length of its own kind's usual one; a task is due, and takes no time.
 */
export function clashesOf<P extends Planned & { kind: keyof typeof USUAL_MINUTES }>(
  activity: Planned & { kind: keyof typeof USUAL_MINUTES },
  planned: P[]
): P[] {
  const wanted = spanOf(activity)
  if (!wanted) return []
  return planned.filter((each) => {
    const span = spanOf(each)
    return span !== null && span.from < wanted.to && wanted.from < span.to
  })
}

function spanOf({
  at,
  minutes,
  kind
}: Planned & { kind: keyof typeof USUAL_MINUTES }): { from: number; to: number } | null {
  const length = minutes ?? USUAL_MINUTES[kind]
  return at === null || length <= 0 ? null : { from: at, to: at + length * 60_000 }
}
