const network =
  /(?:https?:\/\/)?(?:[a-z]{2,3}\.|www\.)?(?:linkedin\.com|xing\.com|twitter\.com|x\.com|facebook\.com|fb\.com|instagram\.com|youtube\.com|github\.com|tiktok\.com|threads\.net|bsky\.app|wa\.me|t\.me)\/[^\s<>|,;()[\]]{1,200}/i
const web =
  /(?:https?:\/\/[^\s<>|,;()[\]]{3,250}|www\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:\/[^\s<>|,;()[\]]{0,200})?)/i
const bare =
  /(?:^|[\s|·•,:(])((?:[\w-]{2,63}\.){1,3}(?:com|net|org|io|co|de|at|ch|fr|be|es|eu|eus|cat|it|nl|uk|ie|us|ca|mx|ar|cl|pe|au|nz|in|pt|lu|pl|se|dk|no|fi|cz|za|info|biz|app|dev|tech|shop|agency|berlin|hamburg|paris|bzh)(?:\/[^\s<>|,;()[\]]{0,120})?)(?=$|[\s|·•,;)])/iu
const handle =
  /(?:linkedin|twitter|x|instagram|insta|xing|facebook)\s*[:/]\s*(@?[\w./-]{3,80})|(?:^|[\s|·•])(@[a-z_]\w{2,30})(?=$|[\s|·•])/i

export interface Link {
  field: 'web' | 'social'
  value: string
  start: number
}

/** Web addresses and profiles in one line; mail addresses are neither. */
export function linksIn(line: string): Link[] {
  let text = line.slice(0, 400)
  const found: Link[] = []
  const take = (field: Link['field'], value: string | undefined, start: number): void => {
    if (value === undefined) return
    const clean = value.replace(/[.,;:!?]+$/, '')
    found.push({ field, value: clean, start })
    text = text.replace(value, ' '.repeat(value.length))
  }
  for (let n = 0; n < 4; n++) {
    const match = network.exec(text)
    if (!match) break
    take('social', match[0], match.index)
  }
  const named = handle.exec(text)
  if (named) take('social', named[1] ?? named[2], named.index)
  const address = web.exec(text)
  if (address) take('web', address[0], address.index)
  else {
    const withoutMail = text.replace(/\S{1,80}@\S{1,100}/g, (mail) => ' '.repeat(mail.length))
    const match = bare.exec(withoutMail)
    if (match) take('web', match[1], match.index)
  }
  return found
}
