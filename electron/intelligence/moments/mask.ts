/** "2-Apr-2027" is a date and no number of a part. */
const MONTHS =
  'jan|feb|fev|mar|mrz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aout|ago|sep|sept|oct|okt|nov|dec|dez|dic|ene'

/** What looks like a date or a time and is none. On folded text; every repetition is bounded. */
const impostors = [
  /\bhttps?:\/\/[^\s>]{1,2000}/gu,
  /\bwww\.[^\s>]{1,500}/gu,
  /[\w.+-]{1,64}@[\w.-]{1,255}/gu,
  // telephone numbers
  /(?:\+|\b00)\d[\d\s()./-]{6,24}\d/gu,
  /\b(?:tel|telefon|telephone|phone|fax|mobil|mobile|movil|port|portable|cell|cel|direct|direkt|durchwahl|office|ext|poste|fon|mob)\b\.?:?\s?[(\d][\d\s()./-]{2,24}\d/gu,
  /\(\d{2,5}\)\s?\d[\d\s.-]{4,14}\d/gu,
  /\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/gu,
  /\b0\d(?:[ .]\d\d){4}\b/gu,
  /\b0\d{2,4}[ /-]\d{3,8}(?:[ -]\d{1,6})?\b/gu,
  // money, shares, sizes
  /(?:[$€£¥]|\b(?:usd|eur|gbp|chf|cad|mxn)) ?\d[\d.,']{0,14}/gu,
  /\b\d[\d.,']{0,14} ?(?:[$€£¥%‰]|(?:usd|eur|gbp|chf|euros?|dollars?|pounds|percent|prozent|pesos|kg|mm|cm|m2|km|kw|kwh|gb|mb|tb|lbs?|ft|inch|stuck|stk|pcs|units|u\/min|rpm|grad|degrees)\b)/gu,
  /\b\d{1,5}(?:[.,]\d{1,3})? ?[x×] ?\d{1,5}(?:[.,]\d{1,3})?(?: ?[x×] ?\d{1,5})?/gu,
  // versions, numbers of documents, clauses
  /\b(?:v|version|release|rev|ver)\.? ?\d{1,4}(?:\.\d{1,4}){0,3}/gu,
  /\b\d{1,4}\.\d{1,4}\.\d{1,5}\.\d{1,5}\b/gu,
  /(?:#|\b(?:no\.|nr|num|nummer|number|n°|rechnung|invoice|facture|factura|order|bestellung|commande|pedido|angebot|quote|offerte|devis|po|ticket|ref|article|item|clause|section|chapter|page|kapitel|abschnitt|ziffer|seite|capitulo|pagina|chapitre|kw|halle|hall|room|raum|salle|sala|unit|line|spindle|lot|lots)\b\.?:?) ?[a-z]{0,4}[-_]?\d[\w/.-]{0,24}/gu,
  new RegExp(`\\b(?!(?:${MONTHS})[-_]?\\d{4}\\b)[a-z]{1,5}[-_]?\\d{3,12}[\\w-]{0,12}`, 'gu'),
  /\b24\/7\b/gu,
  /\b\d{5,}\b/gu
]

/** Letters without accents, small, of the same length: places stay places. */
export function fold(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!
    if (unit < '\u0080') {
      out += unit.toLowerCase()
      continue
    }
    if (unit === '\u2019' || unit === '\u2018') out += "'"
    else if (unit === '\u00a0' || unit === '\u202f') out += ' '
    else {
      const bare = unit.normalize('NFD')[0]!.toLowerCase()
      out += bare.length === 1 ? bare : unit
    }
  }
  return out
}

export function mask(folded: string): string {
  let text = folded
  for (const pattern of impostors) text = text.replace(pattern, (found) => '\u0001'.repeat(found.length))
  return text
}
