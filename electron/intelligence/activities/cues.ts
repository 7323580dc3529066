/** Words that tell what a sentence with a moment is about. On folded text (small letters, no accents). */
export interface Cues {
  call: RegExp
  /** The sender calls the reader; the reader is to call the sender. */
  senderCalls: RegExp
  readerCalls: RegExp
  meet: RegExp
  /** Somebody is asked, or something is needed. */
  ask: RegExp
  /** What the sender will do. */
  promise: RegExp
  /** What one does by a day: send, deliver, confirm, pay. */
  task: RegExp
  past: RegExp
  /** Not an appointment though it has a date: absences, terms, public events, how it went. */
  other: RegExp
}

const en: Cues = {
  call: /\b(?:call|phone|ring|ringing|dial(?:ling)? in|on the phone|speak|chat|talk|telephone|quick hello|catch[- ]up by phone|voice)\b/u,
  senderCalls:
    /\b(?:i|we)(?:'ll| will| can| could|'m going to| am going to|'d)? (?:just |also |then |gladly )?(?:call|ring|phone|give you a (?:call|ring|buzz))\b/u,
  readerCalls: /\b(?:call|ring|phone) (?:me|us|my)\b|\bgive (?:me|us) a (?:call|ring|buzz)\b/u,
  meet: /\b(?:meet(?:ing)?s?|demo|visit|come (?:by|over|in|and|see|to|down|up|round)|stop by|drop by|swing by|walk[- ]?through|walk|workshop|kick[- ]?off|session|appointment|lunch|coffee|breakfast|dinner|training|webinar|presentation|present|on site|site|join|teams|zoom|meet me|invite|calendar|see you|be there|tasting|review|slot|free|available|works?|suit|block(?:ing)?|book(?:ed)?|schedule[d]?|interview|tour|inspection|showroom|stand|here)\b/u,
  ask: /\b(?:please|pls|plz|can you|could you|would you|will you|can we|could we|shall we|let's|let us|kindly|need|needs|needed|want|would like|'d like|must|have to|has to|should|expect|expecting|required?|make sure|ensure|let me know|let us know|looking for|deadline|due|how about|what about|i'd|are you|is it possible|get me|send|confirm|submit|reply|reach us|my desk|you:|come|stop by|bring|call me|ring me|meet me|looking forward|confirming|confirmed|see you)\b|\?/u,
  promise:
    /\b(?:i|we)(?:'ll| will|'m going to| am going to| shall|'re going to| are going to)\b|\b(?:me|us):|(?:^\s?|\band |, )will (?:send|call|get back|email|forward|share|confirm|follow up|drop|deliver|have)\b|\bto follow\b|\bwill (?:be with you|reach you|follow|be in your inbox|go out|come to you|have (?:it|them|the))\b|\byou(?:'ll| will) (?:have|get|receive|find)\b|\bexpect (?:it|the \w+|my \w+|our \w+) (?:from me|by)\b|\blet me (?:send|get|check|come)\b/u,
  task: /\b(?:send|deliver|delivery|ship|quote|get back|confirm|sign|pay|reply|answer|submit|return|share|provide|upload|forward|prepare|finish|complete|finali[sz]e|arrange|fix|credit|install|courier|drop|collect|pick|order|replace|update|check|tell me|let me|here|hand|bring|get|proposal|draft|artwork|list|need|want|deadline|due)\b/u,
  past: /\b(?:was|were|had|did|didn't|came|went|got|sent|received|arrived|called|delivered|signed|told|said|spoke|met|asked|stopped|promised|ordered|bought|paid|took|left|started|failed|broke|agreed|were supposed|turned up|has been|have been|shipped|installed|wrote|lasted|put in|happened)\b/u,
  other:
    /\b(?:out of (?:the )?office|last time|(?:said|told|promised)\b.{0,40}\bwould|(?:was|were) (?:planned|due|scheduled|expected|supposed|promised)|nobody|no one|showed up|maintenance(?<!\b(?:come|drop|stop|swing) .{0,30}maintenance)|we close|can reach (?:me|us)|in meetings|travell?ing|placed for|flights?|lands|is down|tracking|should have (?:been|arrived|come|had|reached)|until today|good until|holds? until|hold the price|on (?:holiday|vacation|leave)|i'm (?:away|off|out)|i am (?:away|off|out)|we(?:'re| are) closed|closed (?:on|from|until)|back (?:on|in the office)|return(?:ing)? to the office|annual leave|expires?|valid|effective|runs? out|ends on|go(?:es)? (?:live|up)|takes effect|starts on|we open|opens|prices? (?:rise|increase|go)|dated|since|warranty|until then|in case|unless|would have been|birthday|anniversary)\b/u
}

const de: Cues = {
  call: /\b(?:telefonieren|telefonisch|telefonat|anruf(?:en|e|t)?|angerufen|ruf(?:e|en|t|st)?|ruckruf|zuruckrufen|durchklingeln|klingel|telefontermin|call|telefon|sprechen|durchwahl|melde(?:n)? (?:ich )?mich)\b/u,
  senderCalls:
    /\b(?:ich|wir) (?:rufe|rufen|werde|melde|klingel|kann|konnte)\b.{0,60}|\b(?:rufe|rufen|melde|melden|klingle|klingel) (?:ich|wir)\b/u,
  readerCalls:
    /\b(?:rufen sie|ruf|ruft|klingeln sie|melden sie sich|konnten sie|konnen sie|kannst du) (?:mich|uns|mir|bitte|doch|bei|gern)/u,
  meet: /\b(?:treffen|besuch\w{0,6}|besichtig\w{0,6}|termin\w{0,8}|besprechung|meeting|vorfuhrung|demo|prasentation|prasentieren|vorbei\w{0,10}|kommen sie|komm|kommt|kick-?off|workshop|schulung|vor ort|fruhstuck|mittagessen|kaffee|abstimmung|sehen wir uns|sitzung|teams|zoom|webinar|messe|stand|einladen|verkostung|begehung|aufmaß|abnahme|gesprach|passt|passen|ginge|herkommen|steht|findet|stattfinden|zusammensetzen|frei|zeit)\b/u,
  ask: /\b(?:bitte|bitten|konnen sie|konnten sie|konnen wir|konnten wir|kannst du|konntest|wollen wir|sollen wir|mochte|mochten|brauche|brauchen|benotige|benotigen|erwarte|erwarten|mussen|muss|sollte|sollten|spatestens|frist|wir bitten|lassen sie|schicken sie|senden sie|geben sie|teilen sie|machen sie|wurden sie|hatten sie|passt|ware|schick|sag|gib|melden sie|kommen sie|rufen sie|komm|kommt|freue|freuen|bestatige|bestatigen|stehe?t?|findet)\b|\?/u,
  promise:
    /\b(?:ich|wir) (?:schicke|schicken|sende|senden|werde|werden|melde|melden|rufe|rufen|mache|machen|liefere|liefern|gebe|geben|kummere|kummern|stelle|stellen|lasse|lassen|bringe|bringen|prufe|prufen|reiche|reichen|klare|klaren|leite|leiten|ubersende|maile|komme|erstelle|bereite|hole|trage|lege|habe das)\b|\b(?:schicke|schicken|sende|senden|melde|melden|rufe|rufen|mache|liefere|liefern|gebe|reiche|bringe|maile|werde|werden|erhalten|bekommen|haben|kriegen|erstelle|ubersende|lasse|klare|prufe|stelle) (?:ich|wir)\b|\b(?:bekommen|erhalten|haben) sie\b|\bbekommst du\b|\bvon (?:mir|uns)\b|\bgeht (?:ihnen|dir|euch)\b|\bich:/u,
  task: /\b(?:schick\w{0,4}|send\w{0,4}|zusend\w{0,4}|liefer\w{0,6}|antwort\w{0,4}|ruckmeld\w{0,4}|bestatig\w{0,6}|unterschr\w{0,8}|zahl\w{0,4}|uberweis\w{0,4}|angebot|offert\w{0,6}|einreich\w{0,4}|nachreich\w{0,4}|mitteil\w{0,4}|teilen|klar\w{0,4}|pruf\w{0,4}|fertig\w{0,6}|reparier\w{0,4}|austausch\w{0,4}|abhol\w{0,4}|bring\w{0,4}|brauch\w{0,4}|benotig\w{0,4}|erwart\w{0,4}|geben|bescheid|unterlagen|rechnung|entwurf|liste|gutschrift|machen|bestell\w{0,6}|auftrag|techniker|monteur)\b/u,
  past: /\b(?:war|waren|hatte|hatten|wurde|wurden|kam|kamen|ging|gab|lief|rief|stand|sollte (?:eigentlich )?(?:schon|gestern)|haben \S{1,30} (?:\S{1,30} ){0,6}(?:an|ab|auf|aus|ein|vor|zu|mit|nach|bei|her|hin|weg|um|durch|zuruck)?ge\w{2,14}|hat \S{1,30} (?:\S{1,30} ){0,6}(?:an|ab|auf|aus|ein|vor|zu|mit|nach|bei|her|hin|weg|um|durch|zuruck)?ge\w{2,14}|ist \S{1,30} (?:\S{1,30} ){0,4}(?:an|ab|auf|aus|ein|vor|zu|mit|nach|bei|her|hin|weg|um|durch|zuruck)?ge\w{2,14}|geliefert|gekundigt|verlassen|bestellt|erhalten haben|seit)\b/u,
  other:
    /\b(?:urlaub|letztes mal|(?:war|waren) .{0,40}(?:geplant|vereinbart|zugesagt|vorgesehen|versprochen|angekundigt)|wollten sie .{0,40}anrufen|lauft (?:noch )?bis|laut|bin ich (?:heute |morgen )?erreichbar|nicht erreichbar|nicht da|sendungsverfolgung|aktion|bis heute(?! (?:um )?\d| (?:abend|mittag|nachmittag))|gebunden|hatten? .{0,50}(?:sollen|mussen)|sollte .{0,50} sein sollen|abwesend|nicht im (?:haus|buro)|geschlossen|betriebsferien|wieder (?:da|im buro|erreichbar)|zuruck|gultig|gilt|lauft aus|endet|tritt in kraft|datiert|ausscheid\w{0,4}|verlass\w{0,4}|in den bergen|geburtstag|gekundigt|kundigung zum|feiertag)\b/u
}

const fr: Cues = {
  call: /\b(?:appel\w{0,6}|rappel\w{0,6}|telephon\w{0,6}|de vive voix|coup de fil|joindre|au bout du fil|point tel)\b/u,
  senderCalls:
    /\b(?:je|j'|nous|on) ?(?:vous |te |t')?(?:r?appell\w{1,5}|r?appelons|telephon\w{1,5})|\bje (?:vous|te|t')\s?(?:passe|donne) un coup/u,
  readerCalls: /\b(?:r?appelez|r?appelle|telephonez)[- ](?:moi|nous)\b|\b(?:m'|nous )r?appel\w{1,5}/u,
  meet: /\b(?:rendez-vous|rdv|reunion|visite\w{0,2}|visio\w{0,10}|rencontr\w{0,6}|demo|demonstration|passe[rz]?|passez|venir|venez|viens|vient|venue|retrouv\w{0,6}|sur (?:site|place)|presentation|atelier|dejeun\w{0,4}|cafe|formation|seance|salon|stand|bloquer|bloque|dispo\w{0,10}|convient|conviendrait|libre|voir|voyons|point|prise en main|soyez|teams|zoom|degustation|portail|ok pour|chantier|reserv\w{0,4}|attends)\b/u,
  ask: /\b(?:merci de|pouvez-vous|pourriez-vous|peux-tu|pourrais-tu|pourrait-on|peut-on|priere|veuillez|besoin|il (?:me|nous) (?:les |le |la )?faut|faut|attends|attendons|souhait\w{0,6}|aimerai\w{0,3}|doit|doivent|devez|il faudrait|envoyez|confirmez|dites|transmettez|livraison|impératif|imperativement|delai|est-ce qu\w{0,2}|je voudrais|voudri\w{0,5}|merci|(?<!(?:est|sont|etes) )passez?|venez|viens|soyez|r?appelez|bloquez|parlons|prevoyez|hate|plaisir|confirme|proposons|propose|retrouv\w{1,4})\b|\?|\bez-(?:moi|nous)\b/u,
  promise:
    /\b(?:je|nous|on) (?:vous |te |lui |me |nous )?(?:l'|le |la |les |t'|en )?(?:envoie|envoyons|enverr\w{1,4}|transmet\w{0,5}|adress\w{1,5}|fais|ferai|ferons|faisons|rappell\w{1,5}|appell\w{1,5}|revien\w{1,6}|reviendr\w{1,4}|prepar\w{1,5}|livr\w{1,6}|confirm\w{1,6}|tien\w{1,6}|donn\w{1,6}|remet\w{0,6}|communiqu\w{1,6}|depos\w{1,6}|met\w{1,6}|passe|passerai|regarde|verifie|expedi\w{1,6}|fai\w{1,4} parvenir|repond\w{1,6})\b|\bj'(?:envoie|enverrai|appelle|appellerai|arrive|adresse)|\b(?:vous|tu) (?:aurez|auras|recevrez|recevras|l'aurez)\b|\bmoi :|\bpart(?:ira)? (?:d'ici|de chez nous)/u,
  task: /\b(?:envo\w{1,6}|transm\w{1,8}|livr\w{1,7}|expedi\w{1,6}|confirm\w{1,6}|sign\w{1,6}|pay\w{1,5}|regl\w{1,6}|repon\w{1,6}|retour\w{0,4}|devis|chiffrage|fournir|fournissez|parvenir|remettre|remplac\w{1,6}|repar\w{1,6}|faut|besoin|attends|dites|dire|dis|liste|machine|commande|document\w{0,3}|prix|preparer|monde|technicien|depann\w{1,6}|quelqu'un)\b/u,
  past: /\b(?:etait|promis|etaient|avait|avaient|a ete|ont ete|avons \w{2,14}|avez \w{2,12}e[sz]?|j'ai \w{2,14}|on a \w{2,14}|nous a \w{2,14}|est (?:venu|arrive|tombe|parti|passe)\w{0,2}|sont (?:venus|arrive|parti)\w{0,3}|devai\w{1,4}|depuis|a \w{3,12}[eiu]s? )\b/u,
  other:
    /\b(?:conges?|la derniere fois|(?:etai|avai)\w{1,4} (?:prevu|promis|convenu|annonce)\w{0,3}|devi(?:ez|ons)|court jusqu|joignable|selon le suivi|indisponible|promotion|jusqu'a (?:aujourd'hui|ce jour|present)|(?:aurai\w{1,3}|devai\w{1,3}) (?:du|etre|arriver)|vacances|absent\w{0,2}|ferme\w{0,2} (?:du|le|jusqu)|de retour|valable|valide|expire|entre en vigueur|prend effet|date du|a compter|anniversaire|fermeture|echeance|en route|sur la route)\b/u
}

const es: Cues = {
  call: /\b(?:llam\w{1,6}|telefon\w{0,6}|hablar|hablamos|hablemos|por telefono|llamada|marcar|marcame|conversamos|platicamos|platicar)\b/u,
  senderCalls:
    /\b(?:te|le|os|les|lo|la) (?:llamo|llamamos|llamare|llamaremos|marco|telefoneo)\b|\b(?:llamare|llamaremos)\b/u,
  readerCalls:
    /\b(?:llamame|llameme|llamadme|llamadle|llamele|llamenme|llamanos|llamenos|marcame|marqueme)\b|\bme (?:llame|llames|llameis|llama|puedes llamar|puede llamar)\b/u,
  meet: /\b(?:reunion\w{0,2}|reunimos|reunirnos|cita|visit\w{1,5}|demo|demostracion|pasa\w{0,4}|pasarse|pasarme|pase\w{0,3}|ven|vente|venid|venga\w{0,2}|vengas|venir|viene|vienes|quedar|quedamos|ver|vemos|verlo\w{0,1}|veros|nos vemos|videollamada|presentacion|taller|comer|comida|desayun\w{0,4}|almuerzo|cafe|formacion|sesion|feria|stand|disponib\w{1,6}|te queda|le queda|va bien|viene bien|parece bien|meet|teams|zoom|obra|traigame|trae|recorrido|espero|esperamos|en marcha|probamos|planta)\b/u,
  ask: /\b(?:por favor|favor|puede[ns]?|podeis|podria[ns]?|podrias|podriais|podemos|necesit\w{1,6}|agradec\w{1,6}|ruego|rogamos|mandame\w{0,3}|mande\w{0,4}|envie\w{0,4}|enviame\w{0,3}|pido|quiero|queremos|espero|esperamos|hace falta|hay que|tiene que|debe|dime|digame|confirm\w{1,5}|te propongo|le propongo|gustaria|pedimos|solicit\w{1,6}|me pasas?|me lo|empezad|traed|calculad|ven|vente|venid|venga|pasate|pase|traiga|traigame|llame|llamadle|hablemos|nos vemos|quedamos|ganas|te queda|esperamos)\b|\?/u,
  promise:
    /\b(?:te|le|os|les|se) (?:lo |la |los |las )?(?:envio|enviamos|enviare|enviaremos|mando|mandamos|mandare|mandaremos|paso|pasamos|pasare|llamo|llamare|hago|haremos|hacemos|confirmo|confirmamos|confirmare|preparo|preparamos|preparare|llevo|llevamos|entrego|entregamos|contesto|contestare|respondo|respondere|remito|remitimos|remitire|digo|dire|cuento|adjuntare|hare llegar)\b|\b(?:enviare|enviaremos|mandare|mandaremos|llamare|llamaremos|prepararemos|preparare|confirmare|entregaremos|pasare|hare|haremos|tendras|tendra|tendreis|tendran|recibiras|recibira|recibireis)\b|\byo (?:mando|envio|preparo|me encargo|llevo|paso)\b|\bsale (?:de aqui|hoy|manana)\b|\bvoy a (?:enviar|mandar|preparar|llamar|pasar)\w{0,4}/u,
  task: /\b(?:envi\w{1,6}|mand\w{1,7}|entreg\w{1,6}|confirm\w{1,6}|firm\w{1,5}|pag\w{1,5}|respond\w{1,6}|respuesta|remit\w{1,5}|presupuesto|oferta|cotizacion|propuesta|abono|informe|factura|pas\w{1,4}|diga|prepar\w{1,6}|arregl\w{1,6}|repar\w{1,5}|cambi\w{1,5}|necesit\w{1,5}|listado|lista|planos|montar|presentar\w{0,3}|instal\w{1,7}|tecnico|orden|pedido|precio|contest\w{1,5}|mandamelo|envio)\b/u,
  past: /\b(?:era|prometieron|prometio|prometisteis|prometido|vino|vinieron|eran|fue|fueron|estuvo|estaba|estaban|llego|llegaron|tuvimos|tuve|hubo|hicimos|hizo|mandamos ya|mandaron|mando usted|dijo|dijeron|pidio|pedi|recibi|recibimos|entregaron|instalaron|paso el|quedamos en que|(?:ha|han|hemos|has|he|habeis) \w{2,12}(?:ado|ido|to|cho)|habia|debia|tenia)\b/u,
  other:
    /\b(?:vacaciones|la ultima vez|iban? a|ibamos a|dura|localizable|segun el seguimiento|no funcionara|promocion|hasta (?:hoy|ahora|la fecha)|deberia\w? haber|tendria\w? que haber|estaba\w? previst\w{1,2}|fuera de la oficina|ausente|cerrad[oa]s?|de vuelta|valid[oa]|vigente|vence|vencen|caduca|entra en vigor|cumpleanos|festivo|con fecha|hasta nuevo aviso|me incorporo)\b/u
}

export const cues: Record<string, Cues> = { en, de, fr, es }
