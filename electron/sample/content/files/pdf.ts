/** A small true PDF 1.4: pages of A4 with headings, paragraphs and a ruled table in Helvetica (WinAnsi). */
export interface Document {
  company: string
  title: string
  paragraphs: string[]
  table: string[][]
  foot: string
}

const cp1252: Record<string, number> = {
  '€': 0x80,
  '–': 0x96,
  '—': 0x97,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '…': 0x85
}

function literal(text: string): string {
  let out = ''
  for (const character of text) {
    const code = cp1252[character] ?? character.codePointAt(0) ?? 63
    if (code === 40 || code === 41 || code === 92) out += `\\${character}`
    else if (code < 127 && code > 31) out += character
    else if (code < 256) out += `\\${code.toString(8).padStart(3, '0')}`
    else out += '?'
  }
  return `(${out})`
}

function lines(text: string, width: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of text.split(/\s+/)) {
    if (row && row.length + word.length + 1 > width) {
      rows.push(row)
      row = word
    } else row = row ? `${row} ${word}` : word
  }
  return row ? [...rows, row] : rows
}

function pages(document: Document): string[] {
  const done: string[] = []
  let content: string[] = []
  let y = 0
  const open = () => {
    content = [
      `0.86 0.37 0.09 rg 56 792 483 3 re f`,
      `0.1 0.1 0.13 rg`,
      `BT /F2 10 Tf 56 802 Td ${literal(document.company)} Tj ET`
    ]
    y = 756
  }
  const close = () => {
    content.push(
      `0.4 0.4 0.45 rg BT /F1 8 Tf 56 40 Td ${literal(`${document.foot} · ${done.length + 1}`)} Tj ET`
    )
    done.push(content.join('\n'))
  }
  const write = (text: string, font: string, size: number, x = 56) =>
    content.push(`BT /${font} ${size} Tf ${x} ${y} Td ${literal(text)} Tj ET`)
  const need = (height: number) => {
    if (y - height > 60) return
    close()
    open()
  }
  open()
  for (const row of lines(document.title, 48)) {
    write(row, 'F2', 18)
    y -= 26
  }
  y -= 8
  for (const paragraph of document.paragraphs) {
    for (const row of lines(paragraph, 92)) {
      need(15)
      write(row, 'F1', 10.5)
      y -= 15
    }
    y -= 8
  }
  const columns = document.table[0]?.length ?? 0
  document.table.forEach((row, i) => {
    need(20)
    row.forEach((cell, column) =>
      write(cell.slice(0, 44), i ? 'F1' : 'F2', 9.5, 60 + column * Math.floor(483 / columns))
    )
    content.push(`0.75 w 0.8 0.8 0.84 RG 56 ${y - 6} m 539 ${y - 6} l S`)
    y -= 19
  })
  close()
  return done
}

export function pdf(document: Document): Buffer {
  const contents = pages(document)
  const kids = contents.map((_, i) => `${5 + i * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>'
  ]
  contents.forEach((content, i) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + i * 2} 0 R >>`
    )
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  })
  let out = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, i) => {
    const offset = out.length
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  out += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}
