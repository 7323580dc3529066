import { dateAndTime, language } from './languages.ts'
import { firstName, type Person } from './people.ts'

/** A body that was written, in the two forms in which it travels. */
export interface Body {
  text: string
  html: string
}

export function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

function inline(text: string): string {
  return escape(text)
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/https?:\/\/[^\s<>()]+[^\s<>().,;:!?]/g, (url) => `<a href="${url}">${url}</a>`)
}

const cells = (row: string) =>
  row
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

function table(rows: string[]): string {
  const [head = '', ...body] = rows
  const cell = 'border:1px solid #c8ccd4;padding:4px 10px'
  const line = (tag: string, row: string) =>
    `<tr>${cells(row)
      .map(
        (one) =>
          `<${tag} style="${cell};text-align:${/^[€\d.,\s%-]+$/.test(one) ? 'right' : 'left'}">${inline(one)}</${tag}>`
      )
      .join('')}</tr>`
  return `<table style="border-collapse:collapse;font-size:13px"><thead>${line('th', head)}</thead><tbody>${body.map((row) => line('td', row)).join('')}</tbody></table>`
}

/** `pictures`: name in the text -> Content-ID. */
export function renderBlocks(source: string, pictures: Map<string, string>): Body {
  const html: string[] = []
  const text: string[] = []
  for (const block of source.split(/\n{2,}/)) {
    const rows = block.split('\n')
    const picture = /^!([\w.-]+)!$/.exec(block.trim())
    if (picture) {
      const id = pictures.get(picture[1] as string)
      html.push(`<p><img src="cid:${id}" alt="${picture[1]}" width="420"></p>`)
      text.push(`[${picture[1]}]`)
    } else if (rows.every((row) => row.startsWith('|'))) {
      html.push(table(rows))
      text.push(rows.map((row) => cells(row).join('  |  ')).join('\n'))
    } else if (rows.every((row) => row.startsWith('- '))) {
      html.push(`<ul>${rows.map((row) => `<li>${inline(row.slice(2))}</li>`).join('')}</ul>`)
      text.push(rows.join('\n').replace(/\*\*/g, ''))
    } else if (
      rows.slice(1).some((row) => row.startsWith('- ')) &&
      rows.slice(1).every((row) => row.startsWith('- '))
    ) {
      html.push(
        `<p>${inline(rows[0] as string)}</p><ul>${rows
          .slice(1)
          .map((row) => `<li>${inline(row.slice(2))}</li>`)
          .join('')}</ul>`
      )
      text.push(rows.join('\n').replace(/\*\*/g, ''))
    } else {
      html.push(`<p>${rows.map(inline).join('<br>')}</p>`)
      text.push(rows.join('\n').replace(/\*\*/g, ''))
    }
  }
  return { text: text.join('\n\n'), html: html.join('\n') }
}

export function signature(person: Person, logo: string | null): Body {
  const lines = [
    [person.title, person.company].filter(Boolean).join(person.client === 'outlook' ? ' | ' : ', '),
    [person.phone, person.client === 'gmail' ? '' : person.address].filter(Boolean).join(' · ')
  ].filter(Boolean)
  const image = logo
    ? `<br><img src="cid:${logo}" alt="${escape(person.company)}" width="120" height="32">`
    : ''
  const dashes = person.client === 'thunderbird' || person.client === 'plain' ? '-- \n' : ''
  return {
    text: `${dashes}${person.name}\n${lines.join('\n')}`,
    html: `<p style="color:#5a5f6b;font-size:12px"><b>${escape(person.name)}</b><br>${lines.map(escape).join('<br>')}${image}</p>`
  }
}

export interface Quoted {
  from: Person
  time: number
  to: string
  subject: string
  body: Body
}

const indent = (text: string) =>
  text.replace(/^(>?)/gm, (_all, mark: string) => (mark ? '>>' : '> ')).replace(/^> $/gm, '>')

/** What stands below an answer, in the manner of the writer's mail program. */
export function quote(writer: Person, quoted: Quoted): Body {
  const words = language(writer.lang)
  const when = dateAndTime(quoted.time, writer.lang)
  if (writer.client === 'outlook') {
    const fields: [string, string][] = [
      [words.from, `${quoted.from.name} <${quoted.from.address}>`],
      [words.sent, when],
      [words.to, quoted.to],
      [words.subject, quoted.subject]
    ]
    return {
      text: `________________________________\n${fields.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${quoted.body.text}`,
      html: `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${fields
        .map(([name, value]) => `<b>${name}:</b> ${escape(value)}`)
        .join('<br>')}</p></div>\n${quoted.body.html}`
    }
  }
  const attribution = words.wrote(when, `${quoted.from.name} <${quoted.from.address}>`)
  const style =
    writer.client === 'gmail'
      ? ' class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"'
      : ' type="cite"'
  return {
    text: `${attribution}\n${indent(quoted.body.text)}`,
    html: `<div${writer.client === 'gmail' ? ' class="gmail_quote"' : ''}><div>${escape(attribution)}</div>\n<blockquote${style}>${quoted.body.html}</blockquote></div>`
  }
}

export function forwarded(writer: Person, quoted: Quoted): Body {
  const words = language(writer.lang)
  const fields = [
    `${words.from}: ${quoted.from.name} <${quoted.from.address}>`,
    `${words.sent}: ${dateAndTime(quoted.time, writer.lang)}`,
    `${words.subject}: ${quoted.subject}`,
    `${words.to}: ${quoted.to}`
  ]
  return {
    text: `${words.forwarded}\n${fields.join('\n')}\n\n${quoted.body.text}`,
    html: `<div class="forward"><div>${escape(words.forwarded)}<br>${fields.map(escape).join('<br>')}</div><br>${quoted.body.html}</div>`
  }
}

/** The closing and the first name, or an office's whole one; Japanese mail closes without. */
export function closing(person: Person, phrase: string): string {
  if (person.lang === 'ja') return phrase
  const office = person.company !== '' && person.name.startsWith(person.company)
  return `${phrase}\n${office ? person.name : firstName(person)}`
}

/** A whole document around the body, as the program writes it. */
export function page(client: Person['client'], html: string): string {
  if (client === 'gmail') return `<div dir="ltr">${html}</div>`
  if (client === 'apple') {
    return `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space;">${html}</body></html>`
  }
  if (client === 'outlook') {
    return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">\n<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<style><!--\np.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n--></style></head>\n<body lang="EN-GB" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n${html}\n</div></body></html>`
  }
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>${html}</body></html>`
}

/** Breaks paragraphs at 76 columns, as programs that write plain text do; quoted lines stay. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.startsWith('>') || line.length <= 76
        ? line
        : (line.match(/.{1,76}(?:\s|$)|\S+/g) ?? []).map((one) => one.trimEnd()).join('\n')
    )
    .join('\n')
}
