/** What mail programs and people write by habit, by language. */
export interface Language {
  locale: string
  closings: string[]
  wrote(when: string, who: string): string
  from: string
  sent: string
  to: string
  subject: string
  reply: string
  forward: string
  forwarded: string
}

export const languages: Record<string, Language> = {
  en: {
    locale: 'en-GB',
    closings: ['Best regards,', 'Kind regards,', 'Best,', 'Thanks,', 'Many thanks,', 'Regards,'],
    wrote: (when, who) => `On ${when}, ${who} wrote:`,
    from: 'From',
    sent: 'Sent',
    to: 'To',
    subject: 'Subject',
    reply: 'Re',
    forward: 'Fwd',
    forwarded: '---------- Forwarded message ---------'
  },
  de: {
    locale: 'de-DE',
    closings: ['Mit freundlichen Grüßen', 'Viele Grüße', 'Beste Grüße', 'Freundliche Grüße'],
    wrote: (when, who) => `Am ${when} schrieb ${who}:`,
    from: 'Von',
    sent: 'Gesendet',
    to: 'An',
    subject: 'Betreff',
    reply: 'AW',
    forward: 'WG',
    forwarded: '-------- Weitergeleitete Nachricht --------'
  },
  fr: {
    locale: 'fr-FR',
    closings: ['Cordialement,', 'Bien cordialement,', 'Bien à vous,', 'Bonne journée,'],
    wrote: (when, who) => `Le ${when}, ${who} a écrit :`,
    from: 'De',
    sent: 'Envoyé',
    to: 'À',
    subject: 'Objet',
    reply: 'Re',
    forward: 'Tr',
    forwarded: '-------- Message transféré --------'
  },
  sv: {
    locale: 'sv-SE',
    closings: ['Med vänlig hälsning,', 'Vänliga hälsningar,', 'Hälsningar,', 'Allt gott,'],
    wrote: (when, who) => `Den ${when} skrev ${who}:`,
    from: 'Från',
    sent: 'Skickat',
    to: 'Till',
    subject: 'Ämne',
    reply: 'SV',
    forward: 'VB',
    forwarded: '-------- Vidarebefordrat meddelande --------'
  },
  pt: {
    locale: 'pt-PT',
    closings: ['Com os melhores cumprimentos,', 'Cumprimentos,', 'Um abraço,', 'Obrigada,'],
    wrote: (when, who) => `Em ${when}, ${who} escreveu:`,
    from: 'De',
    sent: 'Enviada',
    to: 'Para',
    subject: 'Assunto',
    reply: 'RE',
    forward: 'Enc',
    forwarded: '-------- Mensagem reencaminhada --------'
  },
  es: {
    locale: 'es-ES',
    closings: ['Un saludo,', 'Saludos cordiales,', 'Atentamente,', 'Gracias y un saludo,'],
    wrote: (when, who) => `El ${when}, ${who} escribió:`,
    from: 'De',
    sent: 'Enviado',
    to: 'Para',
    subject: 'Asunto',
    reply: 'RE',
    forward: 'RV',
    forwarded: '-------- Mensaje reenviado --------'
  },
  it: {
    locale: 'it-IT',
    closings: ['Cordiali saluti,', 'Un cordiale saluto,', 'Grazie e a presto,', 'Distinti saluti,'],
    wrote: (when, who) => `Il ${when}, ${who} ha scritto:`,
    from: 'Da',
    sent: 'Inviato',
    to: 'A',
    subject: 'Oggetto',
    reply: 'R',
    forward: 'I',
    forwarded: '-------- Messaggio inoltrato --------'
  },
  ja: {
    locale: 'ja-JP',
    closings: ['よろしくお願いいたします。', '何卒よろしくお願い申し上げます。'],
    wrote: (when, who) => `${when} ${who}:`,
    from: '差出人',
    sent: '送信日時',
    to: '宛先',
    subject: '件名',
    reply: 'Re',
    forward: 'Fwd',
    forwarded: '---------- 転送されたメッセージ ----------'
  }
}

export function language(code: string): Language {
  const found = languages[code]
  if (!found) throw new Error(`The sample has no language ${code}`)
  return found
}

type Style = Intl.DateTimeFormatOptions
const makers = new Map<string, Intl.DateTimeFormat>()
/** Formatters are dear to make (about 0.1 ms), and 1,200 mails want many. */
function format(time: number, code: string, name: string, style: Style): string {
  const key = `${code} ${name}`
  let maker = makers.get(key)
  if (!maker) makers.set(key, (maker = new Intl.DateTimeFormat(language(code).locale, style)))
  return maker.format(time)
}

export function longDate(time: number, code: string): string {
  return format(time, code, 'long', { day: 'numeric', month: 'long', year: 'numeric' })
}
export function shortDate(time: number, code: string): string {
  return format(time, code, 'short', { day: 'numeric', month: 'long' })
}
export function weekday(time: number, code: string): string {
  return format(time, code, 'weekday', { weekday: 'long' })
}
export function monthName(time: number, code: string): string {
  return format(time, code, 'month', { month: 'long' })
}
export function dateAndTime(time: number, code: string): string {
  return format(time, code, 'time', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit'
  })
}
const sums = new Map<string, Intl.NumberFormat>()
export function money(amount: number, code: string): string {
  let maker = sums.get(code)
  if (!maker)
    sums.set(
      code,
      (maker = new Intl.NumberFormat(language(code).locale, {
        style: 'currency',
        currency: 'EUR',
        maximumFractionDigits: 0
      }))
    )
  return maker.format(amount)
}
