import { languages } from '../../shared/contract/intelligence.ts'
import { type Group, groups, phrases } from './phrases.ts'
import { isWord, type Token, tokensOf } from './tokens.ts'

export type Language = (typeof languages)[number]

/** Small words that hold each language together. Neighbours are listed so that they are not taken for one of ours. */
const small: Record<string, string> = {
  en: `the a an and or but if of to in on at by for from with without about into over after before is are was were be been being have has had do does did will would can could should may might must not no yes this that these those it its he she they we you i me my your our their his her them us who what which when where why how all any some more most other than then there here just only also very so as up out down off too still please thanks thank hello hi dear regards best again need know get got let see send call i'm i'll i've don't can't it's that's we're we've you're didn't isn't won't im yesterday tomorrow today week`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber wenn dass weil ob als wie in im an am auf aus bei mit nach von vom zu zum zur für über unter vor durch ohne gegen um bis seit ist sind war waren sein hat haben hatte wird werden wurde kann können könnten soll sollen muss müssen darf ich du er sie es wir ihr mich mir dich dir uns euch ihn ihm ihnen ihre ihren ihrer mein meine unser unsere nicht kein keine ja nein auch noch nur schon sehr so da hier dort dann jetzt heute morgen gestern was wer wo wann warum welche diese dieser dieses mal bitte danke vielen hallo guten herr frau grüße gruß liebe lieber sehr geehrte moin doch mehr immer wieder gern gerne bin bist habe hab geht gibt passt noch steht ihnen`,
  fr: `le la les un une des du de au aux et ou mais si que qui quoi dont où quand comme car donc dans en sur sous avec sans pour par chez vers entre depuis pendant avant après est sont était étaient être suis es sommes êtes a as ai avons avez ont avait fait faire peut pouvez pourriez dois doit faut je tu il elle on nous vous ils elles me te se lui leur mon ma mes ton ta tes son sa ses notre nos votre vos leurs ce cet cette ces cela ça ne pas plus jamais rien oui non aussi très bien encore déjà toujours ici là alors puis merci bonjour bonsoir madame monsieur cordialement bonne journée c'est j'ai n'est qu'il d'un d'une s'il l'on y été tout tous toute j'en qu'on`,
  es: `el la los las un una unos unas lo al del de y e o u pero si que quien cual donde cuando como porque pues en con sin por para desde hasta entre sobre ante tras según es son era eran ser está están estaba estamos estoy soy somos fue ha han he hemos había tiene tienen tengo tenemos hay hacer hace puede pueden puedo podemos debe yo tú él ella nosotros ustedes vosotros ellos me te se nos os le les mi mis tu tus su sus nuestro nuestra vuestro este esta estos estas ese esa eso esto no sí ya más muy también aún todavía siempre nunca nada algo aquí ahí allí entonces gracias hola buenos buenas días tardes estimado estimada saludo saludos señor por favor qué cómo cuándo dónde usted ayer mañana hoy`,
  it: `il lo la gli le un uno una di del della dei delle al alla ai alle da dal dalla in nel nella con su sul per tra fra e o ma se che chi cui non più come quando dove perché è sono era essere ho hai ha abbiamo avete hanno questo questa quello mi ti si ci vi lei lui noi voi loro mio suo nostro vostro grazie buongiorno saluti cordiali anche già ancora molto bene può possiamo vorrei dopo prima oggi domani ieri`,
  pt: `o os as um uma uns umas do da dos das no na nos nas ao à pelo pela de em com sem por para e ou mas se que quem quando como onde porque não sim é são foi era ser está estão tem têm temos tenho ter eu você vocês ele ela nós eles me te lhe meu minha seu sua nosso nossa este esta esse essa isto isso muito também já ainda mais obrigado obrigada olá bom boa dia tarde atenciosamente amanhã hoje ontem`,
  nl: `de het een en of maar als dat die dit deze van in op aan bij met voor door naar uit over om te tot zonder is zijn was waren ben bent heeft hebben had wordt worden kan kunnen zal zullen moet moeten ik jij je u hij zij ze wij we jullie hun mij mijn uw ons onze niet geen ja nee ook nog wel al zo er hier daar dan nu wat wie waar wanneer hoe graag bedankt dank hallo beste groet groeten vriendelijke morgen gisteren vandaag`,
  da: `og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være tak hej venlig hilsen kan jer`,
  sv: `och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad över än dig kan sina här ha mot alla under någon tack hej hälsningar`,
  pl: `i w z na do nie się że jest to jak za po co tak ale od czy dla o przez tylko już być są był była było może można tym tego ten ta te jego jej ich mnie nas was pan pani dziękuję proszę dzień dobry pozdrawiam jutro dzisiaj`,
  cs: `a v na se že je s z do o k i ve to si ale jako za po pro jsem jste jsou byl byla není ne by co tak jak když nebo který která děkuji prosím dobrý den pozdravem zítra dnes`,
  ro: `și în de la cu pe nu este sunt o un că să se din pentru mai ce care sau dar am ai are avem ați au fi fost acest această vă mulțumesc bună ziua mâine astăzi`,
  ca: `el la els les un una i o de del dels a al als en amb per que qui no és són ha han hem som aquest aquesta això molt també més bon dia gràcies salutacions amb nosaltres vostè demà avui`,
  tr: `ve bir bu için ile da de ne ama çok daha gibi var yok mi mı ben sen biz siz onlar olarak olan değil evet hayır teşekkürler teşekkür merhaba lütfen iyi günler saygılar yarın bugün`,
  fi: `ja on ei se että oli hän ovat mutta myös kun niin kuin tai jos minä sinä me te he tämä kiitos hei terveisin ystävällisin voi olla huomenna`,
  hu: `a az és hogy nem is egy van volt meg de ha csak már még mint vagy ez azt köszönöm üdvözlettel jó napot kérem holnap`
}
const ours = new Set<string>(languages)
/** Words that say nothing of what a text of ours is about. */
export const smallWords: ReadonlySet<string> = new Set(
  languages.flatMap((language) => small[language]!.split(/\s+/))
)

/** A word speaks for each language that has it, the less the more languages do. */
const speaks = new Map<string, Map<string, number>>()
function learn(word: string, language: string, worth: number): void {
  const for_ = speaks.get(word) ?? new Map<string, number>()
  for_.set(language, Math.max(for_.get(language) ?? 0, worth))
  speaks.set(word, for_)
}
for (const [language, words] of Object.entries(small))
  for (const word of words.split(/\s+/)) learn(word, language, 1)
for (const language of languages)
  for (const group of groups)
    for (const phrase of phrases[language][group satisfies Group])
      if (/^\p{L}{4,}$/u.test(phrase)) learn(phrase, language, 0.4)

const letters: [RegExp, string, number][] = [
  [/[äöüß]/, 'de', 0.5],
  [/[ñ¿¡]/, 'es', 0.8],
  [/[œçèêùâîûë]/, 'fr', 0.5],
  [/ã|õ/, 'pt', 1],
  [/[øæ]/, 'da', 1],
  [/å/, 'sv', 1],
  [/[łżźśćąę]/, 'pl', 1],
  [/[řěůťď]/, 'cs', 1],
  [/[ășț]/, 'ro', 1],
  [/[ğşı]/, 'tr', 1],
  [/[őű]/, 'hu', 1],
  [/ij|aa|oo$/, 'nl', 0.15],
  [/(sch|ung$|keit|heit|lich)/, 'de', 0.3],
  [/(tion$|ing$|ough|wh|th)/, 'en', 0.15],
  [/(eau|eux$|oux$|ement$)/, 'fr', 0.2],
  [/(ción$|dad$|mente$)/, 'es', 0.25],
  [/(zione$|gli|zz|mente$)/, 'it', 0.25],
  [/ção$|ções$|nh|lh/, 'pt', 0.4]
]
/** Enough to tell by. */
const readWords = 400

/** Which of ours the words are in; null: another, too few words (under 3), or not to be told. */
export function languageOf(text: string): Language | null {
  return languageOfTokens(tokensOf(text.slice(0, 8000)))
}
export function languageOfTokens(tokens: readonly Token[]): Language | null {
  const votes = new Map<string, number>()
  let words = 0
  let foreign = 0
  for (const { text } of tokens) {
    if (!isWord(text) || !/\p{L}/u.test(text) || text.startsWith('[')) continue
    words++
    if (words > readWords) break
    if (!/\p{Script=Latin}/u.test(text)) {
      foreign++
      continue
    }
    const known = speaks.get(text) ?? speaks.get(text.slice(text.indexOf("'") + 1))
    if (known)
      for (const [language, worth] of known)
        votes.set(language, (votes.get(language) ?? 0) + worth / Math.sqrt(known.size))
    for (const [pattern, language, worth] of letters)
      if (pattern.test(text)) votes.set(language, (votes.get(language) ?? 0) + worth)
  }
  if (words < 3 || foreign * 3 > words) return null
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a)
  if (!first || !ours.has(first[0])) return null
  const [language, votesFor] = first
  // few words must all point one way; among many, a fifth of them is what any text of a language has
  if (votesFor < Math.max(0.9, 0.16 * words) || votesFor < 1.25 * (second?.[1] ?? 0)) return null
  return language as Language
}
