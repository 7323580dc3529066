import type { Moment } from '../../shared/intelligence/moments.ts'
import { wallTime } from './moments/calendar.ts'
import { findPieces, groupPieces, type Group } from './moments/chain.ts'
import { english } from './moments/english.ts'
import { lengthNear } from './moments/length.ts'
import { fold, mask } from './moments/mask.ts'
import { numericRules } from './moments/numeric.ts'
import type { Grammar, Reference } from './moments/pieces.ts'
import { resolveDay, resolveTime } from './moments/resolve.ts'
import { instantOf, offsetAt, zoneOf } from './moments/zones.ts'
import { french } from './moments/french.ts'
import { german } from './moments/german.ts'
import { spanish } from './moments/spanish.ts'

/** Longer texts are read this far: no rep's sentence stands behind it. */
export const READ_AT_MOST = 100_000

/** Below it a date is not answered: a wrong one is worse than none. */
export const SURE_ENOUGH = 0.7

export const grammars: Record<string, Grammar> = { en: english, de: german, fr: french, es: spanish }
/** Whether "next Friday", said on a Monday, is this week's; null: people differ. */
const nearNext: Record<string, boolean | null> = { en: false, de: null, fr: true, es: true }

export interface MomentContext {
  /** When the mail was sent, in ms. */
  date: number
  /** Of the sender's clock then, in minutes ahead of UTC. */
  offset: number
  language: string
  /** The sender's zone, where it is known. */
  zone?: string
  /** Whether 3/4 is March 4; by default where America writes English. */
  monthFirst?: boolean
  /** Past moments, dates of documents and hours without a day too. */
  all?: boolean
}

/**
 * The moments that a text names, in order. `text` is the sender's own. A language without rules has none.
 * Time is linear in the length of the text.
 */
export function readMoments(text: string, context: MomentContext): Moment[] {
  const grammar = grammars[context.language]
  if (!grammar) return []
  const original = text.slice(0, READ_AT_MOST)
  const folded = fold(original)
  const masked = mask(folded)
  const local = Math.floor((context.date + context.offset * 60_000) / 60_000)
  const american = context.language === 'en' && context.offset <= -240 && context.offset >= -600
  const ref: Reference = {
    day: Math.floor(local / 1440),
    minute: ((local % 1440) + 1440) % 1440,
    monthFirst: context.monthFirst ?? american
  }
  // an English sender's numbers do not tell which is the month, unless somebody does
  const order = context.monthFirst === undefined && context.language === 'en' ? 0.2 : 0
  const rules = [...numericRules(ref.monthFirst, context.language === 'de', order), ...grammar.rules]
  const groups = groupPieces(findPieces(folded, masked, original, rules), folded, grammar)
  const zone = zoneOf(context.offset, context.date, context.language, context.zone)
  const moments: Moment[] = []
  groups.forEach((group, index) => {
    const from = groups[index - 1]?.end ?? 0
    const to = groups[index + 1]?.at ?? folded.length
    const moment = toMoment(group, { folded, masked, from, to, original, grammar, ref, zone, context })
    if (!moment || (!context.all && moment.confidence < SURE_ENOUGH)) return
    if (moment.at !== null && moment.minutes === null && !group.window)
      moment.minutes = lengthNear(folded, group, from, to, grammar)
    moments.push(moment)
  })
  return moments
}

/** Off the confidence where words of time next to a moment were not read: "the last | Friday | of March". */
const UNREAD = 0.3

interface Reading {
  folded: string
  masked: string
  /** Where the moment before it ends and the one behind it begins. */
  from: number
  to: number
  original: string
  grammar: Grammar
  ref: Reference
  zone: string
  context: MomentContext
}

function toMoment(group: Group, reading: Reading): Moment | null {
  const { folded, masked, from, to, original, grammar, ref, zone, context } = reading
  const wide = folded.slice(Math.max(0, group.at - 60), group.at)
  const shift = group.day ? (grammar.shift?.(wide) ?? null) : null
  const before = wide.slice(0, wide.length - (shift?.words ?? 0)).slice(-40)
  const left = group.at - (shift?.words ?? 0)
  const lead = grammar.lead.exec(before)
  const edge = lead?.[1] ? 'by' : lead?.[2] ? 'from' : 'on'
  const taken = lead && (lead[1] || context.language !== 'en') ? lead[0].length : 0
  const begin = group.at - taken - (shift?.words ?? 0)
  if (!context.all) {
    if (
      grammar.refusal.test(before) ||
      grammar.refusal.test(before.slice(0, before.length - (lead?.[0].length ?? 0)))
    )
      return null
    const behind = folded.slice(group.end, group.end + 40)
    if (grammar.refusalAfter.test(behind)) return null
    if (
      !group.time &&
      /^ ?[!.,]{0,3}\s{0,4}(?:\n|$)/.test(behind) &&
      grammar.farewell?.test(folded.slice(Math.max(0, left - 40), group.end))
    )
      return null
  }
  const unread =
    grammar.unread.before.test(masked.slice(Math.max(from, left - 40), left)) ||
    grammar.unread.after.test(masked.slice(group.end, Math.min(to, group.end + 40)))
  const base = {
    words: original.slice(begin, group.end),
    index: begin,
    zone,
    minutes: group.minutes ?? null,
    edge
  } as const
  const sure = group.sure - (unread ? UNREAD : 0)
  if (group.fromNow !== undefined) {
    if (!(group.fromNow >= (context.all ? -1e6 : 1) && group.fromNow < 1e6)) return null
    const at = context.date + Math.round(group.fromNow) * 60_000
    return { ...base, ...onClock(zone, at), confidence: sure }
  }
  if (!group.day && (!group.time || context.all)) return null
  const found = group.day
    ? resolveDay(group.day, ref, edge === 'by', nearNext[context.language] ?? null)
    : { value: ref.day, doubt: 0 }
  if (!found) return null
  const day = shift ? { ...found, value: shift.move(found.value) } : found
  let confidence = sure - day.doubt
  if (!context.all && day.value > ref.day + 800) confidence -= 0.3
  // "Friday noon" is an hour; "this morning" is over, or nearly
  if (!group.time && group.part === 'noon') group.time = { minute: 720 }
  if (!context.all && !group.time && group.part === 'morning' && day.value === ref.day) return null
  if (!group.time) {
    if (!context.all && day.value < ref.day) return null
    return { ...base, start: wallTime(day.value, null), at: null, confidence }
  }
  const time = resolveTime(group.time, group.part)
  confidence -= time.doubt
  const at = instantOf(group.zone ?? zone, day.value, time.value)
  if (!context.all && at < context.date) return null
  return { ...base, ...onClock(zone, at), confidence }
}

function onClock(zone: string, at: number): { start: string; at: number } {
  const local = Math.floor(at / 60_000) + offsetAt(zone, at)
  return { start: wallTime(Math.floor(local / 1440), ((local % 1440) + 1440) % 1440), at }
}
