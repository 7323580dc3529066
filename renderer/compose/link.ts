import { isSendable } from '../../shared/mail/address.ts'

/** What was typed as a link's address, whole: http, https or mailto; null: no address that may stand in a mail. */
export function linkAddress(typed: string): string | null {
  const value = typed.trim()
  if (isSendable(value)) return `mailto:${value}`
  if (/\s/.test(value) || value === '') return null
  const named = /^(?:https?|mailto):/i.test(value)
  // acme.com:8080 is a host, javascript: is none
  if (!named && !/^[^/?#:]+\.[^/?#:]+(?:[/?#:]|$)/.test(value)) return null
  try {
    const url = new URL(named ? value : `https://${value}`)
    if (url.protocol === 'mailto:') return isSendable(decodeURIComponent(url.pathname)) ? url.href : null
    return url.hostname === 'localhost' || /[.:]/.test(url.hostname) ? url.href : null
  } catch {
    return null
  }
}
