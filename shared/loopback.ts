/** A server on this very computer: nothing that is said to it crosses a wire. */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase()
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
}
