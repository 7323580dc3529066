import { hashOf, mix } from './features.ts'

/** What people are asked to do in mail: a clause that begins with one of these is an imperative more often than not. English. */
const verbs = new Set(
  `accept access act activate add address advise agree allow answer apply approve arrange ask assign assist assume attach
  attend avoid be become begin bear believe bill book bring browse build buy call cancel change charge chat check choose
  circulate clarify clear click close collect come comment communicate compare complete confirm connect consider contact
  continue contribute convert coordinate copy correct cover create customize cut decide delete deliver describe design
  determine develop direct disable discard discuss distribute do donate double download draft drop edit email e-mail
  enable encourage enjoy ensure enter establish estimate evaluate examine excuse execute expect explain explore express
  extend fax feel file fill finalize find finish fix follow forget forgive forward get give go grab guess handle hang
  have help hold identify ignore imagine implement include increase inform input inquire insert install introduce
  investigate invite invoice issue join keep know launch learn leave let limit list listen load log look mail make
  manage mark meet mention move name note notify obtain offer open order organize pass pay perform phone pick place plan
  play post prepare present preserve press print proceed process produce propose protect prove provide pull purchase
  push put quote rate reach read recall receive recommend reconsider record redeem reduce refer refresh register reject
  release remember remind remove rename renew repeat replace reply report request require reschedule resend reserve
  reset resolve respond restart resubmit resume retain return retweet review revise ring rsvp run save say schedule
  search see select send set settle share ship shop show sign skip speak specify spend start state stay stop store
  submit subscribe suggest supply support switch take talk tell test text thank think tour track transfer treat trust
  try turn type unsubscribe update upgrade upload use utilize verify view visit vote wait wake want watch wear wish work
  write`.split(/\s+/)
)
/** Words that make the shape of a sentence, and stand for themselves. */
const kept = new Set(
  `i me my we us our you your he she him her they them it this that these those who what when where which why how whose
  can could would will shall should may might must do does did don't am is are was were be been have has had not no if
  whether please pls kindly let let's lets just also and or but so then to for of in on at by with from as about before
  after until while because since need want like love appreciate wonder wondering hope know sure ok thanks thank maybe
  perhaps possible suggest recommend request ask hesitate feel free able any some there here now today tomorrow asap
  question questions thoughts comments feedback ? ! . , : ; ( ) [link] [name] below above`.split(/\s+/)
)
/** What may stand before an imperative. */
const passed = new Set(
  `and or but so then also just please pls simply hi hey hello thanks ok yes no well again otherwise therefore
  however`.split(/\s+/)
)

const [edge, plain, plural, number] = ['<', 'X', 'S', 'N'].map((name) => hashOf(name)) as [
  number,
  number,
  number,
  number
]
const shortened = /^(?:i|we|you|he|she|they|it)'(?:ll|d|re|ve|m)$/
const cache = new Map<string, number>()
/** One number for all words that do the same in a sentence. */
function kindOf(word: string): number {
  const known = cache.get(word)
  if (known !== undefined) return known
  let kind = plain
  if (kept.has(word) || shortened.test(word)) kind = hashOf(word)
  else if (verbs.has(word)) kind = hashOf('VB')
  else if (/^\d/.test(word)) kind = number
  else if (word.endsWith('ing')) kind = hashOf('ING')
  else if (word.endsWith('ed')) kind = hashOf('ED')
  else if (word.endsWith('ly')) kind = hashOf('LY')
  else if (word.endsWith("'d")) kind = hashOf("'D")
  else if (word.endsWith("'ll")) kind = hashOf("'LL")
  else if (word.endsWith('s')) kind = plural
  if (cache.size > 30_000) cache.clear()
  cache.set(word, kind)
  return kind
}
const isFiller = (kind: number): boolean => kind === plain || kind === plural || kind === number

/** The sentence with its content taken out, by one, two and three. */
export function skeletonOf(words: readonly string[]): Set<number> {
  const kinds = [edge]
  let before = edge
  for (const word of words) {
    const kind = kindOf(word)
    if (!isFiller(kind) || !isFiller(before)) kinds.push(kind)
    before = kind
  }
  kinds.push(edge)
  const found = new Set<number>()
  let last = 0x1234567
  let lastButOne = 0x7654321
  for (const kind of kinds) {
    found.add(mix(0x736b, kind)).add(mix(mix(0x736b, last), kind))
    found.add(mix(mix(mix(0x736b, lastButOne), last), kind))
    lastButOne = last
    last = kind
  }
  return found
}

const breaks = /^(?:[,:;.!?()"-]+|and|or|but|so|then)$/
/** How each clause begins, as words and as kinds; apart for the first one, behind "please", and in a question. */
export function beginningsOf(words: readonly string[]): Set<number> {
  const found = new Set<number>()
  const asked = words.includes('?')
  let begins = true
  for (let i = 0; i < words.length; i++) {
    if (breaks.test(words[i]!)) {
      begins = true
      continue
    }
    if (!begins) continue
    begins = false
    let at = i
    let role = 0x636c
    while (at < words.length && passed.has(words[at]!)) {
      if (words[at]!.startsWith('pl')) role = 0x706c
      at++
    }
    const place = i === 0 ? 0x66 : 0x63
    for (const hash of [hashOf, kindOf]) {
      let so = mix(role, hash === hashOf ? 1 : 2)
      for (let k = 0; k < 3; k++) {
        so = mix(so, hash(words[at + k] ?? '>'))
        found.add(so).add(mix(place, so))
        if (asked) found.add(mix(0x3f, so))
      }
    }
    i = Math.max(i, at)
  }
  return found
}
