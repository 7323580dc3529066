import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'

/** Of one line; what is longer is no event of an answer. */
const longestLine = 256 * 1024

/**
 * Server-sent events (WHATWG HTML, 9.2.6), as the `data` of each. An event that no empty line ended is none: it was cut
 * off. Throws drafting.strange for what is not UTF-8, or a line without end.
 */
export async function* eventsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let data: string[] = []
  for await (const piece of pieces) {
    rest += decoded(decoder, piece)
    // a CR at the very end may be half of a CRLF
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw new AppError('drafting.strange', { why: 'line' })
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield data.join('\n')
        data = []
      } else if (line === 'data' || line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
    }
  }
}

function decoded(decoder: TextDecoder, piece: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch (error) {
    throw new AppError('drafting.strange', { why: 'encoding' }, { cause: error })
  }
}

/** What a chunk of a chat completion must have; all else in it is left alone. */
const chunk = z.union([
  z.object({ error: z.unknown().refine((error) => error !== undefined && error !== null) }),
  z.object({
    choices: z.array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish()
      })
    )
  })
])

/** What one event adds. The server's own words about an error stay out: they may repeat the mail. */
export function chunkOf(event: string): { text: string; finish: string | null } {
  let json: unknown
  try {
    json = JSON.parse(event)
  } catch (error) {
    throw new AppError('drafting.strange', { why: 'json' }, { cause: error })
  }
  const parsed = chunk.safeParse(json)
  if (!parsed.success) throw new AppError('drafting.strange', { why: 'shape' })
  if ('error' in parsed.data) throw new AppError('drafting.failed', { status: 200 })
  const [first] = parsed.data.choices
  return { text: first?.delta?.content ?? '', finish: first?.finish_reason ?? null }
}
