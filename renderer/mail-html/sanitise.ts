import createDOMPurify, { type Config } from 'dompurify'
import { linkTarget } from './addresses.ts'
import { arrange } from './arrange.ts'
import { createCssCleaner, onePaper } from './css.ts'
import { createLedger, type Consent } from './ledger.ts'

export interface SanitiseOptions extends Consent {
  /** Fold quoted text behind its pill, which shows these words. Null: leave it where it is. */
  fold: string | null
  /** Leave out the mail's colours, so that it follows the theme. */
  recolour: boolean
  /** Attributes without a value of the mail's that stay, beside those of every mail. */
  marks?: readonly string[]
}

export interface Sanitised {
  /** A fragment for the frame's body. It is never altered after this. */
  html: string
  /** Remote images held back, each address counted once. */
  blocked: number
  /** Remote images, held back or not, that are too small to be seen. */
  trackers: number
  /** Content-IDs that show in the body. */
  inline: Set<string>
  /** No colours of its own that matter: it may be shown on dark paper without them. */
  simple: boolean
}

const tags =
  `a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup
  data dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img
  ins kbd legend li main map mark menu nav ol p pre q rp rt ruby s samp section small span strike strong style
  sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/)

const attributes =
  `abbr align alt axis background bgcolor border cellpadding cellspacing char charoff class clear color cols
  colspan compact coords datetime dir face frame headers height href hspace id lang link media name noshade
  nowrap open rel reversed role rows rowspan rules scope shape size span src start style summary target text
  title type usemap valign value vspace width`.split(/\s+/)

const config: Config = {
  ALLOWED_TAGS: tags,
  ALLOWED_ATTR: attributes,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  // what is left in an address attribute was judged by the hook below; this is the second look
  ALLOWED_URI_REGEXP:
    /^(?:(?:https?|mailto|tel|cid|app):|data:image\/(?!svg)[a-z.-]+[;,]|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  FORBID_CONTENTS: [
    'script',
    'template',
    'noembed',
    'xmp',
    'plaintext',
    'title',
    'object',
    'audio',
    'video',
    'iframe'
  ],
  ADD_DATA_URI_TAGS: ['td', 'th', 'table', 'tr'],
  FORCE_BODY: true,
  KEEP_CONTENT: true,
  SANITIZE_DOM: true
}

/** Above this a mail is cut: no sheet of paper is that long, and a frame with it would hold the window. */
const htmlLimit = 6_000_000

/**
 * Makes a mail's HTML fit to be shown. The input may be anything; what comes out has no script, form, frame or
 * plug-in, no address but links (http, https, mailto, tel) and the images that `options` consents to, and no
 * style that loads. Meant for `MailFrame` and, called again on what is quoted, for a reply.
 */
export function sanitise(html: string, options: SanitiseOptions): Sanitised {
  const ledger = createLedger(options)
  const css = createCssCleaner({ ledger, recolour: options.recolour })
  const arranged = arrange(html.slice(0, htmlLimit), { fold: options.fold })
  let painted = 0

  const purifier = createDOMPurify(window)
  purifier.addHook('uponSanitizeElement', (node, data) => {
    if (data.tagName === 'style') node.textContent = css.sheet(node.textContent ?? '')
  })
  purifier.addHook('uponSanitizeAttribute', (element, data) => {
    switch (data.attrName) {
      case 'style':
        data.attrValue = css.attribute(data.attrValue)
        if (data.attrValue === '') data.keepAttr = false
        return
      case 'href': {
        const target = /^(?:a|area)$/i.test(element.nodeName) ? linkTarget(data.attrValue) : null
        if (target === null) data.keepAttr = false
        else data.attrValue = target
        return
      }
      case 'src':
      case 'background': {
        const isImage = data.attrName === 'background' || element.nodeName === 'IMG'
        const shown = isImage ? ledger.image(data.attrValue, tiny(element)) : null
        if (data.attrName === 'background') painted++
        if (shown === null || (options.recolour && data.attrName === 'background')) data.keepAttr = false
        else data.attrValue = shown
        return
      }
      case 'bgcolor':
        if (!/^(?:#?f{3}(?:f{3})?|white|transparent)$/i.test(data.attrValue.trim())) painted++
        if (options.recolour) data.keepAttr = false
        return
      case 'color':
      case 'text':
      case 'link':
        if (options.recolour) data.keepAttr = false
        return
      case 'media':
        data.attrValue = onePaper(data.attrValue)
        return
      case 'usemap':
        if (!data.attrValue.startsWith('#')) data.keepAttr = false
        return
      case 'name':
        if (!/^(?:A|MAP)$/.test(element.nodeName)) data.keepAttr = false
        return
    }
  })
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.nodeName !== 'A' && element.nodeName !== 'AREA') return
    if (!element.hasAttribute('href')) {
      element.removeAttribute('target')
      return
    }
    element.setAttribute('target', '_blank')
    element.setAttribute('rel', 'noopener noreferrer')
  })
  const clean = purifier.sanitize(arranged.html, { ...config, ADD_ATTR: [...(options.marks ?? [])] })
  purifier.removeAllHooks()

  return {
    html: clean,
    blocked: ledger.blocked.size,
    trackers: ledger.trackers.size,
    inline: ledger.inline,
    simple: painted === 0 && css.backgrounds === 0 && arranged.images <= 3
  }
}

/** Too small to be seen, or hidden: its only use is to be fetched. */
function tiny(element: Element): boolean {
  const size = (name: string) => {
    const value = element.getAttribute(name)
    return value !== null && /^\s*[01](?:px)?\s*$/.test(value)
  }
  const style = element.getAttribute('style') ?? ''
  return (
    (size('width') && size('height')) ||
    /display\s*:\s*none|(?:^|[;\s])(?:width|height)\s*:\s*[01]px|visibility\s*:\s*hidden/i.test(style)
  )
}
