const streets =
  /\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|blvd|boulevard|court|ct|parkway|highway|suite|floor|unit|rue|calle|avenida)\b/i
const town = String.raw`(\p{Lu}[\p{L}'’.-]{1,30}(?: [\p{L}'’.-]{1,30}){0,3})`
const ways = [
  // Austin, TX 78701
  new RegExp(`${town}, ?[A-Z]{2} \\d{5}(?:-\\d{4})?(?:\\b|$)`, 'u'),
  // London SW1A 1AA
  new RegExp(`${town},? [A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}(?:\\b|$)`, 'u'),
  // 20095 Hamburg, CH-8001 Zürich
  new RegExp(`(?:^|[\\s,])(?:[A-Z]{1,2}-)?\\d{4,5} ${town}(?=$|[,;|·/(])`, 'u')
]

/** The town of a postal address, by the place of its post code; null where that does not tell. */
export function cityOf(address: string): string | null {
  const line = address.slice(0, 400).replace(/\s+/g, ' ').trim()
  for (const way of ways) {
    const city = way.exec(line)?.[1]?.trim()
    if (city && !streets.test(city) && city.length <= 60) return city
  }
  return null
}
