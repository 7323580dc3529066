import type { PromiseMade, PromiseOf } from '../../shared/intelligence/activities.ts'
import { cues } from './activities/cues.ts'
import { languageOf } from './activities/language.ts'
import type { MailText } from './activities.ts'
import { readMoments, READ_AT_MOST } from './moments.ts'
import { fold } from './moments/mask.ts'

/** What is promised, by the words for it in the four languages, the more telling first. On folded text. */
export const things: [PromiseOf, RegExp][] = [
  [
    'quote',
    /\b(?:quotes?|quotation|offer|proposal|pricing|prices?|estimate|angebot\w{0,3}|offerte\w{0,2}|kostenvoranschlag|preis\w{0,6}|devis|offre|chiffrage|tarifs?|proposition|presupuesto|oferta|cotizacion|propuesta|precios?)\b/u
  ],
  ['contract', /\b(?:contract|agreement|nda|vertrag\w{0,10}|contrat|contrato|convenio)\b/u],
  ['invoice', /\b(?:invoice|credit note|rechnung|gutschrift|facture|avoir|factura|abono)\b/u],
  ['sample', /\b(?:samples?|swatch|muster|echantillons?|muestras?)\b/u],
  ['order', /\b(?:purchase order|po|bestellung|auftrag|bon de commande|orden de compra|pedido)\b/u],
  ['call', /\b(?:call|ring|phone|rufe?|anrufen|telefon\w{0,8}|appell\w{0,4}|rappell\w{0,4}|llam\w{1,6})\b/u],
  [
    'document',
    /\b(?:documents?|datasheets?|sheets?|pdf|drawings?|plans?|report|list|brochure|manual|certificates?|slides|deck|file|unterlagen|datenblatt|zeichnung|bericht|liste|plan|protokoll|agenda|fiche|rapport|plaquette|informe|ficha|plano[s]?|listado|manual|catalogo)\b/u
  ],
  [
    'meeting',
    /\b(?:come by|visit|meet|stop by|vorbei\w{0,8}|besuche?|passe(?:rai)? vous voir|me paso|visitar\w{0,3})\b/u
  ],
  [
    'answer',
    /\b(?:get back|let you know|answer|reply|come back to you|find out|check|confirm|melde|bescheid|antwort\w{0,3}|klare|prufe|bestatig\w{0,4}|reviens|reponds?|repondrai|confirm\w{0,6}|verifie|tiens? (?:vous )?au courant|contest\w{0,4}|respond\w{0,4}|digo|aviso)\b/u
  ]
]

const MOST = 12

/** What the sender of a mail said they would do, in the text's order, with the moment where one is said. */
export function readPromises(mail: MailText): PromiseMade[] {
  const language = mail.language ?? languageOf(`${mail.subject}\n${mail.text}`)
  const words = language === null ? undefined : cues[language]
  if (language === null || !words) return []
  const text = mail.text.slice(0, READ_AT_MOST)
  const moments = readMoments(text, { ...mail, language })
  const found: PromiseMade[] = []
  for (const match of text.matchAll(/[^\n.!?;]{4,600}(?:\.(?=\S)[^\n.!?;]{0,200}){0,4}[.!?;]?/gu)) {
    if (found.length >= MOST) break
    const said = fold(match[0])
    // a question promises nothing, neither does "if"; "I will be away" neither
    if (!words.promise.test(said) || /\?$/.test(said) || words.other.test(said)) continue
    if (
      /\b(?:if|unless|falls|wenn|sobald|si|cuando|as soon as|once)\b/u.test(said) ||
      /\b(?:not|won't|nicht|ne .{1,20} pas|no (?:te|le|les|os))\b/u.test(said)
    )
      continue
    const what = things.find(([, pattern]) => pattern.test(said))?.[0] ?? 'other'
    const due =
      moments.find(({ index }) => index >= match.index && index < match.index + match[0].length) ?? null
    const confidence = (what === 'other' ? 0.55 : 0.8) + (due ? 0.12 : 0)
    if (what === 'other' && !due) continue
    const lead = match[0].length - match[0].trimStart().length
    found.push({ what, words: match[0].trim(), index: match.index + lead, due, confidence })
  }
  return found
}
