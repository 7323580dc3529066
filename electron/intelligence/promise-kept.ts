import type { PromiseMade } from '../../shared/intelligence/activities.ts'
import { fold } from './moments/mask.ts'
import { things } from './promises.ts'

export interface LaterMail {
  recipients: string[]
  subject: string
  text: string
  attachments: string[]
  /** When it was sent, in ms. */
  date: number
}

export interface Kept {
  kept: boolean
  reason: 'other people' | 'earlier' | 'attached' | 'said' | 'answered' | 'not in it'
  /** The words or the attachment that show it. */
  shown: string | null
}

const DELIVERS =
  /\b(?:attached|attach|enclosed|here is|here's|here are|please find|as promised|as discussed|anbei|im anhang|angehangt|beigefugt|hier ist|hier sind|hiermit|wie versprochen|wie besprochen|ci-joint\w{0,2}|en piece jointe|voici|comme convenu|comme promis|trouverez|adjunt\w{1,3}|aqui (?:tienes|tiene|va|esta)|le envio|te envio|como quedamos|como prometi)\b/u
const called =
  "(?:thanks|thank you) for (?:the|your) (?:phone )?call|as discussed (?:on|over) the phone|(?<!\\bbe )good (?:talking|speaking)|danke? fur (?:das|ihr|dein) (?:gesprach|telefonat)|wie (?:eben |heute |gestern )?telefonisch|merci pour (?:l'|votre |ton |notre )(?:appel|echange)|suite a (?:notre|votre) (?:appel|echange|conversation)|comme (?:convenu|evoque|dit) (?:au|par) telephone|gracias por (?:la|su|tu) llamada|como hablamos"
/** A call was made: "our call on Thursday" may be ahead. Folded. */
export const CALLED = new RegExp(`\\b(?:${called})\\b`, 'u')
const SPOKE = new RegExp(
  `\\b(?:${called}|thanks for (?:the|your) time|our call|unser telefonat|notre (?:appel|echange)|nuestra llamada)\\b`,
  'u'
)
const READ = 20_000

/**
 * Whether a mail sent later keeps a promise that was made to these people. What can be attached must be attached, or
 * handed over in words; a promise to answer is kept by a mail that says more than thanks.
 */
export function keepsPromise(
  promise: Pick<PromiseMade, 'what'>,
  to: string[],
  made: number,
  mail: LaterMail
): Kept {
  const no = (reason: Kept['reason']): Kept => ({ kept: false, reason, shown: null })
  if (mail.date <= made) return no('earlier')
  const people = new Set(to.map((address) => address.trim().toLowerCase()))
  if (!mail.recipients.some((address) => people.has(address.trim().toLowerCase()))) return no('other people')
  const said = fold(`${mail.subject}\n${mail.text}`.slice(0, READ))
  const pattern = things.find(([what]) => what === promise.what)?.[1]
  const spoke = SPOKE.exec(said)
  if (promise.what === 'call' || promise.what === 'meeting')
    return spoke ? { kept: true, reason: 'said', shown: spoke[0] } : no('not in it')
  const delivers = DELIVERS.exec(said)
  const named = mail.attachments
    .slice(0, 200)
    .find((name) => pattern?.test(fold(name).replace(/[_\W]/g, ' ')))
  if (named !== undefined) return { kept: true, reason: 'attached', shown: named }
  const about = pattern?.exec(said)
  if (promise.what === 'answer') {
    const own = mail.text.trim()
    return own.length >= 60 ? { kept: true, reason: 'answered', shown: own.slice(0, 80) } : no('not in it')
  }
  if (promise.what === 'other' || !about || !delivers) return no('not in it')
  // "here is the quote" with a link or a price in the text counts; a promise repeated does not
  const near = Math.abs(about.index - delivers.index) < 160
  if (!near) return no('not in it')
  const [file] = mail.attachments
  return file !== undefined
    ? { kept: true, reason: 'attached', shown: file }
    : { kept: true, reason: 'said', shown: delivers[0] }
}
