import { fold } from './names.ts'

/** Words that make a line a job title, folded. A trailing * stands for any ending, a leading one for any beginning. */
const words = `
manager* director* dir head chief officer president vp svp evp avp ceo cfo cto coo cio ciso cmo cro cpo chro md executive* engineer* buyer* purchaser*
supervisor* lead leader* owner* founder* co-founder cofounder partner* consultant* advisor* adviser* analyst* coordinator* co-ordinator assistant* specialist* planner*
administrator* associate* representative* rep agent* secretary* accountant* controller* comptroller* auditor* architect* designer* developer* programmer* technician*
foreman* superintendent* operator* estimator* merchandiser* stylist* editor* producer* scientist* researcher* professor* lecturer* teacher* principal* dean* registrar* librarian*
nurse* physician* surgeon* dentist* pharmacist* therapist* veterinarian* vet attorney* lawyer* solicitor* barrister* counsel paralegal* broker* trader* underwriter* surveyor* 
chairman chairwoman chair chairperson trustee* treasurer* clerk* receptionist* steward* warden* chef cook baker* brewer* butcher* farmer* grower* winemaker* captain* sergeant* driver* dispatcher* scheduler*
procurement purchasing operations sourcing bookkeeper* strategist* evangelist* recruiter* trainer* coach* curator* caretaker* mechanic* electrician* plumber* welder* machinist* carpenter* 
agm gm dgm proprietor* bursar* matron* quartermaster* intern trainee* apprentice* fellow deputy senior junior
geschaftsfuhr* *leiter *leiterin *leitung leitung leiter* inhaber* prokurist* vorstand* vorsitzend* referent* sachbearbeit* *sachbearbeiter* einkauf* *einkaufer* *einkauf vertrieb* *vertrieb kundenberat* *berater *beraterin berater* beauftragt* *beauftragte*
assistent* *assistent* *assistenz assistenz* *ingenieur *ingenieurin ingenieur* techniker* *techniker* meister* *meister *meisterin *meisterei bauleit* disponent* disposition *disposition buchhalt* *buchhaltung sekretar* *sekretariat steuerberat* rechtsanwalt* anwalt* notar* arzt* *arzt *arztin architekt* *architekt* entwickler* gesellschafter* 
betriebsrat* kaufmann* kauffrau* *kaufmann *kauffrau *management gebietsverkauf* verkauf* *verkaufer* verwaltung* *verwaltung sprecher* koordinat* *koordinator* verantwortlich* *verantwortliche* stellvertret* teamleit* schichtfuhrer* *fuhrer *fuhrerin *planer *planerin apotheker* chefin koch kuchenchef* hausmeister* *lagerist* fachkraft* *fachkraft *fachwirt* betriebswirt* *wirt *wirtin winzer* landwirt* tischler* schreiner* dachdecker* elektriker* *direktor* direktion* geschaftsleitung *pfleger* *pflegerin dozent* lehrer* rektor* schulleit* beschaffung *beschaffung *wesen marketing logistik *logistik arbeitsvorbereitung qualitatssicherung
directeur* directrice* responsable* gerant* gerante president* presidente* associe* associee* chef cheffe charge chargee ingenieur* acheteu* acheteuse* commercial commerciale assistant* adjoint* adjointe* conseill* conducteur* conductrice* 
technicien* comptable* secretaire* gestionnaire* maitre* cadre* infirmi* medecin* pharmacien* avocat* notaire* architecte* geometre* economiste* controleur* controleuse* coordinat* coordonnat* coordinateur* coordinatrice* animateur* animatrice* formateur* formatrice* 
directeur-general dirigeant* dirigeante fondateur* fondatrice* proprietaire* administrateur* administratrice* attache* attachee* vendeur* vendeuse* negociat* approvisionneu* intendant* intendante* regisseur* regisseuse* patron* patronne artisan* boulanger* vigneron* vigneronne* delegue* deleguee* service direction achats assistante* developpeur* developpeuse* redacteur* redactrice* contremaitre* econome* bibliothecaire* veterinaire* kinesitherapeute* ergotherapeute* juriste* greffi* collaborateur* collaboratrice* referente chercheu* enseignant* professeur* logisticien* magasini* mecanicien* electricien* chaudronnier* 
director* directora* jefe jefa gerente* gerenta responsable* encargad* coordinador* tecnic* ingenier* administrad* administrativ* comprador* asesor* abogad* contador* contable* socio socia propietari* dueno duena fundador* presidente presidenta vicepresident* secretari* asistente* auxiliar* 
ejecutiv* delegad* supervisor* analista* consultor* comercial* arquitect* medic* doctora enfermer* farmaceutic* director-general subdirector* subgerente* superintendente* capataz* maestr* titular* apoderad* representante* vendedor* planificador* desarrollador* disenador* especialista* agente* directivo consejer* decan* profesor* rector* alcald* concejal* interventor* tesorer* mantenimiento compras ventas logistica operaciones departamento direccion jefatura gerencia bodeguer* almacenist* enolog* veterinari* agronom* aparejador* perit* gestor* cocinero* cocinera* periodista* produccion
`
  .trim()
  .split(/\s+/)

const exact = new Set<string>()
const starts = new Set<string>()
const ends: string[] = []
const inside: string[] = []
for (const word of words) {
  const bare = word.replace(/\*/g, '')
  if (word.startsWith('*') && word.endsWith('*')) inside.push(bare)
  else if (word.startsWith('*')) ends.push(bare)
  else if (word.endsWith('*')) starts.add(bare)
  else exact.add(bare)
}
const acronyms =
  /\b(?:CEO|CFO|CTO|COO|CIO|CISO|CMO|CRO|CPO|VP|SVP|EVP|AGM|DGM|DAF|DRH|DSI|RSSI|PDG|DG|RRHH|HR|QA|QS)\b/

/** Words that make a title only beside another: a company may be named so ("Partner", "Service", "Logistik"). */
const weak = new Set(
  'service direction marketing logistik partner partners senior junior fellow operations departamento direccion logistica produccion chair lead commercial commerciale associate associates service verwaltung ventas compras achats procurement purchasing sourcing koch cook baker farmer vet mantenimiento operaciones agent architects architekten consulting maitre cadre patron president administration'.split(
    ' '
  )
)

function isTitleWord(word: string): boolean {
  if (exact.has(word)) return true
  for (let size = Math.min(word.length, 16); size >= 3; size--)
    if (starts.has(word.slice(0, size))) return plausible(word, size)
  if (word.length < 6) return false
  return ends.some((end) => word.endsWith(end)) || inside.some((part) => word.includes(part))
}
/** "manager" and "managers", "directeur" and "directeurs"; "meister" takes any compound ending. */
function plausible(word: string, size: number): boolean {
  return word.length - size <= 12
}

/** How surely a line is a job title by its words: 0 none, 1 weak, 2 strong. */
export function titleStrength(line: string): 0 | 1 | 2 {
  if (line.length > 90) return 0
  let best: 0 | 1 | 2 = acronyms.test(line) ? 2 : 0
  for (const word of fold(line)
    .split(/[^\p{L}-]+/u)
    .slice(0, 14)) {
    if (word.length < 2) continue
    for (const part of word.includes('-') ? [word, ...word.split('-')] : [word]) {
      if (part.length < 2 || !isTitleWord(part)) continue
      if (!weak.has(part)) return 2
      best = best === 2 ? 2 : 1
    }
  }
  return best
}
