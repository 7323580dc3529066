import type { Checked } from '../../../shared/contract/index.ts'
import type { ImportPreview } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { delimiterOf, parseCsv, type Row } from './csv.ts'
import { decode } from './decode.ts'
import { fields, guessMapping } from './fields.ts'

/** How many rows a preview shows. */
const shown = 20

export interface Table {
  headings: string[]
  rows: Row[]
  encoding: ImportPreview['encoding']
  delimiter: string
}

/** A file with its heading apart. Throws import.unreadable. */
export function readTable(bytes: Uint8Array): Table {
  const { text, encoding } = decode(bytes)
  const delimiter = delimiterOf(text)
  const [first, ...rest] = parseCsv(text, delimiter)
  // Excel's hint to itself, not a heading.
  const hint = /^sep=.[\r\n]/.test(text)
  const heading = hint ? rest.shift() : first
  if (!heading || rest.length === 0) throw new AppError('import.unreadable', { why: 'noRows' })
  if (heading.cells.length > 500) throw new AppError('import.unreadable', { why: 'tooManyColumns' })
  return { headings: heading.cells.map((cell) => cell.trim()), rows: rest, encoding, delimiter }
}

export function preview({ kind, bytes }: Checked<'workspace.importPreview'>): ImportPreview {
  const { headings, rows, encoding, delimiter } = readTable(bytes)
  return {
    columns: headings,
    sample: rows.slice(0, shown).map(({ cells }) => headings.map((_, at) => (cells[at] ?? '').slice(0, 500))),
    rows: rows.length,
    mapping: guessMapping(kind, headings),
    fields: fields[kind].map(({ key, required }) => ({ key, required: required === true })),
    encoding,
    delimiter
  }
}
