import { useLayoutEffect, useRef, useState } from 'react'
import { reader as words } from '../words/en/reader.ts'
import { attachFrame } from './frame-events.ts'
import { emptyPage, type Paper, writeMail } from './frame-page.ts'
import { useReaderHost } from './host.ts'
import classes from './reader.module.css'

export interface MailFrameProps {
  /** Whose body it is, our number. */
  of: number
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
 * A mail's body in a frame that can do nothing: sanitised before, without scripts, under a CSP of its own. The frame's
 * document is empty and stays: the window writes one mail after the other into it, and takes a new document only for
 * another policy. It has no height of its own to scroll: it is as high as its mail.
 */
export function MailFrame(props: MailFrameProps) {
  const { of, fragment, pictures, remote, paper } = props
  const { bridge } = useReaderHost()
  const handlers = useRef(props)
  handlers.current = props
  const frame = useRef<HTMLIFrameElement | null>(null)
  const [made, setMade] = useState<{ url: string; policy: string } | null>(null)
  /** Where the fragment goes, and under which policy; null until the document is there. */
  const [mail, setMail] = useState<{ at: HTMLElement; policy: string } | null>(null)
  const [height, setHeight] = useState(0)
  /** The mail that could not be shown; the next one is tried anew. */
  const [failed, setFailed] = useState<number | null>(null)
  const again = failed !== null && failed !== of
  const written = useRef<number | null>(null)

  const policy = `${remote}/${pictures ?? ''}`
  // asked for before the window is painted: the frame is made while the answer is on its way
  useLayoutEffect(() => {
    let ended = false
    setFailed(null)
    bridge
      .call('files.frame', { html: emptyPage, remote, inline: pictures })
      .then(({ url }) => {
        if (!ended) setMade({ url, policy })
      })
      .catch(() => {
        if (!ended) setFailed(handlers.current.of)
      })
    return () => {
      ended = true
    }
  }, [bridge, remote, pictures, policy, again])

  useLayoutEffect(() => {
    const element = frame.current
    if (made === null || element === null) return
    const { url } = made
    // a changed `src` would become a step of the window's history, and show nothing for a moment
    if (element.getAttribute('src') === null) element.src = url
    else element.contentWindow?.location.replace(url)
    let waiting = 0
    const found = (): HTMLElement | null => {
      const doc = element.contentDocument
      if (doc === null || doc.URL !== url || doc.readyState === 'loading') return null
      return doc.getElementById('sb-mail')
    }
    const take = (at: HTMLElement) => setMail((now) => (now?.at === at ? now : { at, policy: made.policy }))
    const poll = () => {
      const at = found()
      if (at === null) waiting = requestAnimationFrame(poll)
      else take(at)
    }
    poll()
    const loaded = () => {
      const at = found()
      if (at === null) setFailed(handlers.current.of)
      else take(at)
    }
    element.addEventListener('load', loaded)
    return () => {
      cancelAnimationFrame(waiting)
      element.removeEventListener('load', loaded)
      setMail(null)
    }
  }, [made])

  useLayoutEffect(() => {
    const element = frame.current
    if (mail === null || element === null) return
    // what may load in the document that is here may be more than this mail was granted: it waits for its own, and
    // what another mail said does not stand under its name
    if (mail.policy !== policy) {
      if (written.current !== of) mail.at.replaceChildren()
      return
    }
    written.current = of
    writeMail(mail.at, fragment, paper)
    return attachFrame(element, {
      open: (target, shown) => handlers.current.onLink(target, shown),
      target: (target) => handlers.current.onTarget(target),
      leave: () => handlers.current.onLeave(),
      height: setHeight
    })
  }, [mail, policy, of, fragment, paper])

  if (failed === of) {
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
