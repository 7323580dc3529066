import type { Leaver, OwnText } from '../../shared/intelligence/signature.ts'
import { companyStrength } from './companies.ts'
import { fold, readSender, type Sender } from './names.ts'

const given = String.raw`(?:\p{Lu}[\p{L}\p{M}'’-]{1,24}|\p{Lu}\.)`
const particle = String.raw`(?:de|del|de la|da|dos|di|du|van|von|van der|zu|le|la|y|bin|Mc|O')`
const polite = String.raw`(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Frau|Herrn?|Kolleg(?:e|in)|Kollegen|M|Mme|Mlle|Monsieur|Madame|Sr|Sra|Srta|Don|Doña|Ing|Lic)\.?\s)`
/** A person's name: up to four words, with the polite word before it. */
const person = String.raw`(${polite}{0,2}${given}(?:\s(?:${particle}\s)?${given}){0,3})`

const gone = [
  // English
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:is|has been|was)\s(?:(?:now|sadly|unfortunately|also)\s)?no\slonger\s(?:with|at|working|employed|part\sof|here|in\sthe\scompany|an?\semployee|on\sour\steam)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sno\slonger\sworks?\s`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:has\s|have\s)?(?:recently\s|since\s|now\s|just\s|sadly\s|already\s)?left\s(?:the\s(?:company|business|firm|organi[sz]ation|team)|us(?:\s(?:at|in|on|last|for|this|end)|[.,;!])|our\s(?:company|firm|team|business|organi[sz]ation)|${given})`,
  String.raw`${person}\s(?:doesn['’]t|does\snot)\swork\s(?:here|for\sus|with\sus|at\s\p{Lu}\S+)\s?(?:any\s?more|any\slonger)`,
  String.raw`${person}(?:['’]s|\sis|\shas)\s(?:gone|moved\son\sfrom|retired|resigned|departed|stepped down|been let go|been made redundant|parted\sways)(?=$|[\s.,;])`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:has\s)?retired\s(?:on|at|in|last|this|from|after|and)\s`,
  String.raw`${person}['’]s\slast\sday\s(?:was|is|with\sus)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:isn['’]t|is\snot)\s(?:with\sus|with\sthe\scompany|working\s(?:here|for\sus|with\sus))\s?(?:any\s?more|any\slonger)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:has\s(?:recently\s|now\s|just\s)?left(?=\s?[.;]|$)|(?:has\s)?(?:recently\s|now\s|just\s)?(?:moved\s(?:on\s)?to\s(?:another|a\snew|a\sdifferent)\s(?:company|employer|firm|job)|changed\s(?:jobs|companies|employers)|handed\sin\s(?:his|her|their)\s(?:notice|resignation)|quit(?=\s?[.;]|$)))`,
  String.raw`${person},\swho\s(?:has\s)?(?:recently\s|since\s|now\s)?(?:left\s(?:us|the\s(?:company|business|firm|organi[sz]ation))|retired|resigned)`,
  // German
  String.raw`${person}(?:,[^,.]{2,60},)?\shat\s(?:[^.!?]|(?<=\d)\.){0,40}(?:die\sFirma|das\sUnternehmen|den\sArbeitgeber|die\sStelle)\sgewechselt`,
  String.raw`dass\s${person}\snicht\s(?:mehr|länger)\s(?:bei|für|im|in\sIhrem)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:ist|arbeitet)\s(?:(?:leider|seit|ab|ja|zum|per|inzwischen|nun|jetzt)\s)?(?:(?:[^.!?]|(?<=\d)\.){0,40}\s)?nicht\s(?:mehr|länger)\s(?:bei|für|im|in|beschäftigt|tätig|da\b|Teil|mit)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\shat\s(?:[^.!?]|(?<=\d)\.){0,60}(?:Unternehmen|Firma|Haus|Betrieb|Gesellschaft|uns|GmbH|AG|Team|Kanzlei)\s(?:(?:[^.!?]|(?<=\d)\.){0,40}\s)?verlassen`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:ist|scheidet)\s(?:[^.!?]|(?<=\d)\.){0,70}\s(?:ausgeschieden|aus\sdem\s(?:Unternehmen|Betrieb)\saus|in\s(?:den\s)?(?:Ruhestand|Rente)\sgegangen|in\s(?:den|die)\s\p{L}+\s(?:Ruhestand|Rente)\sgegangen)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sverlässt\s(?:unser|das|die|uns)`,
  String.raw`${person}\s(?:ist\s(?:in\sRente|im\sRuhestand)|hat\s(?:zum\s[\d.]{2,10}\s)?gekündigt)(?=$|[\s.,;])`,
  // French
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:a\s(?:récemment\s)?démissionné|a\spris\ssa\sretraite|nous\sa\squittée?s|a\schangé\sd['’](?:entreprise|employeur))(?=$|[\s.,;])`,
  String.raw`${person},\sa\squitté\s(?:la\ssociété|l['’](?:entreprise|équipe|agence)|notre)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sne\s(?:travaille|fait|figure)\splus\s(?:partie|chez|pour|avec|dans|au sein|à|ici|parmi)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:a|vient\sde|avait)\s(?:récemment\s|définitivement\s)?quitt(?:é|er)\s(?:la\s(?:société|maison|boîte|structure|mairie|direction)|l['’](?:entreprise|équipe|agence|association|établissement)|[nv]otre|nos|vos|le\s(?:groupe|cabinet|service)|ses\sfonctions|${given})`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sn['’]est\splus\s(?:chez|dans|parmi|en\sposte|employé|salarié|des\snôtres|avec\snous|au\ssein|là\b)`,
  String.raw`${person}\s[^.!?]{0,25}qu['’](?:il|elle)\s(?:a|avait)\squitté\s(?:la|l['’]|[nv]otre)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sest\spartie?\s(?:à\sla\sretraite|en\sretraite|de\s(?:la\ssociété|l['’]entreprise|chez))`,
  // Spanish
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:(?:ha\s)?(?:cambió|cambiado)\sde\s(?:trabajo|empresa)|renunció|ha\srenunciado|dimitió|ha\sdimitido|presentó\ssu\srenuncia)(?=$|[\s.,;])`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sse\s(?:ha\sido|fue|marchó|ha\smarchado)\sde\s(?:la|nuestra)\s(?:empresa|compañía|casa|firma)`,
  String.raw`${person}(?:,[^,.]{2,60},)?\sya\sno\s(?:trabaja|forma|está|labora|pertenece|se\sencuentra|sigue|colabora)(?=$|[\s.,;])`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:ha\s)?(?:dejado|dejó|abandonó|abandonado)\s(?:de\s(?:trabajar|formar|pertenecer|prestar)|la\s(?:empresa|compañía|firma|organización|casa)|nuestra|el\s(?:equipo|grupo|puesto)|${given})`,
  String.raw`${person}(?:,[^,.]{2,60},)?\s(?:se\sha\sjubilado|se\sjubiló|causó\sbaja|ha\scausado\sbaja|se\sdesvinculó|salió\sde\sla\s(?:empresa|compañía))`
].map((pattern) => new RegExp(pattern, 'u'))

/** The writer of an automatic reply, or of a farewell, speaks of themselves. */
const selfGone =
  /\bI(?:\s|['’])(?:am|m|have|ve|no)\s(?:now\s|since\s)?(?:no\slonger\s(?:with|at|working|employed|part\sof)|left\s(?:the\s(?:company|business|firm)|\p{Lu}\S+)|longer\s(?:work|with))|\bI\sno\slonger\swork\s(?:at|for|with)|\b[Ii]ch\s(?:bin|arbeite)\s(?:seit\s[^.!?]{1,40}\s)?nicht\smehr\s(?:bei|für|im)|\b[Ii]ch\shabe\s(?:das\sUnternehmen|die\sFirma)\s[^.!?]{0,40}verlassen|\b(?:[Jj]e\sne\s(?:travaille|fais)\splus\s(?:chez|pour|partie|dans)|[Jj]['’]ai\squitté\s(?:la\ssociété|l['’]entreprise|\p{Lu}\S+)|[Jj]e\sne\ssuis\splus\s(?:chez|en\sposte|salarié))|\b[Yy]a\sno\s(?:trabajo\s(?:en|para|con)|formo\sparte|pertenezco)|\b[Hh]e\sdejado\s(?:la\sempresa|de\strabajar)|\b[Dd]ejé\sla\s(?:empresa|compañía)/u

const successor = [
  String.raw`(?:successor|replacement|new\s(?:contact|account manager|point\sof\scontact))(?:\s\p{Ll}+){0,4}?\s(?:is|will\sbe)\s(?:now\s)?(?:(?:my|our|his|her|the)\s(?:new\s)?(?:colleague\s|[\p{Ll}-]+\s){0,3})?${person}`,
  String.raw`(?:contact|reach\sout\sto|speak\sto|write\sto|refer\sto|get\sin\stouch\swith|direct\s(?:[^.!?]|(?<=\d)\.){2,60}\sto|forward\s(?:[^.!?]|(?<=\d)\.){2,60}\sto|send\s(?:[^.!?]|(?<=\d)\.){2,60}\sto|address\s(?:[^.!?]|(?<=\d)\.){2,60}\sto)\s(?:(?:my|our|his|her|the)\s(?:new\s|former\s)?(?:colleague|successor|replacement|[\p{Ll}-]+\s){0,3}\s?,?\s?)?${person}`,
  String.raw`(?:replaced|succeeded|taken\sover|covered|handled|run|read|looked\safter|dealt\swith|managed)\sby\s(?:(?:my|our|his|her)\s(?:colleague|[\p{Ll}-]+)\s)?${person}`,
  String.raw`${person}(?:\s\([^()]{3,80}\))?(?:,[^,.]{2,50},)?\s(?:has\s(?:now\s)?taken\sover|has\sbeen\s(?:appointed|named)|is\s(?:now\s)?taking\sover|will\s(?:now\s)?(?:be\s)?(?:take|taking)\sover|takes\sover|took\sover|will\sbe\syour|is\s(?:now\s)?your|is\s(?:now\s)?(?:his|her|the|my)\s(?:successor|replacement)|now\slooks\safter|looks\safter|will\slook\safter|now\shandles|is\snow\slooking\safter|steps\sin|is\sstepping\sin)`,
  String.raw`(?:Nachfolger(?:in)?|Ansprechpartner(?:in)?|Ansprechperson|Vertretung)\s(?:(?:[^.!?]|(?<=\d)\.){0,30}\s)?(?:ist|wird)\s(?:(?:nun|jetzt|ab\ssofort|künftig|seit)\s)?(?:(?:mein|unser|meine|unsere|der|die)\s\p{L}+\s)?${person}`,
  String.raw`(?:wenden\sSie\ssich|wende\sdich|richten\sSie\s(?:[^.!?]|(?<=\d)\.){2,60}|kontaktieren\sSie|schreiben\sSie|schicken\sSie\s(?:[^.!?]|(?<=\d)\.){2,60}|senden\sSie\s(?:[^.!?]|(?<=\d)\.){2,60})\s(?:(?:bitte|künftig|ab\ssofort|in\sZukunft|direkt|nun|jetzt|daher|gern|gerne|zukünftig|an|meinen?|meine[rn]?|unsere?n?|den|die|seine|ihren?|Nachfolger(?:in)?|Kollegen|Kollegin|Kollege)\s){1,7}${person}`,
  String.raw`${person}(?:\s\([^()]{3,80}\))?\s(?:übernimmt|hat\s(?:seine|ihre|die)\s(?:Aufgaben|Nachfolge|Stelle)|tritt\s(?:seine|ihre|die)\sNachfolge|folgt\sihm|folgt\sihr|ist\s(?:ab\ssofort\s|nun\s|jetzt\s|künftig\s)?(?:Ihre?|dein|sein|ihr|der|die)\s(?:neue[r]?\s)?(?:Ansprechpartner|Nachfolger|Ansprechperson))`,
  String.raw`(?:verantwortet|betreut|übernimmt|macht|führt)\s(?:(?:seit|ab|nun|jetzt|künftig)\s(?:[^.!?]|(?<=\d)\.){0,25}?)?(?:(?:meine|mein|unsere|unser)\s\p{L}+\s)?${person}`,
  String.raw`(?:remplacée?|succédée?)\spar\s(?:(?:ma|mon|notre|sa|son)\s(?:collègue\s)?)?${person}`,
  String.raw`(?:contacter|joindre|écrire\sà|adresser\s(?:[^.!?]|(?<=\d)\.){0,50}à|vous\sadresser\sà|vous\srapprocher\sde|contactez|écrivez\sà|adressez\s(?:[^.!?]|(?<=\d)\.){2,60}\sà|adressez-vous\sà|interlocuteur\s(?:est|sera)|interlocutrice\s(?:est|sera)|successeure?\s(?:est|sera)|remplaçante?\s(?:est|sera))\s(?:(?:désormais|maintenant|directement|dorénavant|mon|ma|notre|sa|son|collègue|successeur|remplaçante?)\s?,?\s?){0,4}${person}`,
  String.raw`${person}(?:\s\([^()]{3,80}\))?\s(?:le\sremplace|la\sremplace|l['’]a\sremplacée?|reprend|a\srepris|prend\s(?:le\srelais|la\ssuite|sa\ssuite)|a\spris\s(?:le\srelais|la\ssuite|sa\ssuite)|lui\ssuccède|assure\s(?:désormais\s)?(?:son|sa|la|le)|est\s(?:désormais\s)?votre)`,
  String.raw`(?:sucesora?|reemplazo|sustitut[oa]|nuev[oa]\s(?:contacto|interlocutora?|responsable|persona\sde\scontacto)|contacto\sahora|contacto)\s(?:\p{Ll}+\s){0,2}?(?:es|será)\s(?:(?:mi|nuestr[oa]|el|la)\s\p{L}+\s)?${person}`,
  String.raw`(?:contactar|contacte|contacten|comunicarse|comuníquese|hablar|hable|escriba|escribir|diríjase|dirigirse|dirija\s(?:[^.!?]|(?<=\d)\.){2,60}|póngase\sen\scontacto|ponerse\sen\scontacto|pónganse\sen\scontacto|enviar\s(?:[^.!?]|(?<=\d)\.){2,60}|envíe\s(?:[^.!?]|(?<=\d)\.){2,60}|envíen\s(?:[^.!?]|(?<=\d)\.){2,60})\s(?:(?:con|a|ahora|directamente|mi|su|nuestr[oa]|compañer[oa]|colega|la|el|sucesora?)\s){1,4}${person}`,
  String.raw`(?:[Ee]n\ssu\slugar)\s[^.!?]{0,40}?${person}`,
  String.raw`(?:la\s|lo\s|le\s)?(?:sustituye|reemplaza|releva)\s${person}`,
  String.raw`${person}(?:\s\([^()]{3,80}\))?\s(?:ha\sasumido|asume|asumió|se\shace\scargo|se\shará\scargo|se\sencarga|se\sencargará|llevará|ocupa\ssu|toma\s(?:su|el)|tomará|será\ssu|es\s(?:ahora\s)?su\snuev|le\ssustituye|la\ssustituye|lo\sreemplaza|la\sreemplaza)`
].map((pattern) => new RegExp(pattern, 'u'))

/** The writer themselves takes over. */
const selfSuccessor =
  /\bI(?:\s|['’])(?:have|ve|am|m|will|ll)\s(?:now\s)?(?:be\s)?(?:taken|taking|take)\sover|\bI\stook\sover|\bI(?:\s|['’])(?:(?:have|ve|will|ll)\s)?(?:now\s)?(?:look(?:ing)?\safter|handle|picked\sup|pick\sup|inherited)\s(?:your|his|her|their|the|this|all)\b|\bich\s?,[^,.!?]{3,40},\s(?:bin|übernehme)|\bquedo\syo\b|\byo\s(?:llevo|llevaré|quedo)\b|\bI(?:\s|['’])(?:am|m)\s(?:his|her|the|your)\s(?:successor|replacement|new)|\bich\sbin\s(?:jetzt|nun|künftig|ab\ssofort|seit)\s[^.!?]{0,40}(?:zuständig|Ansprechpartner)|\bje\ssuis\s(?:désormais|maintenant)\svotre|\bich\s(?:habe|übernehme|bin\s(?:seine|ihre|sein|ihr|der|die)\sNachfolger)|\b(?:je\s(?:le|la)\sremplace|je\sreprends|c['’]est\smoi\squi\sreprends|j['’]ai\srepris|je\sprends\s(?:la\ssuite|le\srelais)|j['’]ai\spris)|\b(?:yo\s)?(?:he\sasumido|asumo|me\shago\scargo|soy\ssu\ssustitut|soy\sla\snueva|soy\sel\snuevo)/iu

/** A word that every one of the patterns needs: most sentences have none and are done. */
const hint =
  /longer|left|any\s?more|last day|resigned|departed|stepped|notice|quit|isn['’]t with|not with|changed|moved to|gewechselt|démission|retraite|cambi|renunci|dimit|redundant|let go|Rente|Ruhestand|gekündigt|retraite|partie? de|se fue|ha ido|march|any\s?more|gone|moved on|retired|parted|nicht|verl[aä]ss|ausgesch|scheidet|plus|quitt|ya no|dej[aóo]|abandon|jubil|baja|desvincul|salió/iu
const conditional =
  /(?:^|[^\p{L}])(?:if|whether|should|when|in case|unless|falls|wenn|sofern|ob|si|s['’]il|lorsque|quand|cuando|en caso)(?=$|[^\p{L}])/iu
const notNames = new Set(
  'den dem des für seinen seine melden fragen rufen try ask call bitte ab seit nun jetzt künftig neue neuer neuer ihr ihre ihren please now new from merci désormais depuis desde ahora nueva nuevo he she they it who that this which someone somebody everyone nobody there the our my your you we and but as since unfortunately please he’s kollege kollegin er sie wer das die der es man leider ihr unser il elle on qui cela ce notre votre mon lui malheureusement él ella usted que quien este esta nuestro nuestra lamentablemente note hello hi dear hallo bonjour hola for to in at from el la le les los las un una also sales support team service nobody stock item product model everything website link factory price offer'.split(
    ' '
  )
)
const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/u

/**
 * People of whom the mail says that they left the company, with the successor it names. Precision first:
 * questions and conditions are none. What was passed on is read too; earlier mail that is quoted is not.
 */
export function readLeavers(own: OwnText, text: string, { from }: { from: string }): Leaver[] {
  const sender = readSender(from)
  const skip = skippedLines(own)
  const sentences = sentencesOf(text.slice(0, 60_000), skip, own.quoted)
  const found: Leaver[] = []
  for (const [at, sentence] of sentences.entries()) {
    const who = leaverIn(sentence.text, sender)
    if (who === null || found.length >= 5) continue
    if (found.some((one) => sharesName(one.who, who))) continue
    const following = sentences.slice(at, at + 5).map((one) => one.text)
    found.push({
      who,
      successor:
        successorIn(following, who, sender) ??
        successorIn(
          sentences.slice(Math.max(0, at - 1), at).map((one) => one.text),
          who,
          sender
        ),
      line: sentence.line,
      lineText: sentence.lineText,
      confidence: who === sender.full ? 0.85 : 0.9
    })
  }
  return found
}

function skippedLines({ signature, disclaimer }: OwnText): (line: number) => boolean {
  const blocks = [signature, disclaimer].filter((block) => block !== null)
  return (line) => blocks.some((block) => line >= block.firstLine && line < block.endLine)
}

interface Sentence {
  text: string
  line: number
  lineText: string
}

/** Sentences over line ends, each with its first line; at most 600 characters of each. */
function sentencesOf(text: string, skip: (line: number) => boolean, quoted: string): Sentence[] {
  const sentences: Sentence[] = []
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const quotedLines = new Set(quoted.split('\n').map((line) => line.trim()))
  let current: Sentence | null = null
  const close = (): void => {
    if (current && current.text.length > 12) sentences.push(current)
    current = null
  }
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim()
    if (line === '' || skip(at) || line.startsWith('>') || (quoted !== '' && quotedLines.has(line))) {
      close()
      continue
    }
    for (const piece of line.slice(0, 3000).split(/(?<=[!?;]|[^\s.]{3}\.|\)\.)\s+(?=[\p{Lu}¿¡"„«(])/u)) {
      const lineText = line.slice(0, 300)
      if (current === null) current = { text: piece.slice(0, 600), line: at, lineText }
      else if ((current as Sentence).text.length < 600)
        (current as Sentence).text += ` ${piece.slice(0, 600)}`
      if (/[.!?;]$/.test(piece) && !/\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|Hr|Fr|Ing|Lic|M|Prof)\.$/.test(piece)) close()
    }
  }
  close()
  return sentences
}

function leaverIn(sentence: string, sender: Sender): string | null {
  if (!hint.test(sentence) || /\?\s*$/.test(sentence)) return null
  if (
    sender.full !== '' &&
    selfGone.test(sentence) &&
    !conditional.test(sentence.slice(0, selfGone.exec(sentence)!.index))
  )
    return sender.full
  for (const pattern of gone) {
    const match = pattern.exec(sentence)
    if (!match || conditional.test(sentence.slice(0, match.index))) continue
    const who = cleanName(match[1]!)
    if (who !== null) return who
  }
  return null
}

/** German writes what somebody is with a capital letter too. */
const role =
  /^\p{Lu}\p{L}*(?:leiter|leiterin|chef|chefin|führer|führerin|käufer|käuferin|arbeiter|arbeiterin|berater|beraterin|assistent|assistentin|disponent|disponentin|meister|meisterin)$|^(?:Einkäufer|Meister|Leiter|Leiterin|Chef|Chefin)(?:in)?$/u

/** Without the words that only look like names at a sentence's beginning; null: nothing is left. */
function cleanName(raw: string): string | null {
  // a capitalised word before "Frau" is no part of the name
  const words = raw.replace(/^.*\s(?=(?:Frau|Herrn?|Mme|Monsieur|Madame|Mrs?|Ms|Sra?)\.?\s)/, '').split(/\s+/)
  while (words.length > 0 && notNames.has(words[0]!.toLowerCase())) words.shift()
  while (words.length > 1 && role.test(words[0]!)) words.shift()
  const kept = words.join(' ')
  const bare = kept.replace(
    /^(?:(?:Kolleg(?:e|in|en)|Frau|Herrn?|Mr|Mrs|Ms|Miss|M|Mme|Mlle|Monsieur|Madame|Sr|Sra|Srta|Don|Doña)\.?\s)+/,
    ''
  )
  return bare.replace(/\P{L}/gu, '').length < 3 ||
    words.every((word) => /^(?:Frau|Herrn?|Mr|Mrs|Ms|M|Mme|Sr|Sra)\.?$/.test(word))
    ? null
    : bare
}

function successorIn(sentences: readonly string[], who: string, sender: Sender): Leaver['successor'] {
  for (const sentence of sentences) {
    for (const pattern of successor) {
      for (const match of sentence.matchAll(new RegExp(pattern, 'gu'))) {
        const name = cleanName(match[1]!)
        if (name === null || sharesName(name, who)) continue
        const near = sentence.slice(match.index, match.index + match[0].length + 90)
        return { name, address: address.exec(near)?.[0] ?? null }
      }
    }
    if (sender.full !== '' && who !== sender.full && selfSuccessor.test(sentence))
      return { name: sender.full, address: address.exec(sentence)?.[0] ?? null }
  }
  const other = otherPerson(sentences, who, sender)
  if (other) return other
  for (const sentence of sentences) {
    const found =
      /(?:contact|write to|wenden|kontaktieren|schreiben|contacter|écrire|adresser|contactar|escrib|diríj|comun)/i.test(
        sentence
      )
        ? address.exec(sentence)
        : null
    if (found) return { name: null, address: found[0] }
  }
  return null
}

const takesOver =
  /take|from here on|going forward|\bnow\b|inherit|has (?:his|her|their) (?:job|desk|role|work)|go(?:es)? through|deal(?:ing)? with|talk to|\btry\b|\bask for\b|copying in|picked up|jetzt|\bnun\b|\bseit\b|stelle tritt|platz|liegen|liegt|leitet|melden sie|kontakt|désormais|maintenant|voyez|voir avec|\bposte\b|dossier|atend|atiend|puesto|cartera|ocupa|\bla ve\b|lo ve\b|hable|ahora|took|over\b|replac|success|contact|instead|from now|look(?:s|ing)? after|handl|responsible|\bnew\b|your (?:point|account)|übern|nachfolg|zuständig|betreut|ansprech|künftig|ab sofort|vertret|wenden|remplac|repren|repris|désormais|interlocut|succ[èé]|dorénavant|relais|adress|sustitu|reempl|suces|asum|nuev[oa]|a partir|encarg|cargo|diríj|contact/iu
const anyPerson = new RegExp(person, 'gu')
const noPerson =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|märz|mai|juni|juli|oktober|dezember)$/i

/** The one other person, by whole name, in the sentences after it that speak of taking over; null: none, or several. */
function otherPerson(sentences: readonly string[], who: string, sender: Sender): Leaver['successor'] {
  const found = new Map<string, string | null>()
  for (const sentence of sentences.slice(0, 3)) {
    if (!takesOver.test(sentence) || /\?\s*$/.test(sentence)) continue
    for (const match of sentence.matchAll(anyPerson)) {
      const titled = /^(?:Frau|Herrn?|Mr|Mrs|Ms|Mme|Monsieur|Madame|Sra?|Don|Doña|Dr)\b/.test(match[1]!)
      const name = cleanName(match[1]!)
      if (name === null || (!titled && !/\s/.test(name)) || sharesName(name, who)) continue
      if (name.split(' ').some((word) => noPerson.test(word)) || companyStrength(name, sender) > 0) continue
      if (sharesName(name, sender.full)) continue
      found.set(name, address.exec(sentence.slice(match.index, match.index + 120))?.[0] ?? null)
    }
  }
  const [only] = found
  return only && found.size === 1 ? { name: only[0], address: only[1] } : null
}

function sharesName(a: string, b: string): boolean {
  const wordsOf = (name: string): string[] =>
    fold(name)
      .split(/[^\p{L}]+/u)
      .filter(
        (word) => word.length > 2 && !/^(?:frau|herrn?|mrs?|mme|madame|monsieur|sra?|don|dona)$/.test(word)
      )
  const others = new Set(wordsOf(b))
  return wordsOf(a).some((word) => others.has(word))
}
