/** format=flowed (RFC 3676): paragraphs of any length as lines that every reader can show, and back. */

/** Columns, with the quote marks: RFC 3676 4.2 asks for 78 at the most. */
const width = 76
const signatureMark = '-- '

/** Text whose lines are paragraphs, as the octets of `text/plain; format=flowed`. */
export function flow(text: string): string {
  return text.split(/\r?\n/).flatMap(flowLine).join('\n')
}

function flowLine(line: string): string[] {
  if (line === signatureMark) return [line]
  const marks = /^>*/.exec(line)![0]
  // a space at the end would join the next line to this one
  const rest = line
    .slice(marks.length)
    .replace(marks ? /^ / : '', '')
    .trimEnd()
  return wrap(rest, width - marks.length - 1).map((piece) => marks + stuffed(piece, marks !== ''))
}

/** Space-stuffing (RFC 3676 4.4): what would be read as a mark begins with a space. */
function stuffed(piece: string, quoted: boolean): string {
  if (quoted) return piece === '' ? '' : ` ${piece}`
  return /^[ >]/.test(piece) ? ` ${piece}` : piece
}

/** Every piece but the last ends in the space that says so; a word longer than a line stays whole. */
function wrap(text: string, columns: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns - 1)
    const cut = at > 0 ? at : rest.indexOf(' ')
    if (cut <= 0 || rest.slice(0, cut + 1) === signatureMark) break
    pieces.push(rest.slice(0, cut + 1))
    rest = rest.slice(cut + 1)
  }
  return [...pieces, rest]
}

/** RFC 3676 is not always declared where we look, and shows itself: soft line ends are a trailing space. */
export function looksFlowed(lines: readonly string[]): boolean {
  let soft = 0
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]!
    if (
      /\S $/.test(line) &&
      line !== '-- ' &&
      line.length > 40 &&
      line.length < 100 &&
      lines[i + 1]!.trim() !== ''
    )
      soft++
  }
  return soft >= 2
}

/** Plain text of a mail with a line for a paragraph, where it was flowed. */
export function unflowed(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  return (looksFlowed(lines) ? unflow(lines) : lines).join('\n').trimEnd()
}

/** Lines of a flowed text as paragraphs. A change of quote depth ends one, whatever its last sign is. */
export function unflow(lines: readonly string[]): string[] {
  const joined: string[] = []
  let open: number | null = null
  for (const line of lines) {
    const depth = depthOf(line)
    const marks = '>'.repeat(depth) + (depth > 0 ? ' ' : '')
    let rest = line.replace(/^>*/, '')
    if (rest.startsWith(' ')) rest = rest.slice(1)
    const soft = rest.endsWith(' ') && rest !== signatureMark
    if (open === depth && rest !== signatureMark) joined[joined.length - 1] += rest
    else joined.push(depth > 0 ? marks + rest : rest)
    open = soft ? depth : null
  }
  return joined
}

/** How many quote marks a line begins with, also where spaces stand between them. */
export function depthOf(line: string): number {
  return /^(?:> ?)*>|^/.exec(line)![0].replace(/ /g, '').length
}
