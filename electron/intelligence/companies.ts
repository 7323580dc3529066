import { fold, type Sender } from './names.ts'

const legal =
  /(?:^|[\s,&(])(?:GmbH|gGmbH|AG|KG|OHG|GbR|UG|e\.? ?K\.?|e\.? ?V\.?|eG|SE|mbH|mbB|PartG|KGaA|Inc\.?|inc\.|LLC|L\.L\.C\.|Ltd\.?|Limited|PLC|plc|LLP|LP|Corp\.?|Corporation|Co\.|Pty|Pvt\.?|S\.?A\.?S\.?U?|SARL|S\.A\.R\.L\.|EURL|SCI|SCOP|SNC|S\.?A\.?|S\.?L\.?U?|S\.?R\.?L\.?|S\.?p\.?A\.?|S\. ?de R\.L\.|S\.A\. de C\.V\.|C\.V\.|B\.?V\.?|N\.?V\.?|A\/S|ApS|AB|AS|Oy|Oyj|Sp\. z o\.o\.|s\.r\.o\.|Kft|Ges\.m\.b\.H\.|SCRL|SRL|S\.? ?Coop\.?|MVZ|& Co|& Cie|et Fils|& Sons|& Söhne|y Cía|e Hijos|Hnos\.?)(?=$|[\s,.)/|])/u
const kinds =
  /(?:^|[^\p{L}])(?:group|gruppe|groupe|grupo|holding|hotel|hôtel|hoteles|labs?|laborator\w*|laboratoires?|klinik\w*|clinic|clinique|clínicas?|hospital\w*|industries|solutions|systems|partners|associates|consulting|technolog\w+|services|werke?|bau|metallbau|maschinenbau|spedition|verlag|brauerei|bäckerei|praxis\w*|kanzlei|stadtwerke|stadt|gemeinde|universität|university|université|universidad|college|school|schule|école|colegio|mairie|ville|ayuntamiento|cabinet|agence|agencia|transports?|transportes|brasserie|vignobles|domaine|château|bodegas?|viñedos|minera|talleres|congelados|construcciones|menuiserie|imprimerie|résidences?|entreprises?|établissements|ets\.?|société|foods?|farms?|logistics?|logistik|packaging|outfitters|interiors|events|events?|bakery|brewery|dental|pediatrics|health|care|medical|media|software|engineering|manufacturing|machine|supply|trading|ventures|capital|bank|insurance|versicherung\w*|asociación|association|fundación|foundation|stiftung|verein|council|trust|museum|musée|museo|church|charity|ministry|club|restaurante?|distribuciones|suministros|inmobiliaria|ferretería|frutas|aceites|textiles?|tejidos|plásticos|cerámicas?)(?:$|[^\p{L}])/iu

/** How surely a text names a company: legal form, the sender's domain, a word for a kind of business. 0 to 1. */
export function companyStrength(text: string, sender: Sender): number {
  if (text.length > 100 || text.length < 2 || /[?!]$|@/.test(text)) return 0
  if (legal.test(text)) return 1
  if (isOfDomain(text, sender)) return 0.9
  return kinds.test(text) ? 0.5 : 0
}
export function hasLegalForm(text: string): boolean {
  return text.length < 160 && legal.test(text)
}

/** "Fitzhugh Yachts, Annapolis" without its town. */
export function withoutPlace(text: string, sender: Sender): string {
  const at = /,\s+|\s+[·–—-]\s+/.exec(text)
  if (!at) return text
  const left = text.slice(0, at.index)
  return companyStrength(left, sender) >= 0.9 && !legal.test(` ${text.slice(at.index + at[0].length)}`)
    ? left
    : text
}

/** Whether the words are what the address's domain is made of, or the domain begins with them. */
export function isOfDomain(text: string, { house }: Sender): boolean {
  if (house.length < 3) return false
  const words = fold(text.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue'))
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0)
  const plain = fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0)
  return covers(words, house) || covers(plain, house)
}
function covers(words: readonly string[], house: string): boolean {
  const whole = words.join('')
  if (whole === house || (house.length >= 4 && whole.startsWith(house))) return true
  const inside = words.filter((word) => word.length >= 4 && house.includes(word))
  const size = inside.reduce((sum, word) => sum + word.length, 0)
  if (inside.length > 0 && size >= house.length * 0.5) return true
  const front = words.slice(0, 3).join('')
  let shared = 0
  while (shared < front.length && front[shared] === house[shared]) shared++
  if (shared >= 6 && words.length > 1 && shared >= words[0]!.length) return true
  const initials = words.map((word) => word[0]).join('')
  return house.length >= 3 && initials === house
}
