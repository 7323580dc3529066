import type { Grammar, Piece, DaySaid } from './pieces.ts'
import { zoneNamed, zonePattern } from './zones.ts'

/** Pieces that tell one moment together. */
export interface Group {
  at: number
  end: number
  sure: number
  day?: DaySaid
  time?: Piece['time']
  part?: Piece['part']
  zone?: string
  minutes?: number
  window?: boolean
  fromNow?: number
  /** "10am on Monday": what is said of the hour holds for further days. */
  timeFirst?: boolean
  /** The day is not said, or said elsewhere in the sentence. */
  borrowed?: boolean
}

const RANGE = /^ ?(?:-|–|—|to|till|until|bis|und|and|a|et|y)(?: las)? ?$/u
const SENTENCE_END = /[.!?;](?=\s)|\n\s*\n|\n ?(?:[-*•–]|\d{1,2}[.)]) /u

/** The pieces of a text, none overlapping: the longer before the shorter. */
export function findPieces(
  folded: string,
  masked: string,
  original: string,
  rules: Grammar['rules']
): Piece[] {
  const found: Piece[] = []
  for (const { pattern, read } of rules) {
    for (const match of masked.matchAll(pattern)) {
      const piece = read(match, original)
      if (!piece || match[0].length === 0) continue
      const lead = match[0].length - match[0].trimStart().length
      found.push({ ...piece, at: match.index + lead, end: match.index + match[0].trimEnd().length })
    }
  }
  found.sort((a, b) => b.end - b.at - (a.end - a.at) || b.sure - a.sure)
  const taken = new Uint8Array(folded.length)
  const kept = found.filter(({ at, end }) => {
    // pieces are short, so that looking at each letter of each stays linear
    for (let i = at; i < end; i++) if (taken[i]) return false
    taken.fill(1, at, end)
    return true
  })
  for (const match of masked.matchAll(zonePattern)) {
    const zone = zoneNamed(match)
    const written = original.slice(match.index, match.index + match[0].length)
    // "à 10 h et", "um 3 Uhr ist": words of other languages, unless in capitals or after "10am"
    if (/^(?:et|est|ist)$/.test(written) && !/[ap]\.?m\.? ?$/.test(masked.slice(0, match.index))) continue
    if (zone && !taken[match.index])
      kept.push({ at: match.index, end: match.index + match[0].length, sure: 1, zone })
  }
  return kept.sort((a, b) => a.at - b.at)
}

export function groupPieces(pieces: Piece[], folded: string, grammar: Grammar): Group[] {
  const groups: Group[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    const gap = last ? folded.slice(last.end, Math.min(piece.at, last.end + 40)) : ''
    if (last && piece.at - last.end < 40 && joins(last, piece, gap, grammar)) continue
    if (piece.zone && !piece.time) continue
    groups.push({ ...piece })
  }
  return settle(groups, folded, grammar)
}

function joins(group: Group, piece: Piece, gap: string, grammar: Grammar): boolean {
  if (piece.zone) {
    if (!group.time || group.zone || !/^ ?\(?$/.test(gap)) return false
    group.zone = piece.zone
    group.end = piece.end
    return true
  }
  if (group.time && piece.time && !piece.day && RANGE.test(gap)) {
    const minutes = piece.time.minute - group.time.minute
    if (minutes > 0 && minutes <= 600 && group.minutes === undefined) {
      group.minutes = minutes
      group.end = piece.end
      return true
    }
  }
  if (!grammar.joint.test(gap) || group.fromNow !== undefined || piece.fromNow !== undefined) return false
  if (piece.time && group.time) return false
  if (piece.part && group.part && !piece.day && !piece.time) return false
  if (piece.day && group.day) {
    const merged = mergeDays(group.day, piece.day)
    if (!merged) return false
    // a weekday settles which number is the month: one that does not fit is doubted later
    if (merged.kind === 'date' && merged.weekday !== undefined)
      group.sure = piece.sure = Math.max(group.sure, piece.sure)
    group.day = merged
  } else if (piece.day) {
    group.day = piece.day
    if (group.time) group.timeFirst = true
  }
  if (piece.time) group.time = piece.time
  if (piece.part) group.part = piece.part
  if (piece.minutes !== undefined) group.minutes = piece.minutes
  if (piece.window) group.window = true
  group.sure = Math.min(group.sure, piece.sure)
  // two that agree are surer than a bare hour
  if (group.day && group.time) group.sure = Math.min(0.97, group.sure + 0.05)
  group.end = piece.end
  return true
}

function mergeDays(a: DaySaid, b: DaySaid): DaySaid | null {
  if (b.kind === 'other' && b.loose) return a
  if (a.kind === 'other' && a.loose) return b
  if (a.kind === 'weekday' && b.kind === 'date' && b.weekday === undefined)
    return { ...b, weekday: a.weekday }
  if (b.kind === 'weekday' && a.kind === 'date' && a.weekday === undefined)
    return { ...a, weekday: b.weekday }
  return a.kind === 'other' || b.kind === 'other' ? { kind: 'both', days: [a, b] } : null
}

/** A time without its day finds it in a choice ("Tuesday at 10 or 2pm") or elsewhere in its sentence. */
function settle(groups: Group[], folded: string, grammar: Grammar): Group[] {
  const out: Group[] = []
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!
    const before = out.at(-1)
    const after = groups[i + 1]
    // "Monday at noon, we sign in an hour"
    if (group.fromNow !== undefined && before?.time && group.at - before.end < 60) continue
    if (group.fromNow !== undefined || (group.day && group.time)) {
      out.push(group)
      continue
    }
    if (!group.day && !group.time) continue
    if (group.day) {
      const gap = after ? folded.slice(group.end, Math.min(after.at, group.end + 40)) : ''
      if (after?.time && after.day && grammar.choice.test(gap)) {
        out.push({
          ...group,
          time: after.time,
          ...(after.minutes === undefined ? {} : { minutes: after.minutes }),
          sure: group.sure - 0.08
        })
        continue
      }
      const since = before ? folded.slice(before.end, Math.min(group.at, before.end + 40)) : ''
      out.push(
        before?.timeFirst && before.time && grammar.choice.test(since)
          ? { ...group, time: before.time, timeFirst: true, sure: Math.min(group.sure, before.sure) - 0.08 }
          : group
      )
      continue
    }
    if (before?.day) {
      const gap = folded.slice(before.end, Math.min(group.at, before.end + 70))
      const near = group.at - before.end < 70 && !SENTENCE_END.test(`${gap} `)
      if (near && before.time && grammar.choice.test(gap)) {
        out.push({
          ...group,
          day: before.day,
          sure: before.sure - 0.08,
          ...(before.part && !group.part ? {} : {})
        })
        continue
      }
      if (near && !before.time && group.sure >= 0.8) {
        out[out.length - 1] = {
          ...before,
          ...group,
          day: before.day,
          at: before.at,
          sure: Math.min(before.sure, group.sure) - 0.05
        }
        continue
      }
    }
    if (after?.day && !after.time && after.at - group.end < 70 && group.sure >= 0.8) {
      const gap = folded.slice(group.end, after.at)
      if (!SENTENCE_END.test(`${gap} `)) {
        out.push({
          ...after,
          ...group,
          day: after.day,
          end: after.end,
          sure: Math.min(after.sure, group.sure) - 0.1
        })
        i++
        continue
      }
    }
    out.push({ ...group, borrowed: true, sure: Math.min(group.sure, 0.78) - 0.06 })
  }
  return out
}
