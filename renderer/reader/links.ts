/** Where a link leads although its text reads like an address of another place; null: it does not deceive. */
export function deceives(url: string, shown: string): { shown: string; host: string } | null {
  const text = shown.trim()
  const looks = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?:[:/?#]\S*)?$/u.exec(text)
  if (looks === null) return null
  try {
    const to = new URL(url)
    if (to.protocol !== 'http:' && to.protocol !== 'https:') return null
    const from = new URL(`https://${looks[1]!}`).hostname
    return site(from) === site(to.hostname) ? null : { shown: text, host: to.hostname }
  } catch {
    return null
  }
}
/** Close enough for a warning: the last two labels, three where the second last is short (co.uk). */
function site(host: string): string {
  const labels = host.toLowerCase().split('.')
  const second = labels[labels.length - 2] ?? ''
  return labels.slice(second.length <= 3 && labels.length > 2 ? -3 : -2).join('.')
}
