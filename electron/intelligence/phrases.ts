/**
 * Words and phrases of business mail, by language and by what they speak for, written for this project. A star at the
 * end stands for any ending. A phrase matches whole words, in order.
 */
export const groups = [
  'good',
  'bad',
  'thanks',
  'eager',
  'happy',
  'trust',
  'lost',
  'let down',
  'angry',
  'ask',
  'question',
  'buy',
  'wrong'
] as const
export type Group = (typeof groups)[number]

const list = (text: string): string[] => text.split(/\s*[,\n]\s*/).filter(Boolean)

export const phrases: Record<'en' | 'de' | 'fr' | 'es', Record<Group, string[]>> = {
  en: {
    good: list(
      `great, excellent, perfect*, good news, brilliant, fantastic, wonderful, superb, impressed, impressive, pleased, works well, works a treat, well done, spot on, first class, top notch, best, better than, on time, ahead of schedule, smooth*, flawless*, beautiful*, lovely, nice, kind, helpful, star, a pleasure, pleasure, success*, glad, like it, love it, we love, went well, saved us, saved my, improve*, recommend*, reliable, solid, sorted, fixed, exactly what, no complaints, couldn't be happier, five stars, credit to, lifesaver, legend, hero`
    ),
    bad: list(
      `bad, poor*, terrible, awful, wrong, broken, fail*, fault*, defect*, damage*, late, delay*, missing, cancel*, worse, worst, problem*, issue*, complain*, unacceptable, disappoint*, unhappy, frustrat*, angry, upset, annoy*, error*, mistake*, unfortunately, useless, waste, lost, leak*, crack*, stuck, down again, not working, doesn't work, does not work, stopped working, nobody, no one, no reply, no answer, still waiting, still no, still not, again, third time, second time, fourth, twice, lawyer, legal action, dispute*, overcharg*, refund, penalt*, costing us, hold up, ignored, excuse*, sloppy, shambles, joke, not happy, not good enough, let down, rather a long way, not what we, sorry to have to, regret*, concern*, never again, elsewhere, competitor, terminate, cannot use, reject*`
    ),
    thanks: list(
      `thank you so much, thanks so much, many thanks, huge thanks, big thank you, grateful, gratitude, much appreciated, really appreciate, appreciate, thank you for, thanks for, cheers for, owe you, we owe, can't thank, means a lot, kind of you, thank your, thank you all, thanks again, saved our bacon, above and beyond, extra mile, just wanted to say, pass on our thanks`
    ),
    eager: list(
      `can't wait, cannot wait, excited, exciting, thrilled, looking forward, wow, amazing, awesome, love it, we love, keen, eager, dying to, !!, let's go, let's do, game changer, incredible, blown away, fantastic, brilliant, superb, bring it on, want more, when can we start, silly good, hooked, sold, count me in, count us in, buzzing, mad about, over the moon`
    ),
    happy: list(
      `happy, pleased, delighted, glad, good news, great news, smil*, laugh*, celebrat*, pleasure, chuffed, relieved, relief, lovely, content, very pleased, haha, :), fun, cheerful, proud, congratulations, congrats, made my day, made our day, signed off, went well, like a dream, like clockwork, works a treat`
    ),
    trust: list(
      `trust*, rely on, relied, confident, confidence, your judgement, your judgment, whatever you think, whichever you think, what you think best, you think best, leave it to you, leave it with you, in your hands, up to you, your call, go with your, your word, take your word, you know best, you know our, you know better, recommended you, vouch*, never let us down, not steered, always been straight, over the years, faith, good hands, no need to check, don't need to see, without seeing, better eye, happy to follow, your advice, your recommendation, safe pair of hands, same as always, as you see fit, believe in`
    ),
    lost: list(
      `confus*, not sure, unsure, unclear, don't understand, do not understand, didn't understand, lost, puzzled, which one, which of, am i, are we, is it, or is, or did, doesn't match, does not match, don't match, contradict*, makes no sense, doesn't add up, don't get, wonder*, supposed to, what does, what do you mean, mean by, dumb question, stupid question, mixed up, two different, different from, says one, instead of, can't tell, head around, bit lost, baffled, clarify, explain, did i miss, am i missing, thought we, thought it, or the`
    ),
    'let down': list(
      `disappoint*, let down, expected better, expected more, not what we expected, had hoped, hoped for, regret*, unfortunately, sadly, sad, sorry to, a shame, pity, dissatisf*, unsatisf*, not satisfied, not happy, unhappy, can't say we're, cannot say, below, poor, used to be, not the standard, fell short, falls short, not up to, we were assured, were promised, promised, valued, loyal, underwhelm*, standard we, not good enough, less than, reconsider, look elsewhere, not as described, wrong colo*`
    ),
    angry: list(
      `ridiculous, unacceptable, fed up, sick of, sick and tired, enough, last straw, furious, angry, annoy*, frustrat*, joke, joking, nobody, anybody, again, third time, fourth time, fifth, yet again, how many times, how hard, times now, twice, still waiting, still no, been waiting, no reply, ignored, beyond, disgrace*, seriously, what is going on, final warning, lawyer, solicitor, attorney, not paying, won't pay, wasted, standing around, patience, excuse*, circus, incompetent, shambles, for the, human, auto reply, out of patience, unbelievable, outrageous, stop, enough is enough, absurd`
    ),
    ask: list(
      `please, pls, plz, kindly, can you, could you, would you, will you, can we, let me know, make sure, send me, send us, send over, need you to, i need, we need, want you to, i want, i'd like you, we'd like you, get back to, call me, give me a call, ring me, forward, confirm, arrange, update your, change the, fill in, sign, return, bring, book, check, fix, by friday, by monday, by end of, asap, at your earliest, provide, share, remind, review, approve, cancel, remove, get on, put me, would appreciate, be so kind, ensure, meet at, take a look`
    ),
    question: list(
      `?, what, when, where, which, who, how, how long, how many, do you, does it, does the, is there, are there, is it, are you, can you tell, could you tell, question*, wondering, wanted to ask, like to know, need to know, whether, any news, any idea, any update, did you, have you, will it, would it, is the, are the, quick q, possible to, explain, clarify, am i`
    ),
    buy: list(
      `quote*, quotation, price*, pricing, cost*, offer, rfq, rfp, proposal, order, po, purchase order, purchase, buy*, in stock, stock, availab*, lead time, demo, trial, sample*, licen*, discount, budget, how much, need another, would like to order, place an order, go ahead, we'll take, we will take, i'll take, take the, put us down, put it on the account, units, pcs, pieces, same again, consider it done, what would, looking for a supplier, interested in, tender, per unit, volume, upgrade, renew, subscription, estimate, sign the contract, we're buying, same address,
      price list, catalog*, brochure, moq, minimum order, rates, fee, fees, per seat, seats, ship to, how soon, deliver to, proforma, pro forma, sign up, sign off on the, approved, green light, put in an order, reorder, top up, second batch, another batch, another set, bulk, wholesale, trial run, pilot, free trial, ballpark, what do you charge, what does it cost, what would it cost, can you supply, do you supply, do you stock, do you carry, do you sell, want to buy, ready to buy, shortlist*`
    ),
    wrong: list(
      `complain*, wrong, broken, fault*, defect*, damage*, not working, doesn't work, does not work, stopped working, failed, fails, missing, late, delay*, overdue, overcharg*, billed, charged, invoice, still waiting, nobody, no reply, no show, never arrived, not arrived, hasn't arrived, didn't arrive, didn't show, refund, replacement, return, credit note, mistake*, error*, unacceptable, disappoint*, let down, not happy, unhappy, third time, second time, again, twice, leak*, crack*, instead of, only, supposed to, promised, assured, fed up, poor, standing, costing us, sloppy,
      not as ordered, wrong item*, wrong size, short by, short delivered, missing from, still broken, still down, crash*, bug*, outage, downtime, keeps failing, keeps breaking, double charged, charged twice, billed twice, incorrect*, inaccurate, rude, not what we ordered, not what i ordered, arrived damaged, scratched, dented, mould*, rust*, unusable, let us down, no one, nobody came, no apology, escalat*, breach, sla, compensation, unreliable, below standard, cancelled on`
    )
  },
  de: {
    good: list(
      `super, toll, prima, klasse, perfekt, ausgezeichnet, hervorragend, großartig*, wunderbar*, gut, sehr gut, bestens, gefreut, freut, freue, begeistert, zufrieden, einwandfrei, reibungslos, tadellos, pünktlich, top, spitze, schön*, gelungen, empfehlen, weiterempfehl*, gerettet, geklappt, klappt, läuft, lob, kompliment, passt, passt so, erfreulich, hammer, überzeugt, gute arbeit, saubere arbeit, sauber, respekt, hut ab, freundlich*, nett, hilfsbereit, glücklich, gefällt, traumhaft, wie am schnürchen, erleichtert, verlass`
    ),
    bad: list(
      `leider, schlecht*, defekt*, kaputt, falsch*, fehler*, fehlt, fehlen, mangel*, mängel*, beschädigt*, beschwer*, reklam*, verspät*, verzug, verzöger*, enttäusch*, ärger*, unzufrieden, inakzeptabel, problem*, probleme, stornier*, storno*, kündig*, mahn*, anwalt, schaden, schon wieder, wieder, immer noch, noch immer, zum dritten mal, zum vierten mal, zweite mal, dritte mal, seit wochen, seit tagen, niemand, keiner, keine antwort, keine rückmeldung, nicht funktioniert, funktioniert nicht, geht nicht, läuft nicht, undicht, unbrauchbar, zumutung, unverschämt*, frechheit, bedauer*, schade, erwartet, nicht akzept*, kein verständnis, steht, stehen, kostet, so geht's nicht, unruhig, nicht mehr, peinlich, ausfall, ausgefallen, stillstand, pfusch, verlier*, vergessen, zurück*`
    ),
    thanks: list(
      `vielen dank, herzlichen dank, danke, tausend dank, besten dank, dankbar, bedanke*, bedanken, dank ihrer, dank ihnen, dankeschön, großes dankeschön, merci, vergelt's, danken, ein lob, hals gerettet, hätten sie nicht, nicht selbstverständlich, schulde, zu schätzen`
    ),
    eager: list(
      `begeistert, begeisterung, kann es kaum erwarten, kaum erwarten, freue mich, freuen uns, gespannt, hammer, wahnsinn, genial, mega, !!, wow, sensationell, unbedingt, endlich, sofort, am liebsten, los geht's, geil, phänomenal, überwältig*, traum*, toll, riesig, hin und weg, umgehauen, der hammer, großartig*, spitze, vorfreude, lust`
    ),
    happy: list(
      `freut, freue, gefreut, freude, froh, glücklich, zufrieden, schön*, gute nachricht*, tolle nachricht*, gute neuigkeit*, erleichtert, erfreulich, gefeiert, feiern, lachen, lächeln, strahl*, selig, vergnügt, stolz, geklappt, klappt, prima, läuft, passt so, :), gott sei dank, endlich, rund, wunderbar*`
    ),
    trust: list(
      `vertrau*, verlass*, verlassen, auf sie zählen, in guten händen, gut aufgehoben, wie sie meinen, was sie für richtig, für richtig halten, für sinnvoll halten, überlasse, überlassen, ihnen überlassen, ihrem rat, ihre empfehlung, empfehlen, empfohlen, nach all den jahren, seit jahren, ich weiß, entscheiden sie, machen sie, sie wissen, sie kennen, freie hand, blind, ohne, wie immer, guten gewissens, nie im stich, ihr wort, glaube ihnen, sie haben da, ihr urteil, sie machen das`
    ),
    lost: list(
      `verwirr*, verwirrt, unklar, unsicher, verstehe nicht, nicht verstanden, versteh*, nicht ganz klar, durcheinander, auf dem schlauch, welche*, oder doch, oder ist, gilt, was gilt, stimmt, stimmt das, widerspr*, passt nicht zusammen, ratlos, blicke nicht, nicht schlau, wie ist das, was bedeutet, gemeint, was nun, wer hat, recht, wundere*, frage mich, dachte, eigentlich, mal so, zwei verschiedene, unterschied*, komisch, seltsam, erklären, aufklär*, bin mir nicht, steige nicht, irgendwie, hä, doppelt`
    ),
    'let down': list(
      `enttäusch*, leider, schade, bedauer*, bedauerlich*, erwartet, anderes erwartet, mehr erwartet, gehofft, erhofft, unzufrieden, nicht zufrieden, nicht begeistert, unter unseren, früher, gewohnt, sonst, nicht das, was wir, nicht gerecht, unglücklich, traurig, ehrlich gesagt, nachgelassen, versprochen, zugesagt, zugesichert, qualität, mangelhaft, unbefriedigend, überdenken, umsehen, vertrauen verloren, dieser preisklasse, mängel*, reklam*`
    ),
    angry: list(
      `unverschämt*, frechheit, zumutung, inakzeptabel, unmöglich, schon wieder, reicht, langsam reicht, es reicht, satt, die nase voll, schnauze, geduld, kein verständnis, zum dritten mal, zum vierten mal, dritte mal, vierte mal, albern, anwalt, frist, lächerlich, witz, ärger*, verärgert, wütend, sauer, wahnsinn, seit wochen, seit tagen, niemand, keiner, immer noch, wie oft, na bravo, bravo, so geht's nicht, was ist da, was soll, bei euch los, erwarte, unfassbar, nicht wahr, hinhalten, vertröst*, warteschleife, letzte mal, theater, hohn, steht der, rechtsanwalt, sofort, endlich`
    ),
    ask: list(
      `bitte, bitten, könnten sie, können sie, könntest du, kannst du, würden sie, schicken sie, senden sie, teilen sie, melden sie, rufen sie, schick, sende, ruf, meld, prüfen, bestätigen, veranlassen, erwarte, benötige*, brauche, brauchen, wir bitten, ich bitte, geben sie, passen sie, ändern sie, korrigieren sie, bringen sie, kommen sie, lassen sie, sorgen sie, um rückmeldung, um rückruf, um zusendung, um bestätigung, zuschicken, zusenden, zukommen, mitbringen, machen sie, schickt, gebt, kümmern, bis freitag, bis montag, bis spätestens, will ich, mögen sie`
    ),
    question: list(
      `?, wann, wie, was, wo, wer, welche*, wieviel, wie viel, wie lange, ob, gibt es, haben sie, ist das, ist es, sind die, sind sie, frage*, anfrage, möchte wissen, wissen, weiß, könnten sie mir sagen, können sie mir sagen, kann man, gilt, stimmt, geht das, brauche ich, muss ich, soll ich, dürfen wir, wäre es, möglich, warum, wieso, weshalb, womit, wofür, wozu`
    ),
    buy: list(
      `angebot*, preis*, kosten, kostet, bestell*, bestellung, auftrag*, kaufen, kauf*, lieferzeit*, lieferbar, verfügbar*, vorrätig, auf lager, stück, muster, demo*, vorführ*, test*, lizenz*, rabatt, staffel*, mengen*, nehmen wir, wir nehmen, ich nehme, offerte*, nachbestell*, interesse an, interessieren, kostenvoranschlag, budget, ausschreibung, rahmenvertrag, mietpreis, konditionen, wie viel, was kosten, garnituren, zuschlag, beauftrag*, anfrage,
      preisliste, katalog, muster*, bedarf, ordern, liefern sie, nachschub, ersatzteil*, stückpreis, mindestmenge, mindestbestell*, probeweise, testphase, probemonat, vertrag unterschr*, freigabe, freigegeben, grünes licht, zuschlag, unverbindlich*, anbieten, bieten sie, führen sie, haben sie noch, brauchen noch, benötigen noch, abnahme, leasing*, miete*, lizenz`
    ),
    wrong: list(
      `reklam*, beschwer*, defekt*, kaputt, falsch*, fehler*, fehlt, fehlen, mangel*, mängel*, beschädigt*, verspät*, verzug, verzöger*, rechnung, gutschrift, storno*, ersatz, umtausch*, tauschen, nachbesser*, funktioniert nicht, läuft nicht, geht nicht, schon wieder, zum dritten mal, zum vierten mal, immer noch, niemand, keine antwort, enttäusch*, inakzeptabel, erwartet, statt, stattdessen, doppelt, unruhig, undicht, ausgefallen, ausfall, steht, stillstand, anwalt, frist, mahnung, kein verständnis, zugesagt, versprochen, schaden,
      falsch geliefert, nicht geliefert, unvollständig, zu wenig, zu spät, nicht angekommen, nicht erschienen, absturz, stürzt ab, verbogen, verkratzt, zerkratzt, verschimmelt, rostig, bruch, gebrochen, leck, doppelt berechnet, falsch berechnet, abgebucht, unfreundlich, unzuverlässig, vertragsstrafe, schadenersatz, schadensersatz, minderung, nicht wie bestellt, nicht das bestellte, streikt, spinnt, klemmt, tropft, blockiert`
    )
  },
  fr: {
    good: list(
      `super, parfait*, excellent*, génial*, formidable*, impeccable*, bravo, nickel, top, bien, très bien, satisfait*, content*, ravi*, heureu*, enchant*, merveill*, magnifique*, sublime*, beau, belle, réussi*, réussite, conquis*, à l'heure, dans les temps, recommand*, efficace*, professionnel*, qualité, au top, chapeau, félicit*, plaisir, agréable*, un régal, sans faute, sauvé*, soulag*, impressionn*, adore*, adoré, j'aime, parfaitement, fonctionne très bien, sans accroc, sérieux, rapide*, gentil*, compétent*, extra, chouette, bonne nouvelle, excellente nouvelle, rêve, magicien*`
    ),
    bad: list(
      `malheureusement, mauvais*, mal, défectueu*, défaut*, cass*, panne*, en panne, erreur*, faux, fausse*, manqu*, manquant*, retard*, abîm*, endommag*, réclam*, plainte, déçu*, décev*, décept*, inacceptable*, inadmissible*, problème*, annul*, rési*, avocat, litige, remboursement, avoir, encore une fois, toujours pas, pas encore, deuxième fois, troisième fois, quatrième fois, depuis des semaines, depuis trois semaines, personne, aucune réponse, aucun retour, sans nouvelles, ne fonctionne, ne marche, fuite, inutilisable*, honte*, lamentable*, regrett*, regret, dommage, fâcheu*, ras le bol, marre, pénible*, rat*, bloqu*, coupure, perdu*, pas normal, relanc*, mise en demeure, pénalité*, pire, franchement, rebelote, à l'arrêt, balade*, excuses`
    ),
    thanks: list(
      `merci, un grand merci, merci beaucoup, mille mercis, merci infiniment, mille fois merci, remerci*, reconnaissan*, gratitude, sincères remerciements, encore merci, merci à, merci pour, merci d'avoir, vous nous avez sauv*, une fière chandelle, fière chandelle, je vous dois, touché*, vous embrasse, chapeau, bravo`
    ),
    eager: list(
      `hâte, j'ai hâte, impatien*, enthousias*, emball*, génial*, incroyable*, génialissime, waouh, wow, !!, sublime*, magnifique*, formidable*, extraordinaire*, fantastique*, bluff*, coup de coeur, coup de cœur, exactement ce qu, vivement, on y va, on fonce, on enchaîne, partant*, dingue, fou, rêve, sauter, claque, adore*, adoré, le rêve, superbe*, tout de suite, vite`
    ),
    happy: list(
      `content*, ravi*, heureu*, enchant*, plaisir, joie, bonne nouvelle, excellente nouvelle, soulag*, sourire*, rire*, rigol*, fêt*, fier*, fière*, conquis*, réussi*, génial*, parfait*, tout roule, ça marche, ça tourne, :), bonheur, régal*, nickel, impeccable*, félicit*, satisfait*`
    ),
    trust: list(
      `confiance, fais confiance, faisons confiance, confian*, fiable, fiabilité, compter sur, compte sur, les yeux fermés, entre vos mains, bonnes mains, à vous de, comme vous le sentez, comme vous voulez, ce que vous pensez, vous pensez, selon vous, votre avis, votre conseil, vos conseils, vous connaissez, vous savez mieux, je vous laisse, je m'en remets, m'en remets, carte blanche, recommand*, depuis des années, toujours été, jamais déçu*, jamais fait défaut, sur parole, comme d'habitude, au mieux, je vous suis, on vous suit, votre oeil, votre œil, fidèle*, sérieux`
    ),
    lost: list(
      `perdu*, confus*, pas clair*, pas sûr*, je ne comprends, ne comprends pas, comprends plus, comprendre, comprends, embrouill*, mélang*, contradict*, lequel, laquelle, lesquels, ou pas, ou bien, ou est-ce, est-ce que, est-ce à, bizarre, étonn*, je me demande, quelle différence, différen*, correspond pas, ne correspond, expliquer, éclair*, précis*, je croyais, je pensais, c'est normal, dois-je, qui a raison, n'y comprends, m'y perds, m'y retrouve, s'y retrouve, vous avoue, alors que, signifie, veut dire, doublon`
    ),
    'let down': list(
      `déçu*, décev*, décept*, malheureusement, dommage, regrett*, regret, attend*, espér*, mieux, pas à la hauteur, hauteur, habitu*, pas ce que, promis, promesse, engagement*, insatisf*, pas satisfait*, mécontent*, peine, triste*, qualité, fâcheu*, habitué*, jusqu'ici, avant, première fois, numéro, revoir, ailleurs, concurren*, fidélité, laisse à désirer, en dessous, navr*, insuffisant*, rouges`
    ),
    angry: list(
      `inadmissible*, inacceptable*, scandal*, honte*, ras le bol, ras-le-bol, ras la casquette, marre, assez, ça suffit, suffit, excéd*, énerv*, furieu*, colère, patience, encore une fois, une fois de plus, deuxième fois, troisième fois, quatrième fois, combien de fois, toujours pas, personne, se moque*, moqu*, foutage, avocat, mise en demeure, relanc*, relance, depuis des semaines, depuis des jours, incompéten*, lamentable*, rebelote, n'importe quoi, franchement, sérieusement, incroyable, balade*, immédiatement, dernier avertissement, dernière fois, bloqué*, à l'arrêt, comique, cirque, plaisant*, ridicule*, à vos frais`
    ),
    ask: list(
      `merci de, merci d', svp, s'il vous plaît, s'il te plaît, s'il vous plait, stp, veuillez, pouvez-vous, pourriez-vous, peux-tu, pourrais-tu, pouvez vous, pourriez vous, je vous prie, prière de, vous serait-il, envoyez, envoie, transmettre, confirmer, rappelez, rappeler, appelez, appeler, répondre, il me faut, il nous faut, j'ai besoin, nous avons besoin, j'aimerais que, je souhaite que, faites, prenez, mettez, prévoyez, changez, corrigez, vérifier, vérifiez, vous m'envoyez, avant vendredi, avant lundi, d'ici, au plus vite, dès que possible, j'attends, nous attendons, apportez, passez, annuler, demande de, faire parvenir, indiquer, dites-moi, tenez-moi, remettre`
    ),
    question: list(
      `?, quand, comment, combien, où, qui, quel*, quelle*, lequel, laquelle, pourquoi, est-ce, est-ce que, est-il, sont-ils, est-elle, avez-vous, y a-t-il, savoir si, savoir, question*, demander, me demande, puis-je, peut-on, faut-il, doit-on, dois-je, possible de, si les, précisions, qu'est-ce, renseignement*, sauriez-vous, c'est quoi, ou pas`
    ),
    buy: list(
      `devis, prix, tarif*, coût*, coute, coûte, offre*, commande*, command*, achet*, achat*, stock, en stock, disponib*, dispo, délai*, échantillon*, démo*, démonstration, essai, licence*, remise, exemplaires, pièces, unités, budget, appel d'offres, proposition, intéress*, combien pour, combien, il m'en faut, il m'en faudrait, on prend, je prends, nous prenons, bon de commande, cotation, chiffrage, chiffrer, on signe, on valide, livraison, même chose, location, abonnement, en faudrait, rendu,
      catalogue, grille tarifaire, tarifs, passer commande, passer une commande, chiffrez, chiffrer, minimum de commande, réassort, recommander, besoin de, prix unitaire, prix au, à quel prix, quel prix, quels prix, vos prix, meilleur prix, meilleur tarif, conditions tarifaires, feu vert, bon pour accord, on part sur, on commande, je commande, nous commandons, proposez-vous, vendez-vous, fournissez, leasing, à l'essai, abonn*, acompte, pro forma, proforma`
    ),
    wrong: list(
      `réclam*, plainte, défectueu*, défaut*, cass*, panne*, erreur*, manqu*, retard*, abîm*, endommag*, facture*, avoir, remboursement, rembours*, remplac*, échange, ne fonctionne, ne marche, toujours pas, deuxième fois, troisième fois, quatrième fois, personne, aucune réponse, déçu*, inacceptable*, inadmissible*, au lieu, à la place, promis, engagement*, annul*, litige, mise en demeure, fuite, à l'arrêt, bloqué*, coupure, encore, depuis, relanc*, rebelote, fâcheu*, ras la casquette, non conforme*, pas conforme, malfaçon*, pénalité*,
      pas reçu, rien reçu, non reçu*, incomplet*, mauvaise référence, mauvais produit, trop tard, en retard, pas livré*, non livré*, rayé*, moisi*, rouillé*, inutilisable*, plante, bug*, dysfonction*, facturé deux, facturé à tort, double facturation, débité*, surfactur*, désagréable*, dédommag*, geste commercial, non respect*, pas respecté*, jamais venu*, jamais arrivé*, personne n*, pas ce que, fuit, bloque, en rade, lâch*`
    )
  },
  es: {
    good: list(
      `genial*, excelente*, perfecto*, perfecta*, estupend*, fantástic*, fenomenal*, buen*, muy bien, bien, mejor*, content*, encantad*, satisfech*, feliz, felices, felicid*, felicit*, enhorabuena, maravill*, impecable*, a tiempo, puntual*, recomend*, de lujo, de diez, de maravilla, éxito, bonit*, precios*, precioso*, hermos*, alegr*, agradable*, salvad*, salvó, funciona de, lindo*, linda*, chulad*, padre, bárbar*, espectacular*, un gusto, gusto, placer, amable*, impresion*, excelencia, bravo, joya, crack*, calidad, rapid*, nada mal, de primera, alivio, buena noticia, buenas noticias, por fin`
    ),
    bad: list(
      `lamentablemente, desgraciadamente, por desgracia, mal, mala*, malo*, defect*, rot*, roto*, rota*, averi*, error*, equivoc*, falt*, faltan, retras*, demor*, atras*, dañad*, daño*, reclam*, queja*, quej*, decepci*, inaceptable*, problema*, cancel*, anul*, abogad*, devol*, reembols*, otra vez, de nuevo, todavía no, aún no, sigue sin, seguimos sin, segunda vez, tercera vez, cuarta vez, llevamos, llevo, semanas esperando, días esperando, nadie, ningún*, ninguna respuesta, sin respuesta, no funciona*, no sirve*, no arranca, fuga, inservible*, vergüenza, vergonz*, lament*, molest*, fatal, peor*, pésim*, harto*, harta*, parad*, detenid*, tirar, incumpl*, penaliza*, no entiendo, esperando, no es lo que, mermad*, falla*, fallo*, perdid*, tarde, incidencia*`
    ),
    thanks: list(
      `gracias por, muchas gracias, mil gracias, muchísimas gracias, agradec*, agradezco, agradecid*, gratitud, de corazón, te debo, les debo, le debo, infinito, gracias de nuevo, gracias a, mil disculpas no, gracias infinitas, nos salvaste, me salvaste, nos has salvado, me has salvado, no se olvida, un detalle, estar siempre`
    ),
    eager: list(
      `ganas, muchas ganas, con ganas, no veo la hora, impaciente*, entusiasm*, emocionad*, ilusión, ilusionad*, ilusion*, increíble*, espectacular*, genial*, guau, wow, !!, alucin*, brutal, una pasada, flip*, fantástic*, maravill*, buenísim*, me encanta, nos encanta, encanta, encantó, quiero ver, ya quiero, vamos, cuanto antes, adelante, qué bonit*, no manches, de locos, enamorad*, justo lo que, exactamente lo que, bárbar*, chévere, padrísim*`
    ),
    happy: list(
      `content*, feliz, felices, alegr*, alegría, encantad*, satisfech*, buena noticia, buenas noticias, celebr*, sonri*, risa, reír, orgull*, alivio, por fin, genial*, estupend*, maravilla, jaja*, :), gusto, disfrut*, nada mal, de lujo, perfecto*, fenomenal, tranquil*, enhorabuena, brindis, brind*`
    ),
    trust: list(
      `confi*, confianza, confío, confiamos, fío, me fío, nos fiamos, en tus manos, en sus manos, buenas manos, lo que usted, lo que tú, lo que ustedes, usted conoce, usted sabe, tú sabes, ustedes saben, conoces, conocen, como veas, como usted vea, como vea, como mejor, lo dejo, criterio, su palabra, tu palabra, su consejo, tu consejo, recomend*, recomendación, ojos cerrados, a ciegas, de siempre, como siempre, tantos años, desde hace años, nunca nos ha, nunca nos han, jamás nos, su ojo, fiel, lo que creas, lo que crea, lo que digas, lo que diga, respaldo, avala*`
    ),
    lost: list(
      `confus*, confund*, confusión, no entiendo, no entendemos, no me queda claro, no queda claro, no tengo claro, no está claro, no cuadra, cuadra, lío, liad*, duda*, perdid*, cuál de, cuál, o es, o no, será, contradic*, no coincide, coincide, no sé si, no sé, raro*, extrañ*, me extraña, aclar*, explic*, qué significa, quiere decir, pensaba que, creía que, entendía que, dónde, distint*, diferente*, no me aclaro, no me aclar*, mareo, cómo es, es normal, consulta`
    ),
    'let down': list(
      `decepci*, decepcion*, lamentablemente, desgraciadamente, lament*, lástima, pena, esperábamos, esperaba, esperamos de, no es lo que, no era lo que, mejor, insatisf*, no estamos content*, no estoy content*, descontent*, disgust*, triste*, calidad, habían prometido, prometi*, prometido, promet*, compromet*, no está a la altura, altura, antes, siempre, hasta ahora, años, deja que desear, replante*, otro proveedor, competencia, fidelidad, desilusi*, sinceramente, inferior, apenad*`
    ),
    angry: list(
      `inaceptable*, inadmisible*, harto*, harta*, hartos, basta, ya está bien, vergüenza, vergonz*, ridícul*, absurd*, paciencia, otra vez, segunda vez, tercera vez, cuarta vez, quinta vez, cuántas veces, nadie, ninguna respuesta, llevamos, llevo, semanas, días esperando, esperando, abogad*, legal*, indign*, enfad*, enoj*, furios*, molest*, tomadura, tomando el pelo, el pelo, colmo, increíble, exijo, exigimos, de inmediato, inmediata*, tomadura de pelo, no pienso, no vamos a pagar, última vez, pésim*, incompeten*, no es tan difícil, broma, chiste, circo, a quién más, ni siquiera, encima, cansad*, hasta cuándo`
    ),
    ask: list(
      `por favor, porfa, favor de, podéis, podría*, podrías, puedes, puede, pueden, podrían, le ruego, ruego, rogamos, solicito, solicitamos, les pido, te pido, le pido, pido, necesito, necesitamos, mándame, mándeme, mándenos, envíame, envíeme, envíenos, enviar, remitir, confirmar, confírme*, confirme*, confirma, llámame, llámeme, llamar, avísame, avíseme, avisa, manda, dime, díganme, dígame, haga, hágan*, prepara, prepare, pásame, páseme, pásate, apártame, traer, trae, traiga, revise*, revisar, cambien, cambie*, corrija*, actualice*, actualicen, antes del, a más tardar, cuanto antes, quiero que, queremos que, indíque*, indicar, agradecería, agradeceré, agradeceríamos, que me, que nos`
    ),
    question: list(
      `?, ¿, cuándo, cómo, cuánto*, cuánta*, dónde, quién, qué, cuál*, por qué, hay, tienen, tenéis, tiene, es posible, consulta, pregunta*, duda*, quería saber, quisiera saber, saber si, saber, me gustaría saber, si es, se puede, podemos, puedo, incluye, sirve, será, queda`
    ),
    buy: list(
      `presupuesto*, cotiza*, cotización, precio*, tarifa*, coste*, costo*, cuesta*, oferta*, pedido*, pedir, comprar, compra*, orden de compra, stock, existencias, disponib*, plazo*, entrega, muestra*, demo*, demostración, prueba*, licencia*, descuento*, unidades, toneladas, piezas, cajas, nos quedamos, me quedo, lo cogemos, nos interesa, me interesa, interesad*, cuánto, licitación, encargar, encargo, resérv*, aparta*, apárta*, contrato, firma, firmar, condiciones de pago, proforma, lista de precios, por unos, alquil*, mándeme,
      catálogo, lista de precios, cuánto sale, cuánto me sale, cuánto nos sale, cuánto cuesta, cuánto costaría, cuánto vale, qué precio, mejor precio, pedido mínimo, mínimo de compra, surtir, surtan, pedimos, encargamos, necesitamos unos, hacer un pedido, hacer el pedido, pasar pedido, repetir pedido, lo mismo que, precio por, precio unitario, venden, vendéis, fabrican, fabricáis, suministr*, manejan, luz verde, aprobado, aprobada, anticipo, suscripción, renovar, ampliar, piloto, a prueba, queremos comprar, nos llevamos, me llevo, facturen`
    ),
    wrong: list(
      `reclam*, queja*, quej*, defect*, rot*, averi*, error*, equivoc*, falt*, retras*, demor*, dañad*, daño*, factura*, abono, devol*, reembols*, reposición, sustitu*, cambio, no funciona*, no sirve*, no arranca, otra vez, segunda vez, tercera vez, cuarta vez, llevamos, nadie, sin respuesta, decepci*, inaceptable*, en vez de, en lugar de, prometi*, incumpl*, cancel*, fuga, parad*, detenid*, esperando, incidencia*, no es lo que, harto*, mal estado, golpead*, no ha llegado, no llegó, no han llegado, sigue sin, seguimos sin, tirar, cobr*,
      no recibimos, no hemos recibido, no he recibido, incompleto, incompleta, equivocado, equivocada, demasiado tarde, no entregad*, rayad*, oxidad*, mohos*, inservible*, se cuelga, se cae, se atasca, se traba, cobrado dos veces, cobraron, cobrado de más, doble cargo, cargo indebido, mala atención, grosero, maleducad*, compensación, indemniz*, no cumplen, no cumplieron, no se presentó, no vino, no vinieron, no apareció, plantón, gotea, pierde agua, avería*, estropead*, descompuest*, no era lo que pedimos`
    )
  }
}
