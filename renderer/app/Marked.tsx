import { splitMatches } from './match.ts'

/** What matches stands out by weight, never by colour. */
export function Marked({ text, query }: { text: string; query: string }) {
  return splitMatches(text, query).map((piece, i) =>
    piece.match ? (
      <strong key={i} style={{ fontWeight: 600 }}>
        {piece.text}
      </strong>
    ) : (
      <span key={i}>{piece.text}</span>
    )
  )
}
