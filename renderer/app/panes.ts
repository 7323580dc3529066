import { create } from 'zustand'

/** Widths in px as the rep left them, and what is open. Kept per window (sessionStorage), begun from the last one's. */
export interface Panes {
  rail: number
  list: number
  panel: number
  /** The record panel where it is a column. */
  panelOpen: boolean
  /** The record panel where it is a drawer over the reader. */
  drawerOpen: boolean
  /** One column: the reader is shown rather than the list. */
  reading: boolean
  /** The rail over the list in narrow windows. */
  railOpen: boolean
}

const key = 'salesinbox.panes'
export const paneDefaults = { rail: 216, list: 376, panel: 288 }

function saved(): Partial<Panes> {
  try {
    const text = sessionStorage.getItem(key) ?? localStorage.getItem(key)
    return text ? (JSON.parse(text) as Partial<Panes>) : {}
  } catch {
    return {}
  }
}

export const usePanes = create<Panes>(() => {
  const { rail, list, panel, panelOpen } = typeof localStorage === 'undefined' ? {} : saved()
  const width = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback)
  return {
    rail: width(rail, paneDefaults.rail),
    list: width(list, paneDefaults.list),
    panel: width(panel, paneDefaults.panel),
    panelOpen: panelOpen !== false,
    drawerOpen: false,
    reading: false,
    railOpen: false
  }
})

usePanes.subscribe(({ rail, list, panel, panelOpen }, before) => {
  if (
    rail === before.rail &&
    list === before.list &&
    panel === before.panel &&
    panelOpen === before.panelOpen
  )
    return
  const text = JSON.stringify({ rail, list, panel, panelOpen })
  try {
    sessionStorage.setItem(key, text)
    localStorage.setItem(key, text)
  } catch {
    // a full or forbidden storage costs the widths, no more
  }
})
