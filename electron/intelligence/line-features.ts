import { isClosing, isDivider, nameAfterClosing } from './closings.ts'
import { hasLegalForm, isOfDomain } from './companies.ts'
import { fold, headOf, isOfSender, nameIn, type Sender } from './names.ts'
import { titleStrength } from './titles.ts'

/** What the scorer of lines sees of one line: names of features, each present or not. */
export interface Place {
  /** Filled lines after it. */
  below: number
  /** Filled lines before it. */
  above: number
  gapBefore: boolean
  previous: string | null
}

const phone = /(?:^|[^\w.,])(?:\+|\()?\d[\d\s().\-/–]{5,22}\d(?!\w)/
const url = /https?:\/\/|www\.|(?:^|\s)[\w-]{2,40}\.(?:com|de|fr|es|net|org|eu|co\.uk|at|ch|io|it|nl|be)\b/i
const label =
  /(?:^|[\s|·•,])(?:tel|t|m|p|o|f|c|ph|phone|fax|mob|mobile?|cell|direct|office|email|e-mail|mail|web|fon|telefon|durchwahl|handy|tél|port|portable|móvil|cel|teléfono|linkedin|skype)\s?[.:]/i
const running =
  /(?:^|[^\p{L}])(?:i|we|you|your|our|the|is|are|was|were|have|has|will|would|can|could|please|this|that|it|if|my|me|to|ich|wir|sie|ihr|uns|das|ist|sind|haben|bitte|nicht|dass|wenn|je|nous|vous|votre|est|sont|avez|que|pas|merci|pour|el|que|es|está|por|para|nos|les|lo|si|no|su)(?=$|[^\p{L}])/giu
const greeting =
  /^\s*(?:hi|hello|dear|hey|good (?:morning|afternoon)|morning|hallo|guten|sehr geehrte|liebe|moin|bonjour|cher|chère|madame|monsieur|hola|buen[ao]s|estimad)/i

export function lineFeatures(line: string, place: Place, sender: Sender): string[] {
  const text = line.trim()
  const folded = fold(text.slice(0, 200))
  const words = folded.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== '')
  const found: string[] = ['one', `below${step(place.below, [0, 1, 2, 3, 4, 6, 9, 14])}`]
  const add = (name: string, is: boolean): void => {
    if (is) found.push(name)
  }
  found.push(
    `length${step(text.length, [10, 20, 35, 50, 70, 100])}`,
    `words${step(words.length, [1, 2, 3, 5, 8, 12])}`
  )
  const given = sender.given !== null && words.some((word) => word === sender.given)
  const named = words.filter((word) => isOfSender(word, sender)).length
  add('given', given)
  add('sender', named > 0)
  add('senderShort', named > 0 && words.length <= 3)
  add('senderLong', named > 0 && words.length > 6)
  add('name', nameIn(text) !== null)
  const head = headOf(text)
  add(
    'nameHead',
    head.length < text.length &&
      head.length > 2 &&
      fold(head)
        .split(/[^\p{L}]+/u)
        .some((word) => isOfSender(word, sender))
  )
  add('oneName', words.length === 1 && /^\p{Lu}\p{L}+[.,]?$/u.test(text))
  const closing = isClosing(text)
  add('closing', closing)
  add('closingName', !closing && nameAfterClosing(text) > 0)
  add('divider', isDivider(text))
  add('phone', phone.test(text))
  add('url', url.test(text))
  add('mail', /\S@\S+\.\S/.test(text))
  add('label', label.test(text))
  add('company', hasLegalForm(text))
  add('house', text.length < 60 && isOfDomain(text, sender))
  if (text.length < 70) found.push(`title${titleStrength(text)}`)
  add('bars', /\s[|·•]\s/.test(text))
  add('fullStop', /[.!?…]$/.test(text) && words.length > 3)
  add('colon', /[:;]$/.test(text))
  add('greeting', greeting.test(text))
  add('bullet', /^\s*(?:[-*•·+\u00d8]\s|\d{1,2}[.)]\s)/.test(line))
  add('small', /^\p{Ll}/u.test(text) && !/^(?:www|http|tel|p|t|m|o|f|c)\b/.test(text))
  add('capitals', words.length > 0 && text.split(/\s+/).every((word) => !/^\p{Ll}{4,}/u.test(word)))
  const runs = text.slice(0, 400).match(running)?.length ?? 0
  found.push(`running${step(runs, [0, 1, 2, 4])}`)
  add('gapBefore', place.gapBefore)
  add('first', place.above === 0)
  add('afterClosing', place.previous !== null && isClosing(place.previous))
  add('digits', (text.match(/\d/g)?.length ?? 0) > text.length * 0.3)
  return found
}

function step(value: number, steps: readonly number[]): number {
  for (let i = 0; i < steps.length; i++) if (value <= steps[i]!) return i
  return steps.length
}
