/** Of one page: what fails at each frame says nothing new. */
const most = 20

/** Where it broke. The first line of a stack is the message, which may hold mail: it is left out. */
export function faultOf(error: unknown): { code: string; stack: string } {
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error }
  const frames = stack.split('\n').slice(1).join('\n')
  return { code: name.slice(0, 200), stack: frames.slice(0, 4000) }
}

/** No fault, though the browser tells of it as one: what an observer of sizes has to say comes with the next frame. */
const notice = /^ResizeObserver loop /

/** Hears what nobody caught in this page or worker. */
export function watchPageFaults(report: (fault: { code: string; stack: string }) => Promise<unknown>): void {
  let told = 0
  const tell = (error: unknown): void => {
    if (told++ < most) void report(faultOf(error)).catch(() => undefined)
  }
  globalThis.addEventListener('error', (event) => {
    const { error, message } = event as ErrorEvent
    if (!notice.test(message)) tell(error)
  })
  globalThis.addEventListener('unhandledrejection', (event) => tell((event as PromiseRejectionEvent).reason))
}
