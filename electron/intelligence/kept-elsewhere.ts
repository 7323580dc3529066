import type { Checked, Output } from '../../shared/contract/index.ts'
import { smallWords } from './language.ts'
import { fold } from './moments/mask.ts'
import { readOwnText } from './own-text.ts'
import { CALLED, keepsPromise } from './promise-kept.ts'
import { readPromises, things } from './promises.ts'
import { withoutReply } from './tokens.ts'

type Asked = Checked<'intelligence.keeps'>['asked'][number]
type SentMail = Checked<'intelligence.keeps'>['mails'][number]
type Kept = Output<'intelligence.keeps'>['kept'][number]

/** What is said of any matter. Folded. */
const anyMatter = new Set(
  `send sends sending sent share email mail mails tomorrow today week weeks month morning afternoon evening soon latest noon until within updated update revised final question questions follow meeting request requests inquiry enquiry information details promise promised next have back over look project projects order orders delivery deliveries customer customers client clients team teams company companies business
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
  schicke schicken sende senden zusenden lasse lassen zukommen morgen heute woche nachste nachsten spatestens anfrage frage fragen informationen mail mails projekt projekte projekts projektes auftrag auftrage bestellung bestellungen lieferung lieferungen kunde kunden kundin firma unternehmen
  montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz juni juli oktober dezember
  envoie envoyer enverrai envoyons transmets demain semaine prochaine demande question questions projet projets commande commandes livraison livraisons client clients cliente clientes equipe equipes societe entreprise lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
  envio enviar enviare mando mandare manana semana proxima consulta pregunta solicitud proyecto proyectos pedido pedidos entrega entregas cliente clientes equipo equipos empresa lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`.split(
    /\s+/
  )
)
const small = new Set([...smallWords].map(fold))
/** Beginnings of words stand for their forms. */
const stem = 6
const promised = /\b(?:as promised|wie versprochen|comme promis|(?:tal )?como (?:te |le |les )?prometi)\b/u

/**
 * Which mail of another conversation keeps each of these promises: the first that is sent to the person it was made to,
 * has the thing attached, and is about the same matter. Words alone hand nothing over here, but for a call that was made.
 */
export function keptElsewhere({ asked, mails }: Checked<'intelligence.keeps'>): Kept[] {
  const texts: string[] = []
  const textOf = (by: number, { text, from: [name, address] }: SentMail): string =>
    (texts[by] ??= readOwnText(text, { from: `${name} <${address}>` }).own)
  return asked.map((one) => {
    for (const by of one.at) {
      const mail = mails[by]
      const kept = mail && keeps(one, { ...mail, text: textOf(by, mail) })
      if (kept) return { by, ...kept }
    }
    return null
  })
}

function keeps(promise: Asked, mail: SentMail): Omit<NonNullable<Kept>, 'by'> | null {
  const { subject, text, to: recipients, files: attachments, sent: date } = mail
  const { reason, shown } = keepsPromise(promise, [promise.to], promise.sent, {
    ...{ recipients, subject, text, attachments, date }
  })
  if (promise.what === 'call') {
    const call = reason === 'said' && CALLED.exec(fold(`${subject}\n${text}`))
    return call ? { how: 'said', shown: call[0] } : null
  }
  if (reason !== 'attached' || promise.what === 'meeting') return null
  // "attached the data sheet, the quote follows on Monday"
  if (isAnother(promise, attachments)) return null
  const again = readPromises({ subject, text, date, offset: mail.offset, direction: 'sent' })
  if (again.some(({ what }) => what === promise.what)) return null
  const matter = matterOf(promise, [promise.to, ...mail.from])
  const said = wordsOf([subject, text, ...attachments].join('\n'))
  const same = matter.size === 0 ? promised.test(fold(text)) : [...matter].some((word) => said.has(word))
  return same ? { how: 'attached', shown: (shown ?? '').slice(0, 200) } : null
}

/** None of the files is called what was promised, and one is called something else. */
function isAnother({ what }: Asked, files: readonly string[]): boolean {
  const names = files.map((name) =>
    fold(name)
      .replace(/\.\w{1,5}$/u, '')
      .replace(/[_\W]/gu, ' ')
  )
  const named = (of: typeof what): boolean =>
    names.some((name) => things.find(([thing]) => thing === of)?.[1].test(name))
  return !named(what) && things.some(([thing]) => named(thing))
}

/** What the promise is about, beside what is promised and who they are. */
function matterOf({ subject, words }: Asked, people: readonly string[]): Set<string> {
  const found = wordsOf(`${withoutReply(subject)}\n${words}`)
  for (const word of wordsOf(people.join(' '))) found.delete(word)
  return found
}

function wordsOf(text: string): Set<string> {
  const words = fold(text.slice(0, 20_000)).match(/[\p{L}\p{N}]{3,40}/gu) ?? []
  return new Set(words.filter(isMatter).map((word) => word.slice(0, stem)))
}

function isMatter(word: string): boolean {
  if (/^\d+$/.test(word)) return word.length > 3 && !/^20\d\d$/.test(word)
  if (word.length < 4 && !/\d/.test(word)) return false
  return !small.has(word) && !anyMatter.has(word) && !things.some(([, pattern]) => pattern.test(word))
}
