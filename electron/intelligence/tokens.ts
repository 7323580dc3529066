/** A word, a number, an emoji, an emoticon or a run of marks, lower-cased, and where it stands. */
export interface Token {
  text: string
  start: number
  end: number
}

/** No word of a language is longer; what is (a key, a link, 5 MB without a space) counts by its beginning. */
const longestWord = 40
/** Each alternative begins with another kind of character and repeats one class: linear. */
const pattern =
  /\[name\]|\[religion\]|https?:\/\/\S+|[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*|[:;=]['-]?[)(\]DPp/|]|<3|[!?]+|\.{2,}|…|[.,;:\n()"“”„«»¿¡]|\p{Extended_Pictographic}/giu

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(pattern)) {
    const found = match[0]
    const start = match.index
    const end = start + found.length
    let word = found.length > longestWord ? found.slice(0, longestWord) : found
    const first = word.charCodeAt(0)
    if (/^https?:/i.test(word)) word = '[link]'
    else if (first >= 48 && first <= 57 && /^\d+$/.test(word)) word = word.length < 3 ? '0' : '00'
    else word = word.toLowerCase().replaceAll('’', "'")
    if (first === 33 || first === 63) word = word.length > 3 ? word.slice(0, 3) : word
    tokens.push({ text: word, start, end })
  }
  return tokens
}

export const isWord = (token: string): boolean => /^[\p{L}\p{N}[]/u.test(token)
/** Marks that end what a negation reaches. */
export const isStop = (token: string): boolean => /^[.,;:\n!?()]/.test(token) && token.length < 4

/** A sentence, and the tokens in it. */
export interface Sentence {
  text: string
  start: number
  tokens: Token[]
}

/** Cut at line ends that close a paragraph, and at . ! ? before a space. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let tokens: Token[] = []
  const close = (end: number): void => {
    const first = tokens[0]
    if (first && tokens.some(({ text: token }) => isWord(token)))
      sentences.push({ text: text.slice(first.start, end), start: first.start, tokens })
    tokens = []
  }
  for (const token of tokensOf(text)) {
    if (token.text === '\n') {
      close(token.start)
      continue
    }
    tokens.push(token)
    if (/^[.!?…]/.test(token.text)) close(token.end)
  }
  close(text.length)
  return sentences
}

/** A subject without its Re: and Fwd: of several languages. */
export const withoutReply = (subject: string): string =>
  subject.replace(/^(?:\s*(?:re|aw|fwd?|wg|tr|rv|res?)\s*:)+/i, '')
