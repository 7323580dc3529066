import type { Ledger } from './ledger.ts'

/**
 * Cleans the style sheets and style attributes of a mail. The browser's own parser reads them, in places where
 * nothing is ever loaded (a constructed sheet, which also refuses @import, and an element of a document without
 * a window), and what is kept is written out by the browser again: there is no second reading of CSS that could
 * differ from the one that counts. Values are kept by the functions they call; what is not listed goes.
 */
export interface CssCleaner {
  sheet(text: string): string
  attribute(text: string): string
  /** Backgrounds other than white, met so far: such a mail keeps its paper. */
  backgrounds: number
}

export interface CssOptions {
  ledger: Ledger
  /** Leave out colours, so that the paper's own show. */
  recolour: boolean
}

const functions = new Set(
  `rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp round abs sign
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
  repeating-conic-gradient -webkit-linear-gradient -webkit-gradient from to color-stop translate translatex
  translatey scale scalex scaley rotate skew skewx skewy matrix minmax repeat fit-content inset circle ellipse
  polygon rect blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  counter counters cubic-bezier steps`.split(/\s+/)
)
/** Where an image may be: nothing else of CSS ever loads, not even after consent. */
const imageProperties = new Set(['background-image', 'list-style-image', 'border-image-source'])
const forbidden =
  /^(?:--|-webkit-app-region$|app-region$|-webkit-user-modify$|behavior$|-moz-binding$|color-scheme$|animation|transition|view-transition|timeline|scroll-timeline|view-timeline|anchor|position-|interactivity$|zoom$)/
/** The frame is as high as its mail: a length taken from the frame's height would grow without end. */
const viewportHeight = /\d(?:[sld]?v(?:h|b|min|max)|cq(?:h|b|min|max))\b/i
const paint =
  /^(?:color|background|background-.*|border(?:-.*)?-color|outline-color|text-decoration-color|-webkit-text-(?:fill|stroke)-color|caret-color|column-rule-color|fill|stroke|box-shadow|text-shadow|filter|mix-blend-mode)$/
const white =
  /^(?:initial|unset|inherit|revert|none|transparent|white|#fff(?:fff)?|rgba?\(255, 255, 255(?:, [\d.]+)?\)|rgba\(\d+, \d+, \d+, 0\))?$/i
const imageUrl = /url\("((?:[^"\\]|\\.)*)"\)/g
const sheetLimit = 300_000

export function createCssCleaner({ ledger, recolour }: CssOptions): CssCleaner {
  const inert = document.implementation.createHTMLDocument('')
  const state: CssCleaner = { sheet, attribute, backgrounds: 0 }

  function image(name: string, value: string): string | null {
    let lost = false
    const kept = value.replace(imageUrl, (_, address: string) => {
      const shown = ledger.image(address.replace(/\\(.)/g, '$1'))
      if (shown === null) {
        lost = true
        return 'none'
      }
      return `url("${shown.replace(/["\\\n\r]/g, (sign) => encodeURIComponent(sign))}")`
    })
    if (name === 'background-image' && (lost || kept !== value)) state.backgrounds++
    return fits(kept.replace(imageUrl, '')) ? kept : null
  }

  function clean(style: CSSStyleDeclaration): void {
    for (const name of [...style]) {
      const value = style.getPropertyValue(name)
      if (/^background-(?:color|image)$/.test(name) && !white.test(value)) state.backgrounds++
      if (forbidden.test(name) || value === '' || (recolour && paint.test(name))) style.removeProperty(name)
      else if (name === 'position' && /fixed|sticky/.test(value)) style.removeProperty(name)
      else if (viewportHeight.test(value)) style.removeProperty(name)
      else if (!fits(value)) {
        const kept = imageProperties.has(name) ? image(name, value) : null
        if (kept === null) style.removeProperty(name)
        else style.setProperty(name, kept, style.getPropertyPriority(name))
      }
    }
  }

  function rules(list: CSSRuleList): string {
    let text = ''
    for (const rule of list) text += one(rule)
    return text
  }
  function one(rule: CSSRule): string {
    if (rule instanceof CSSStyleRule) {
      clean(rule.style)
      const nested = rules(rule.cssRules)
      if (!plain(rule.selectorText)) return ''
      return written(rule.style.cssText, (body) => `${rule.selectorText} { ${body} ${nested}}\n`, nested)
    }
    if (rule instanceof CSSMediaRule) {
      const media = onePaper(rule.media.mediaText)
      if (!plain(media)) return ''
      const inner = rules(rule.cssRules)
      return inner === '' ? '' : `@media ${media} {\n${inner}}\n`
    }
    if (rule instanceof CSSSupportsRule) {
      if (!plain(rule.conditionText) || !fits(rule.conditionText)) return ''
      const inner = rules(rule.cssRules)
      return inner === '' ? '' : `@supports ${rule.conditionText} {\n${inner}}\n`
    }
    return ''
  }

  function sheet(text: string): string {
    if (text.length > sheetLimit) return ''
    const parsed = new CSSStyleSheet()
    try {
      parsed.replaceSync(text)
    } catch {
      return ''
    }
    return rules(parsed.cssRules)
  }
  function attribute(text: string): string {
    const scratch = inert.createElement('div')
    scratch.style.cssText = text
    clean(scratch.style)
    return plain(scratch.style.cssText) ? scratch.style.cssText : ''
  }
  return state
}

/** Mail is shown on paper of one colour: what it says for the other one would make it unreadable. */
export function onePaper(media: string): string {
  return media
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, '(min-width: 0px)')
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, '(max-width: 0px)')
}

/** A value that calls only what is listed. Escapes are how names are hidden, so a value with one goes whole. */
function fits(value: string): boolean {
  if (value.includes('\\') || value.includes('<')) return false
  const bare = value.replace(/"[^"]*"|'[^']*'/g, '""')
  for (const [, name] of bare.matchAll(/([-\w]*)\s*\(/g)) {
    if (name !== '' && !functions.has(name!.toLowerCase())) return false
  }
  return true
}
/** Nothing in it can end a style element or a comment. */
function plain(text: string): boolean {
  return !/<[/!\w]|-->|@import/i.test(text)
}
function written(body: string, wrap: (body: string) => string, nested: string): string {
  return (body === '' && nested === '') || !plain(body) ? '' : wrap(body)
}
