import type { Bridge } from '../../shared/contract/index.ts'

/** An answer is good for this long, ms. */
const fresh = 1_000

export interface Room {
  /** What is known, without waiting; an old answer is renewed for the next time. */
  isLow(): boolean
  look(): Promise<boolean>
}

/** Whether the disk has room for more mail, asked of main while mail comes. */
export function watchRoom(bridge: Bridge): Room {
  let low = false
  let at = 0
  let asking: Promise<boolean> | null = null

  function look(): Promise<boolean> {
    if (Date.now() - at < fresh) return Promise.resolve(low)
    asking ??= bridge
      .call('app.room', {})
      .then((room) => {
        at = Date.now()
        return (low = room.low)
      })
      .finally(() => (asking = null))
    return asking
  }
  return {
    isLow() {
      void look().catch(() => undefined)
      return low
    },
    look
  }
}
