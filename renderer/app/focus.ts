/** Panes in the order of F6; each marks itself with `data-pane`. */
const order = ['rail', 'list', 'reader', 'compose', 'panel', 'page']

function panes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-pane]')]
    .filter((pane) => pane.offsetParent !== null || pane.getClientRects().length > 0)
    .sort((a, b) => order.indexOf(a.dataset.pane!) - order.indexOf(b.dataset.pane!))
}

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex]:not([tabindex="-1"]), [contenteditable="true"]'

/** Into the pane: what it names itself, what is chosen in it, else its first control, else the pane. */
export function focusPane(pane: HTMLElement): void {
  const visible = (element: HTMLElement): boolean => element.getClientRects().length > 0
  const inside = [...pane.querySelectorAll<HTMLElement>(focusable)].filter(visible)
  const target =
    inside.find((element) =>
      element.matches('[data-pane-focus], [role="row"][tabindex="0"], [aria-current="page"]')
    ) ?? inside[0]
  if (target) return target.focus()
  pane.tabIndex = -1
  pane.focus()
}

/** F6 and Shift F6: round the panes that are in sight. */
export function focusNextPane(step: 1 | -1): void {
  const all = panes()
  if (all.length === 0) return
  const at = all.findIndex((pane) => pane.contains(document.activeElement))
  const next = at < 0 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length
  focusPane(all[next]!)
}
