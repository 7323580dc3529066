import { IconPhotoOff } from '@tabler/icons-react'
import { useLayoutEffect, useMemo, type RefObject } from 'react'
import { Button } from '../ui/Button.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import { useInlineImages } from './inline-images.ts'
import { deceives } from './links.ts'
import { MailFrame } from './MailFrame.tsx'
import type { ReaderBody, ReaderMessage } from './model.ts'
import { themePaper, useScheme, white } from './paper.ts'
import { person } from './people.ts'
import { plainToHtml } from './plain.ts'
import { sanitise } from '../mail-html/sanitise.ts'
import { useReader } from './store.ts'
import classes from './reader.module.css'

/** Which of its two bodies is shown: the rep may prefer plain text where a mail has both. */
export function shownBody(body: ReaderBody, preferPlain: boolean): 'html' | 'text' | 'none' {
  const html = body.html !== null && body.html.trim() !== ''
  const text = body.text !== null && body.text.trim() !== ''
  if (html && !(preferPlain && text)) return 'html'
  return text ? 'text' : 'none'
}

/** What is left of a mail that was script or style alone is a blank page. Long ones are not looked through. */
export function saysNothing(html: string): boolean {
  if (html.length > 2000 || /<(?:img|hr|table|svg)\b/i.test(html)) return false
  const text = html.replace(/<style[^>]*>.*?<\/style>/gis, '').replace(/<[^>]*>/g, '')
  return text.replace(/&nbsp;/g, '').trim() === ''
}

export interface MessageBodyProps {
  message: ReaderMessage
  body: ReaderBody
  preferPlain: boolean
  frameRef: { current: HTMLIFrameElement | null }
  article: RefObject<HTMLElement | null>
  /** What showing it found: pictures that stand in the text, and whether it may take the theme's paper. */
  onFound(found: { id: number; inline: ReadonlySet<string>; simple: boolean }): void
}

export function MessageBody({ message, body, preferPlain, frameRef, article, onFound }: MessageBodyProps) {
  const host = useReaderHost()
  const scheme = useScheme()
  const once = useReader((state) => state.remote[message.id] === true)
  const chosen = useReader((state) => state.paper[message.id])
  const { point, show, loadRemote } = useReader.getState()
  const images = useInlineImages(host.bridge, message)
  const sender = person(message.from[0])
  const remote = once || host.trustedSenders.includes(sender.address.toLowerCase())
  const kind = shownBody(body, preferPlain)
  const html = useMemo(
    () => (kind === 'text' ? plainToHtml(body.text ?? '', words.quotedText) : (body.html ?? '')),
    [kind, body.text, body.html]
  )
  const { result, themed } = useMemo(() => {
    const options = {
      remote,
      fold: kind === 'html' ? words.quotedText : null,
      inline: (cid: string) => images.urls.get(cid) ?? null
    }
    const own = sanitise(html, { ...options, recolour: false })
    if (kind === 'text') return { result: own, themed: true }
    // white paper wherever the mail has looks of its own; the theme's where it is simple enough
    const theme = scheme === 'dark' && (chosen ?? (own.simple ? 'theme' : 'white')) === 'theme'
    return { result: theme ? sanitise(html, { ...options, recolour: true }) : own, themed: theme }
  }, [html, kind, remote, images, scheme, chosen])
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the theme's paper is read from the document, which `scheme` stands for
  const paper = useMemo(() => (themed ? themePaper() : white()), [themed, scheme])
  useLayoutEffect(() => {
    onFound({ id: message.id, inline: result.inline, simple: kind === 'html' && result.simple })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- said once for each result
  }, [result, message.id])
  if (kind === 'none' || saysNothing(result.html)) return <p className={classes.note}>{words.noText}</p>

  const follow = (url: string, shown: string) => {
    point(null)
    if (/^mailto:/i.test(url)) host.run('compose.new', { mailto: url })
    else if (deceives(url, shown) !== null) show({ kind: 'link', url, shown })
    else void host.bridge.call('app.openLink', { url }).catch(() => undefined)
  }
  return (
    <>
      {result.blocked > 0 && (
        <div className={classes.imageBar}>
          <IconPhotoOff size={16} stroke={1.75} aria-hidden />
          <span className={classes.imageBarText}>{words.blocked(result.blocked, result.trackers)}</span>
          <span className={classes.imageBarActs}>
            <Button kind="quiet" size="small" onClick={() => loadRemote(message.id)}>
              {words.loadRemote}
            </Button>
            {sender.address !== '' && (
              <Button
                kind="quiet"
                size="small"
                onClick={() => host.trustSender(sender.address.toLowerCase())}
              >
                {words.always(sender.name)}
              </Button>
            )}
          </span>
        </div>
      )}
      <div className={themed || scheme === 'light' ? classes.paper : classes.whitePaper}>
        <MailFrame
          of={message.id}
          fragment={result.html}
          pictures={images.set}
          remote={remote}
          paper={paper}
          frameRef={frameRef}
          onTarget={point}
          onLink={follow}
          onLeave={() => article.current?.focus()}
        />
      </div>
    </>
  )
}
