/** Something lies over the page that Esc closes first. Mantine keeps lists that are closed in the page, unseen. */
function open(selector: string): boolean {
  return [...document.querySelectorAll(selector)].some((layer) => layer.checkVisibility())
}
const dialogs = '[aria-modal="true"]'
const layers = `${dialogs}, [role="listbox"], [role="menu"]`

/** What lay over the page when a key went down: a dialog that the key closes is gone before the page hears of it. */
let before = { event: null as Event | null, dialog: false, layer: false }
if (typeof window !== 'undefined')
  window.addEventListener(
    'keydown',
    (event) => (before = { event, dialog: open(dialogs), layer: open(layers) }),
    { capture: true }
  )

/** A dialog, list or menu is open, or was when this key went down. */
export function layerOpen(event: Event): boolean {
  return open(layers) || (before.event === event && before.layer)
}

/** A dialog is open, or was when this key went down. */
export function dialogOpen(event: Event): boolean {
  return open(dialogs) || (before.event === event && before.dialog)
}
