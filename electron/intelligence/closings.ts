/** What stands at the end of mails: closings, lines of phones and mail programs, disclaimers. Learned from mails in the open sets. */

const whole = new RegExp(
  '^(?:' +
    [
      // English
      '(?:with |many |my |and )?(?:very |all (?:the|my) |the )?(?:best|kind|kindest|warm|warmest|good)(?: personal)?(?: (?:regards|wishes))?',
      '(?:kind |best |warm )?(?:regards|rgds|rgrds)(?: from .{2,20})?|brgds|br|kr|b\\.?rgds|brgs',
      'cheers(?: again)?|sincerely(?: yours)?|yours(?: sincerely| faithfully| truly| ever)?|cordially(?: yours)?|respectfully(?: yours)?|faithfully(?: yours)?|most sincerely',
      '(?:many |with |much )?thanks?(?: you)?(?: again| indeed| in advance| so much| very much| a lot| a million| ever so much| all| both| everyone| kindly)?(?: (?:and|&) .{3,25})?|thank you in advance.{0,25}|(?:thx|tx|tks|ta|thnx|tia)(?: again)?|much appreciated|with (?:gratitude|appreciation)|gratefully',
      'take care|talk soon|speak soon|see you(?: there| soon| then| (?:on|in) .{2,15}| .{3,10})?|until then|love|xx?x?|have a (?:good|great|nice|lovely) .{2,20}|hope (?:this|that) helps|looking forward(?: to .{2,40})?|stay (?:safe|well)',
      // German
      '(?:mit |und )?(?:(?:den )?(?:(?:aller)?besten|(?:sehr )?freundlichen|herzlichen|lieben|vielen|schönen|sonnigen|kollegialen|freundlichem|bestem|herzlichem|liebem))? ?gr(?:ü|u|ue)(?:ß|ss)(?:en|e)?(?: .{2,30})?',
      '(?:beste|viele|liebe|herzliche|schöne|freundliche|sonnige|allerbeste|ganz liebe)(?: und .{3,15})? gr(?:ü|ue)(?:ß|ss)e(?: .{2,30})?|gruß(?: .{2,12})?|gruss|(?:lg|vg|mfg|bg|hg|mfg\\.|schöne grüße|grüessli|gruess)|hochachtungsvoll|herzlich(?:st)?|im auftrag|in vertretung|i\\. ?a|i\\. ?v|ppa|ihre?|euer|(?:vielen|besten|herzlichen|lieben) dank(?: .{2,40})?|danke(?: (?:und|&|dir|ihnen|schön|euch|im voraus|vorab|sehr).{0,30})?|bis (?:dann|bald|später|morgen|.{3,15}tag)|tschüss|servus|schönes? (?:wochenende|tag|feierabend|woche)|einen schönen .{3,20}',
      // French
      '(?:bien |très |tres )?(?:cordialement|amicalement|sincèrement|respectueusement)(?: .{2,15})?|\\p{L}{4,14}ment|cdlt|cdt|bien (?:à|a) (?:vous|toi)|(?:mes |nos |avec mes |avec nos |meilleures |sincères |cordiales |mes meilleures |mes sincères |respectueuses )+(?:salutations|sentiments)(?: .{2,30})?|salutations(?: .{2,25})?|(?:merci|merci d.avance|merci beaucoup|mille mercis|avec mes remerciements|par avance merci|grand merci)(?: .{2,30})?|bonne (?:journée|soirée|réception|fin de .{2,15}|semaine|continuation)(?: .{2,25})?|bon week-?end|(?:à|a) (?:bientôt|très vite|plus tard|demain|lundi|mardi|mercredi|jeudi|vendredi|tout à l.heure|très bientôt)|bises?|belle journée|amitiés|vous souhaitant .{3,40}|(?:je|nous) vous prie d.agréer.{0,120}|(?:je|nous) vous prie de croire.{0,120}|dans l.attente de .{3,60}|en vous remerciant.{0,60}',
      // Spanish
      '(?:un |reciba un |reciban un |recibe un )?(?:cordial |afectuoso |atento |fuerte )?(?:saludos?|abrazo)(?: (?:cordial(?:es)?|y .{2,20}|a .{2,20}|desde .{2,20}))?|(?:atentamente|atte|cordialmente|sinceramente|respetuosamente)|(?:muchas |mil |de nuevo |muchísimas )?gracias(?: (?:de antemano|por .{2,40}|y .{2,25}|de nuevo|anticipadas|mil))?|besos|hasta (?:pronto|luego|entonces|el .{3,10}|mañana)|(?:que tenga|feliz|buen) .{2,20}|quedo (?:atent[oa]|a la espera|al pendiente|a su disposición).{0,30}|agur|slds?\\.?',
      // by form: Italian, Portuguese, Dutch, Nordic, Polish, Russian, Japanese, Chinese, Arabic, Catalan
      '(?:cordiali|distinti) saluti|(?:un )?caro saluto|saluti|grazie(?: mille)?|a presto|atenciosamente|cumprimentos|(?:os )?melhores cumprimentos|(?:muito )?obrigad[oa]|abraços?|met vriendelijke groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|med vänlig(?:a)? hälsning(?:ar)?|vänliga hälsningar|mvh|hälsningar|(?:med )?(?:venlig|vennlig) hilsen|hilsen|terveisin|ystävällisin terveisin|pozdrawiam(?: serdecznie)?|z poważaniem|s pozdravem|с уважением|с наилучшими пожеланиями|よろしくお願い(?:いた|致)?します|以上|此致|敬礼|谢谢|祝好|مع التحية|تحياتي|salutacions(?: cordials)?|salut'
    ].join('|') +
    ')$',
  'iu'
)

