/** Device names that Windows opens whatever the folder and the extension. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\.|$)/i
/** Controls, and the marks that turn text around: "invoice\u202Efdp.exe" shows as "invoiceexe.pdf". */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu
const longest = 180

/**
 * What a mail claims to be a file's name, made fit to be shown and to be saved under: no path, no control or
 * direction marks, no name that an operating system reads as something else, at most 180 characters with the
 * extension kept. '' where nothing is left.
 */
export function safeFileName(claimed: string): string {
  const last = claimed.slice(-2000).split(/[/\\]/).pop() ?? ''
  let name = last
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    // Windows drops closing dots and spaces, so "a.exe." would become another name; a leading dot hides a file
    .replace(/[. ]+$/, '')
    .replace(/^[. ]+/, '')
  if (reserved.test(name)) name = `_${name}`
  return shorten(name.isWellFormed() ? name : name.toWellFormed())
}

function shorten(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  return letters.slice(0, longest - extension.length).join('') + extension
}

/** "offer.pdf" -> "offer (2).pdf" for count 2; the first keeps its name. */
export function numberedName(name: string, count: number): string {
  if (count < 2) return name
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)} (${count})${name.slice(dot)}` : `${name} (${count})`
}
