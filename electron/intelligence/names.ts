/** The sender as the header names them, for telling their name in a text. */
export interface Sender {
  /** Words of the name and of the address's local part, folded. */
  words: Set<string>
  given: string | null
  full: string
  /** The address's domain without its public end, folded and without hyphens: "hettlagemetallbau". */
  house: string
  domain: string
}

const honorifics =
  /^(?:dr|prof|mr|mrs|ms|miss|ing|lic|dipl|mag|mba|phd|sr|sra|srta|don|doña|herr|frau|m|mme|mlle|monsieur|madame|maître|me|ir|arq|abg|cpa|jr|ii|iii)\.?$/i

const short: Record<string, string[]> = {
  thomas: ['tom'],
  william: ['bill', 'will', 'liam'],
  robert: ['bob', 'rob', 'bert'],
  richard: ['dick', 'rick'],
  james: ['jim', 'jamie'],
  john: ['jack', 'johnny'],
  edward: ['ed', 'ted', 'ned'],
  margaret: ['meg', 'peggy'],
  elizabeth: ['liz', 'beth', 'betty'],
  katherine: ['kate', 'kathy', 'katie'],
  anthony: ['tony'],
  charles: ['chuck'],
  francisco: ['paco', 'pancho'],
  jose: ['pepe'],
  ignacio: ['nacho'],
  michael: ['mike', 'mick'],
  henry: ['harry', 'hank'],
  albert: ['bert', 'al'],
  sarah: ['sally'],
  susan: ['sue']
}

/** Lower case, without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
}

export function readSender(from: string): Sender {
  const given = from.slice(0, 400)
  const address = /([\w.!#$%&'*+/=?^`{|}~-]{1,64})@([\w.-]{1,255})/.exec(given)
  const bare = given
    .replace(/<[^<>]*>|\[[^[\]]*\]|\([^()]*\)/g, ' ')
    .replace(/["']/g, ' ')
    .replace(/\S+@\S+/g, ' ')
  const comma = /^\s*([^,]+),\s*([^,]+)$/.exec(bare)
  const full = (comma ? `${comma[2]} ${comma[1]}` : bare).replace(/\s+/g, ' ').trim()
  const nameWords = full.split(/[\s.-]+/).filter((word) => word.length > 1 && !honorifics.test(word))
  const local = (address?.[1] ?? '').split(/[._+\d-]+/).filter((word) => word.length > 2)
  const words = new Set([...nameWords, ...local].map(fold))
  for (const word of [...words]) for (const other of short[word] ?? []) words.add(other)
  const domain = (address?.[2] ?? '').toLowerCase().replace(/\.+$/, '')
  return { words, given: nameWords[0] ? fold(nameWords[0]) : null, full, house: houseOf(domain), domain }
}

function houseOf(domain: string): string {
  const labels = domain.split('.')
  labels.pop()
  if (labels.length > 1 && /^(?:co|com|org|net|gob|gov|ac|edu)$/.test(labels.at(-1)!)) labels.pop()
  return fold(labels.at(-1) ?? '').replace(/[^a-z0-9]/g, '')
}

/** Whether a folded word is the sender's name or a short form of it. */
export function isOfSender(word: string, sender: Sender): boolean {
  if (sender.words.has(word)) return true
  if (word.length < 3) return false
  for (const known of sender.words) if (known.length > word.length && known.startsWith(word)) return true
  return false
}

const particles = new Set(
  'de del de la las los da das do dos di du der den dem von vom van zu zum zur ter ten le y e i und al el bin ibn san st mc o'.split(
    ' '
  )
)
/** What stands before the first mark that divides a one-line signature. */
export function headOf(line: string): string {
  return line.slice(0, 120).split(/\s*[|,•·\t]|\s\/{1,2}\s|\s[-–—]\s/, 1)[0]!
}

const credentials =
  /[,\s]+(?:\(?(?:he|she|they|er|sie)\/\w{2,5}(?:\/\w{2,6})?\)?|(?:ph\.?d|mba|m\.?sc|b\.?sc|b\.?a|m\.?a|msc|rn|md|cpa|esq|jr|sr|ii|iii|pmp|cfa|mrics|frics|llm|ll\.m|meng|ceng|pe|cissp|fca|acca|mciob|mcips|fcips|riba|dds|dvm|cpsm)\.?)+$/i

/** The name in a line that is nothing but a name: two words or more, or an initial and a surname; else null. */
export function nameIn(line: string, least = 2): string | null {
  const text = line.trim().replace(/[.,;:]+$/, '')
  if (/^(?:ihre?|euer|eure|dein|deine|votre|ton|ta|tu|su|your)\s/i.test(text)) return null
  if (text.length < 2 || text.length > 60 || /[@\d|/\\<>]|https?:|www\./i.test(text)) return null
  const [whole, ...tail] = text.split(/,\s*/)
  const graced =
    tail.length > 0 && tail.every((one) => /^(?:[A-Z][A-Za-z]{0,2}[A-Z.][A-Za-z.]{0,4}\s?)+$/.test(one))
  if (tail.length > 0 && !graced && /\s/.test(whole!)) return null
  const plain = (graced ? whole! : text)
    .replace(/^i\.? ?[aAvV]\.\s?|^ppa\.?\s/, '')
    .replace(credentials, '')
    .replace(/\([^()]*\)/g, ' ')
  const bare = plain.replace(/["“”][^"“”]*["“”]/g, ' ')
  const words = bare.split(/[\s,]+/).filter((word) => word !== '')
  const core = words.filter((word) => !honorifics.test(word) && !/^\p{L}+\.(?:-?\p{L}+\.)*$/u.test(word))
  if (words.length > 6 || core.length === 0) return null
  const isName = (word: string): boolean =>
    particles.has(word.toLowerCase()) || /^(?:\p{Lu}|[dlO]['’]\p{Lu}|\p{Lo})[\p{L}\p{M}'’.-]*$/u.test(word)
  if (!words.every((word) => isName(word) || honorifics.test(word))) return null
  const strong = core.filter(
    (word) => !particles.has(word.toLowerCase()) && word.replace(/\W/g, '').length !== 0
  )
  const initials = words.some((word) => /^\p{Lu}\.(?:-?\p{Lu}\.)*$/u.test(word))
  const count = strong.length + (initials && strong.some((word) => word.length > 1) ? 1 : 0)
  return count >= least
    ? plain
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[,;:]+$/, '')
    : null
}
