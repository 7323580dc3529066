/** Something lies over the page that Esc closes first. Mantine keeps lists that are closed in the page, unseen. */
export function layerOpen(): boolean {
  const layers = document.querySelectorAll('[aria-modal="true"], [role="listbox"], [role="menu"]')
  return [...layers].some((layer) => layer.checkVisibility())
}
