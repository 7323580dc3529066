import { escape } from '../render.ts'
import { zip } from './zip.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function packageOf(part: string, kind: string, more: [string, string][]): [string, string][] {
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[[part, kind], ...more].map(([name, type]) => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`).join('')}</Types>`
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="${part}"/></Relationships>`
    ]
  ]
}

/** Cells that read as numbers become numbers. */
export function xlsx(sheet: string, rows: string[][]): Buffer {
  const column = (i: number) => String.fromCharCode(65 + i)
  const cell = (text: string, row: number, i: number) =>
    /^-?\d+(\.\d+)?$/.test(text)
      ? `<c r="${column(i)}${row}"><v>${text}</v></c>`
      : `<c r="${column(i)}${row}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`
  const data = rows
    .map((row, r) => `<row r="${r + 1}">${row.map((text, i) => cell(text, r + 1, i)).join('')}</row>`)
    .join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return zip([
    ...packageOf('xl/workbook.xml', 'spreadsheetml.sheet.main', [
      ['xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet']
    ]),
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escape(sheet.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
    ],
    [
      'xl/worksheets/sheet1.xml',
      `${head}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`
    ]
  ])
}

export function docx(title: string, paragraphs: string[]): Buffer {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const paragraph = (text: string, bold: boolean) =>
    `<w:p><w:r>${bold ? '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>' : ''}<w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`
  return zip([
    ...packageOf('word/document.xml', 'wordprocessingml.document.main', []),
    [
      'word/document.xml',
      `${head}<w:document xmlns:w="${main}"><w:body>${paragraph(title, true)}${paragraphs.map((one) => paragraph(one, false)).join('')}<w:sectPr/></w:body></w:document>`
    ]
  ])
}
