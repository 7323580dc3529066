const common: Record<string, string> = {
  en: 'the and you for your with please we is are this that have can will i on at of to by our tomorrow today monday tuesday wednesday thursday friday call meeting thanks could would',
  de: 'und der die das ich wir sie ist nicht bitte mit fur auf den dem ein eine am um uhr bis zum montag dienstag mittwoch donnerstag freitag morgen heute konnen haben wird danke ihnen von',
  fr: 'le la les des vous nous est et pour une un dans que je votre avec sur pas du au bonjour merci lundi mardi mercredi jeudi vendredi demain pouvez cordialement avant ce',
  es: 'el los las que de para una por con su usted nos se es en y del al gracias saludos lunes martes miercoles jueves viernes manana puede favor hola buenos te lo'
}
const sets = Object.entries(common).map(([language, words]) => [language, new Set(words.split(' '))] as const)

/** Only languages that are read; null where too few words tell, or two tell alike. */
export function languageOf(text: string): string | null {
  const words = text
    .slice(0, 4000)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[a-z]{1,20}/g)
  if (!words) return null
  const counts = sets.map(([language, set]) => ({
    language,
    count: words.filter((word) => set.has(word)).length
  }))
  counts.sort((a, b) => b.count - a.count)
  const [first, second] = counts
  const share = first!.count / words.length
  return first!.count > second!.count && (share >= 0.15 || (words.length < 8 && first!.count >= 1))
    ? first!.language
    : null
}
