import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { reader as words } from '../words/en/reader.ts'
import { attachFrame } from './frame-events.ts'
import { framePage, type Paper } from './frame-page.ts'
import { useReaderHost } from './host.ts'
import classes from './reader.module.css'

export interface MailFrameProps {
  /** What `sanitise` made, as it came from there. */
  fragment: string
  /** The set of inline pictures that it shows (`files.inline`); null: none. */
  pictures: string | null
  remote: boolean
  paper: Paper
  onTarget(url: string | null): void
  onLink(url: string, shown: string): void
  onLeave(): void
  frameRef?: { current: HTMLIFrameElement | null }
}

/**
 * A mail's body in a frame that can do nothing: sanitised before, without scripts, under a CSP of its own. It has no
 * height of its own to scroll: it is as high as its mail.
 */
export function MailFrame(props: MailFrameProps) {
  const { fragment, pictures, remote, paper } = props
  const { bridge } = useReaderHost()
  const handlers = useRef(props)
  handlers.current = props
  const frame = useRef<HTMLIFrameElement | null>(null)
  const [url, setUrl] = useState<string | null>(null)
  const [height, setHeight] = useState(0)
  const [failed, setFailed] = useState(false)

  const page = useMemo(() => framePage(fragment, paper), [fragment, paper])
  // asked for before the window is painted: the frame is made while the answer is on its way
  useLayoutEffect(() => {
    let ended = false
    setFailed(false)
    bridge
      .call('files.frame', { html: page, remote, inline: pictures })
      .then((made) => {
        if (!ended) setUrl(made.url)
      })
      .catch(() => {
        if (!ended) setFailed(true)
      })
    return () => {
      ended = true
    }
  }, [bridge, page, remote, pictures])

  useLayoutEffect(() => {
    const element = frame.current
    if (url === null || element === null) return
    // a changed `src` would become a step of the window's history, and show nothing for a moment
    if (element.getAttribute('src') === null) element.src = url
    else element.contentWindow?.location.replace(url)
    let detach: (() => void) | null = null
    let waiting = 0
    const attach = () => {
      detach?.()
      detach = attachFrame(element, {
        open: (target, shown) => handlers.current.onLink(target, shown),
        target: (target) => handlers.current.onTarget(target),
        leave: () => handlers.current.onLeave(),
        height: setHeight
      })
    }
    // the load event waits for every picture; a reader does not
    const poll = () => {
      const doc = element.contentDocument
      if (doc !== null && doc.URL === url && doc.readyState !== 'loading') attach()
      else waiting = requestAnimationFrame(poll)
    }
    poll()
    const loaded = () => {
      if (element.contentDocument === null || element.contentDocument.getElementById('sb-mail') === null)
        setFailed(true)
      else if (detach === null) attach()
    }
    element.addEventListener('load', loaded)
    return () => {
      cancelAnimationFrame(waiting)
      element.removeEventListener('load', loaded)
      detach?.()
    }
  }, [url])

  if (failed) {
    return (
      <p className={classes.note} role="alert">
        {words.frameFailed}
      </p>
    )
  }
  return (
    <iframe
      ref={(element) => {
        frame.current = element
        if (props.frameRef) props.frameRef.current = element
      }}
      title={words.messageBody}
      sandbox="allow-same-origin"
      referrerPolicy="no-referrer"
      className={classes.frame}
      style={{ height: height || undefined }}
      data-paper={paper.scheme}
    />
  )
}
