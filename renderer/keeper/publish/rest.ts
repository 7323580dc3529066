/** Where a loop sleeps until something is to do. */
export interface Rest {
  /** Something was told since it was last cleared. */
  readonly woken: boolean
  clear(): void
  wake(): void
  sleep(ms: number): Promise<void>
  /** Resolves when the loop sleeps and nothing was told. */
  settle(): Promise<void>
  /** It sleeps no more. */
  end(): void
}

export function createRest(): Rest {
  let woken = false
  let ended = false
  let sleeping = false
  let rouse: () => void = () => undefined
  let idle: (() => void)[] = []
  const tell = (): void => {
    for (const done of idle) done()
    idle = []
  }
  const wake = (): void => {
    woken = true
    rouse()
  }
  return {
    get woken() {
      return woken
    },
    clear: () => void (woken = false),
    wake,
    async sleep(ms) {
      tell()
      if (woken || ended) return
      sleeping = true
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      sleeping = false
    },
    settle: () =>
      new Promise((resolve) => (ended || (sleeping && !woken) ? resolve() : void idle.push(resolve))),
    end() {
      ended = true
      wake()
      tell()
    }
  }
}
