import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import EmailReplyParser from 'email-reply-parser'
import { readLeavers } from '../../../electron/intelligence/left.ts'
import { fold } from '../../../electron/intelligence/names.ts'
import { readOwnText } from '../../../electron/intelligence/own-text.ts'
import { f1Of, judge, type Verdict } from '../../../training/score-person.ts'
import {
  forgeSet,
  salesMails,
  salesSet,
  talonSet,
  type MarkedMail
} from '../../../training/signature-sets.ts'
import type { BenchOptions } from '../run.ts'
import { median, spreadOf, type Row } from '../stats.ts'
import { planerStart } from './planer.ts'

type Reader = (mail: MarkedMail) => number | null
type Key = 'signOff' | 'signature'

const ours =
  (key: Key): Reader =>
  ({ text, from }) => {
    const own = readOwnText(text, { from })
    const starts = [own[key]?.firstLine, key === 'signOff' ? own.phoneLine?.firstLine : undefined]
    const found = starts.filter((line) => line !== undefined)
    return found.length === 0 ? null : Math.min(...found)
  }

/** The first line of the first fragment that email-reply-parser calls a signature. */
const replyParser: Reader = ({ text }) => {
  const parts = new EmailReplyParser().read(text).getFragments()
  const signature = parts.find((part) => part.isSignature() && part.getContent().trim() !== '')
  return lineOf(text, signature?.getContent())
}
const planer: Reader = ({ text }) => planerStart(text)

function lineOf(text: string, content: string | undefined): number | null {
  const first = content?.split('\n').find((line) => line.trim() !== '')
  if (first === undefined) return null
  const at = text.split('\n').findLastIndex((line) => line.trim() === first.trim())
  return at < 0 ? null : at
}

function row(name: string, value: number, bar: number, n: number, spread = interval(value, n)): Row {
  return { area: 'intelligence', name, value, unit: '', bar, better: 'higher', n, spread }
}
/** Wilson's 95 in 100 for a share of n. */
function interval(share: number, n: number): string {
  const z = 1.96
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return `${(middle - half).toFixed(3)}..${Math.min(1, middle + half).toFixed(3)}`
}

function starts(name: string, mails: readonly MarkedMail[], key: Key, bar: number): Row[] {
  const share = (reader: Reader): number =>
    mails.filter((mail) => reader(mail) === mail[key]).length / mails.length
  return [
    row(`signature's first line, ${name}`, share(ours(key)), bar, mails.length),
    row(`  email-reply-parser`, share(replyParser), 0, mails.length),
    row(`  planer`, share(planer), 0, mails.length)
  ]
}

/** Expected calibration error in ten bins, over every value found. */
function calibrationError(verdicts: readonly Verdict[]): number {
  const found = verdicts.filter(({ got }) => got !== null)
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = found.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin)
    if (inside.length === 0) continue
    const said = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length
    const right = inside.filter((one) => one.right).length / inside.length
    error += (Math.abs(said - right) * inside.length) / found.length
  }
  return error
}

function people(): Row[] {
  const verdicts = salesMails('held-out').flatMap(judge)
  const bars: Record<string, number> = { phone: 0.92, title: 0.85 }
  const rows: Row[] = []
  for (const field of ['phone', 'title', 'name', 'company', 'address', 'web', 'social']) {
    const { f1, n } = f1Of(verdicts, field)
    const languages = [...new Set(verdicts.map(({ language }) => language))]
    const each = languages.map(
      (one) =>
        f1Of(
          verdicts.filter(({ language }) => language === one),
          field
        ).f1
    )
    rows.push(row(`${field} from signatures, sales held-out, F1`, f1, bars[field] ?? 0, n, spreadOf(each)))
  }
  const found = verdicts.filter(({ got }) => got !== null).length
  rows.push({
    ...row('signature fields, calibration error', calibrationError(verdicts), 0.05, found, ''),
    better: 'lower'
  })
  return rows
}

function leavers(): Row[] {
  const mails = salesMails('held-out')
  let found = 0
  let right = 0
  let named = 0
  const wanted = mails.filter(({ left }) => left).length
  const successors = mails.filter(({ left }) => left?.successor).length
  for (const { body, from, left } of mails) {
    const got = readLeavers(readOwnText(body, { from }), body, { from })
    found += got.length
    const hit = left && got.find(({ who }) => fold(who).includes(fold(left.who).split(' ').at(-1)!))
    if (hit) right++
    if (hit && left.successor && fold(hit.successor?.name ?? '') === fold(left.successor)) named++
  }
  return [
    row('left the company, sales held-out, precision', found === 0 ? 1 : right / found, 0.9, found),
    row('left the company, sales held-out, recall', right / wanted, 0, wanted),
    row('  named successor right', named / successors, 0, successors)
  ]
}

function speed(runs: number): Row[] {
  const file = join(import.meta.dirname, 'extraction-rate.ts')
  const measured = Array.from({ length: runs }, () => {
    const out = execFileSync(process.execPath, [file], { encoding: 'utf8' })
    return JSON.parse(out) as { rate: number; megabytes: number }
  })
  const rates = measured.map(({ rate }) => rate)
  const sizes = measured.map(({ megabytes }) => megabytes)
  return [
    { ...row('signature extraction', median(rates), 100, runs, spreadOf(rates)), unit: 'mails/s' },
    {
      ...row('signature extraction, peak', median(sizes), 100, runs, spreadOf(sizes)),
      unit: 'MB',
      better: 'lower'
    }
  ]
}

export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  return Promise.resolve([
    ...starts('talon and forge (test part)', [...talonSet(), ...forgeSet('test')], 'signOff', 0.95),
    // talon's three were seen while this was written; forge's test part was not
    ...starts('forge alone (test part)', forgeSet('test'), 'signOff', 0.95),
    ...starts('sales held-out', salesSet('held-out'), 'signature', 0.95),
    ...people(),
    ...leavers(),
    ...speed(runs)
  ])
}
