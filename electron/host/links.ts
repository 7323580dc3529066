/** Addresses that may leave the app: these schemes only, opened by the system (a scheme too many was a CVE elsewhere). */
const openable = ['http:', 'https:', 'mailto:', 'tel:']

export function mayOpen(url: string): boolean {
  return URL.canParse(url) && openable.includes(new URL(url).protocol)
}