/** A line that only closes: "Best regards,". */
export function isClosing(line: string): boolean {
  if (line.length > 140) return false
  const text = line
    .trim()
    .replace(/[\p{P}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D\s]+$/u, '')
    .replace(/^[-*–—\s]+/, '')
    .replace(/[’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/،/g, '')
  return text.length > 0 && whole.test(text)
}

/** "Regards, Vikram Iyer, AGM" or "Gruß Sven": where the name begins; 0: the line is no such thing. */
export function nameAfterClosing(line: string): number {
  const text = line.slice(0, 160)
  const cut = /^\s*([^,;.!]{1,40}[,;.!]+)\s+(?=\p{Lu})/u.exec(text)
  if (cut && isClosing(cut[1]!)) return cut[0].length
  const direct =
    /^\s*(?:[Rr]egards|[Cc]heers|[Tt]hanks|[Tt]hx|[Bb]est|[Gg]ru(?:ß|ss)|LG|VG|MfG|[Cc]ordialement|Cdlt|[Ss]aludos|[Mm]erci)\s+(?=\p{Lu})/u.exec(
      text
    )
  return direct ? direct[0].length : 0
}

const phone =
  /^[\s*_>(-]*(?:(?:sent|envoyé(?:e)?|gesendet|verzonden|enviado|enviada|inviato|skickat|sendt|lähetetty|wysłan[oe]|odesláno|отправлено|trimis|gönderildi)\s(?:from|via|by|with|using|depuis|de|à partir de|avec|mit|von|vom|aus|desde|con|do|da|dal|från|fra|vanaf|met|ze?|с)\s.{0,20}?(?:iphone|ipad|samsung|galaxy|huawei|xiaomi|pixel|blackberry|android|phone|téléphone|telefon|teléfono|móvil|celular|mobile?|handy|smartphone|tablet|outlook|mail|gmail|yahoo|proton(?:mail)?|spark|thunderbird|treo|nokia|windows|orange|free|tableta|telefoon|lg|motorola|oneplus|handheld|wireless|cell|device|gerät|yandex|mobiltelefon|mobilen|dispositivo)\b.{0,60}|(?:von (?:meinem|unterwegs)|vom|mit) .{0,40}(?:gesendet|gesandt|geschickt|verschickt)\.?(?: .{0,30})?|gesendet von unterwegs.{0,30}|sent on the (?:go|move).{0,20}|(?:get|obtenez|obtener|outlook für|holen sie sich|télécharger) outlook (?:for|pour|para|für).{0,60}|outlook für (?:ios|android).{0,60}|via (?:mobile|iphone|handy|móvil)|.{1,30}['’]s (?:mobile|phone|iphone|ipad)|envoyé (?:de|depuis) mon .{2,30}|enviado desde mi .{2,30}|sent from (?:my|mobile|a) .{2,30}|(?:on the road.{0,10})?(?:please )?(?:excuse|forgive|pardon) (?:any |my |the )?(?:typos|brevity|errors|mistakes|spelling|fat).{0,50}|typed (?:with|on) .{2,40}(?:phone|thumbs).{0,20}|iphone(?:['’]dan)? .{0,5}gönderildi|iPhoneから送信|发自我的.{1,15}|отправлено (?:с|из) .{2,40})\s*(?:<[^<>]{0,200}>)?\s*$/iu

/** "Sent from my iPhone" as a line of its own; a sentence that goes on is none. */
export function isPhoneLine(line: string): boolean {
  if (line.length > 160 || !phone.test(line)) return false
  return (
    !/,\s+\p{Ll}+\s+\p{Ll}+/u.test(line) ||
    /typo|brevity|kürze|tipp|erreur|excus|entschuld|disculp/i.test(line)
  )
}

const legal =
  /\b(?:intended (?:solely|only|exclusively|recipients?)|for the (?:sole|exclusive) use|received (?:this|it|the)(?: \S{1,12}){0,2} (?:in error|by mistake)|confidentiality notice|(?:is|are|be|contains?|and|may be|strictly) (?:strictly )?(?:confidential|privileged)|legally privileged|not the intended|unauthori[sz]ed (?:use|disclosure|copying|review)|consider the environment|before printing|registered (?:charity|in england|office)|scanned (?:by|for) (?:virus|malware)|views expressed|disclaimer|unsubscribe)\b|vertraulich(?:e|er|keit)? (?:und|information|inhalt)|vertrauliche|nicht der (?:richtige|vorgesehene|beabsichtigte) (?:adressat|empfänger)|irrtümlich erhalten|unbefugte|vor dem (?:aus)?drucken|denken sie an die umwelt|(?:message|courriel|e-?mail|pièces jointes).{0,80}confidentiel|destinataires?.{0,40}(?:exclusi|uniquement|seul)|reçu (?:ce|cet) .{3,20} par erreur|si vous n.êtes pas (?:le|la) destinataire|avant d.imprimer|pensez à l.environnement|garanti sans virus|(?:mensaje|correo|información).{0,80}confidencial|destinatario.{0,60}(?:exclusiv|únicamente)|(?:recibido|recibió) (?:este|por).{0,30}error|antes de imprimir|protección de datos|rgpd|medio ambiente|datenschutz(?:hinweis|erklärung)|avis de confidentialité|aviso (?:legal|de confidencialidad)/iu

/** A line of a legal notice, of "think before you print", of a virus scanner. */
export function isDisclaimer(line: string): boolean {
  return line.length >= 25 && legal.test(line.slice(0, 1500))
}

/** What mail programs leave between the lines: names of attachments, pictures' places. */
export function isLeftover(line: string): boolean {
  return /^\s*(?:\((?:See attached|Embedded image)[^)]{0,300}\)?|\[(?:cid:|image|logo|inline)[^\]]{0,200}\]|\|[-+|]{3,}\|?|<image\d*\.\w+>|￼)\s*$/i.test(
    line
  )
}

/** "-- ", "--", "____", "━━━━": a line that only divides. */
export function isDivider(line: string): boolean {
  return /^\s{0,4}(?:--|[-=*_~━─—–·#]{2,})\s*$/.test(line) && line.trim() !== '**'
}
