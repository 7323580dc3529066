const QUOTE =
  /^(?:>|-{2,}\s?(?:original|forwarded|weitergeleitet|ursprungliche|message|mensaje)|-----|from:|von:|de ?:|begin forwarded|on .{5,90} wrote:|am .{5,90} schrieb|le .{5,90} a écrit|el .{5,90} escribió)/iu

/** A helper for benches and tests: the text above the first quote and the signature. The app cuts with more care. */
export function ownText(body: string, signature: string | null): string {
  const lines = body.split('\n')
  let end = lines.findIndex((line) => QUOTE.test(line.trim()))
  if (end < 0) end = lines.length
  const signed = signature === null ? -1 : lines.lastIndexOf(signature, end - 1)
  return lines.slice(0, signed > 0 ? signed : end).join('\n')
}
