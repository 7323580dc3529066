/** Numbers in words as the languages build them, without accents. Where two spellings are common, both. */
type Words = Record<string, number>

const counted = (words: string, from = 1): Words =>
  Object.fromEntries(words.split(' ').map((word, index) => [word, from + index]))

function germanUpTo59(): Words {
  const units = counted('ein zwei drei vier funf sechs sieben acht neun')
  const words: Words = {
    ...counted(
      'eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn'
    ),
    ...{ ein: 1, eine: 1, einen: 1, einem: 1, einer: 1, zwo: 2, sechzig: 60, neunzig: 90 }
  }
  const tens: Words = { zwanzig: 20, dreißig: 30, dreissig: 30, vierzig: 40, funfzig: 50 }
  for (const [ten, value] of Object.entries(tens)) {
    words[ten] = value
    for (const [unit, more] of Object.entries(units)) words[`${unit}und${ten}`] = value + more
  }
  return words
}
export const german = germanUpTo59()

/** Without the ending: "zwolft", "dreiundzwanzigst". */
export const germanOrdinals: Words = {
  ...counted('erst zweit dritt viert funft sechst siebt acht neunt'),
  ...Object.fromEntries(
    Object.entries(german)
      .filter(([, value]) => value >= 10 && value <= 31)
      .map(([word, value]) => [`${word}${value < 20 ? 't' : 'st'}`, value])
  )
}

function frenchUpTo60(): Words {
  const units = counted(
    'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'
  )
  const words: Words = { ...units, une: 1, soixante: 60 }
  for (const [ten, value] of Object.entries({ vingt: 20, trente: 30, quarante: 40, cinquante: 50 })) {
    words[ten] = value
    for (const one of ['un', 'une']) words[`${ten} et ${one}`] = words[`${ten}-et-${one}`] = value + 1
    for (const [unit, more] of Object.entries(units))
      if (more > 1 && more < 10) words[`${ten}-${unit}`] = words[`${ten} ${unit}`] = value + more
  }
  return words
}
export const french = frenchUpTo60()

function spanishUpTo90(): Words {
  const units = counted('uno dos tres cuatro cinco seis siete ocho nueve')
  const words: Words = {
    ...counted(
      'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve'
    ),
    ...{ un: 1, una: 1, sesenta: 60, noventa: 90 }
  }
  for (const [ten, value] of Object.entries({ treinta: 30, cuarenta: 40, cincuenta: 50 })) {
    words[ten] = value
    for (const [unit, more] of Object.entries(units)) words[`${ten} y ${unit}`] = value + more
  }
  return words
}
export const spanish = spanishUpTo90()

/** The words whose numbers lie in a range. */
export const between = (words: Words, least: number, most: number): string[] =>
  Object.keys(words).filter((word) => words[word]! >= least && words[word]! <= most)
