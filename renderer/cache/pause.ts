/** Input and painting come first; a timer would wait 4 ms more. */
export function pause(): Promise<void> {
  return new Promise((next) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      next()
    }
    port2.postMessage(null)
  })
}
