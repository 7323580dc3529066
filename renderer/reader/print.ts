import type { Bridge } from '../../shared/contract/index.ts'
import { reader as words } from '../words/en/reader.ts'
import { framePage } from './frame-page.ts'
import { inlineImages, noImages } from './inline-images.ts'
import type { ReaderMessage } from './model.ts'
import { white } from './paper.ts'
import { person } from './people.ts'
import { escape, plainToHtml } from './plain.ts'
import { sanitise } from '../mail-html/sanitise.ts'
import { attachmentFiles } from './parts.ts'
import { fileSize, fullDate } from './when.ts'

/** The sheet that is printed: the mail's header over its body, quotes unfolded, sanitised like everything shown. */
export function printFragment(
  message: ReaderMessage,
  options: { remote: boolean; urls: ReadonlyMap<string, string> }
): string {
  const html = message.body?.html ?? null
  const body = html !== null && html.trim() !== '' ? html : plainToHtml(message.body?.text ?? '', null)
  const clean = sanitise(body, {
    remote: options.remote,
    fold: null,
    recolour: false,
    inline: (cid) => options.urls.get(cid) ?? null
  })
  const people = (list: ReaderMessage['to']) =>
    list
      .map((mailbox) => person(mailbox))
      .map((who) => (who.name === who.address ? who.address : `${who.name} <${who.address}>`))
      .join(', ')
  const files = attachmentFiles(message, clean.inline)
  const rows = [
    [words.from, people(message.from)],
    [words.dateLabel, fullDate(message.sent)],
    [words.toLabel, people(message.to)],
    [words.ccLabel, people(message.cc)],
    [
      files.length > 0 ? words.attachments(files.length) : '',
      files.map((file) => `${file.name} (${fileSize(file.size)})`).join(', ')
    ]
  ]
  const head = rows
    .filter(([label, value]) => label !== '' && value !== '')
    .map(([label, value]) => `<div><b>${escape(label!)}:</b> <bdi>${escape(value!)}</bdi></div>`)
    .join('')
  return `<h2 dir="auto">${escape(message.subject || words.noSubject)}</h2>${head}<hr>${clean.html}`
}

/**
 * Prints one mail from a frame of its own, which may open the print dialog and nothing else. What was not loaded
 * for reading is not loaded for printing.
 */
export async function printMail(bridge: Bridge, message: ReaderMessage, remote: boolean): Promise<void> {
  const images = message.body?.html
    ? await inlineImages(bridge, message, message.body.html).catch(() => noImages)
    : noImages
  const page = framePage(printFragment(message, { remote, urls: images.urls }), white())
  const { url } = await bridge.call('files.frame', { html: page, remote, inline: images.set })
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.referrerPolicy = 'no-referrer'
  frame.title = words.print
  frame.setAttribute('aria-hidden', 'true')
  frame.style.cssText = 'position:fixed;inset:auto auto 0 0;width:210mm;height:1px;border:0;visibility:hidden'
  await new Promise<void>((loaded) => {
    frame.addEventListener('load', () => loaded(), { once: true })
    frame.src = url
    document.body.append(frame)
  })
  frame.contentWindow?.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 0))
  frame.contentWindow?.print()
  // where the dialog does not say when it closes
  setTimeout(() => frame.remove(), 10 * 60_000)
}
