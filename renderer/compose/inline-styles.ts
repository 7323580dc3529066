/** A style sheet belongs to a page; what is quoted has none. So what a mail's sheets say moves into its elements. */

const mostRules = 2000

interface Rule {
  selector: string
  weight: number
  text: string
}

/** @param page a document without a window: nothing in it loads, whatever its styles name */
export function inlineStyles(page: Document): void {
  const rules: Rule[] = []
  for (const style of page.querySelectorAll('style')) {
    rules.push(...rulesOf(style.textContent ?? ''))
    style.remove()
  }
  rules.splice(mostRules)
  rules.sort((a, b) => a.weight - b.weight)
  const given = new Map<HTMLElement, string>()
  for (const { selector, text } of rules) {
    for (const element of matching(page, selector)) given.set(element, `${given.get(element) ?? ''}${text};`)
  }
  for (const [element, text] of given) {
    element.setAttribute('style', `${text}${element.getAttribute('style') ?? ''}`)
  }
}

function rulesOf(text: string): Rule[] {
  const sheet = new CSSStyleSheet()
  try {
    sheet.replaceSync(text)
  } catch {
    return []
  }
  const rules: Rule[] = []
  for (const rule of sheet.cssRules) {
    if (!(rule instanceof CSSStyleRule) || rule.style.length === 0) continue
    for (const selector of rule.selectorText.split(/,(?![^(]*\))/)) {
      // a state (:hover) and a part of an element (::before) have no element to move into
      if (!/:/.test(selector)) rules.push({ selector, weight: weightOf(selector), text: rule.style.cssText })
    }
  }
  return rules
}

/** Ids before classes before names (CSS Selectors 4, 17); a sort keeps the order of what weighs the same. */
function weightOf(selector: string): number {
  const ids = selector.match(/#/g)?.length ?? 0
  const classes = selector.match(/[.[]/g)?.length ?? 0
  const names = selector.match(/(?:^|[\s>+~])[a-z]/gi)?.length ?? 0
  return ids * 10_000 + classes * 100 + names
}

function matching(page: Document, selector: string): NodeListOf<HTMLElement> | [] {
  try {
    return page.querySelectorAll<HTMLElement>(selector)
  } catch {
    return []
  }
}
