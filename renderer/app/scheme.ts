import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

const key = 'salesinbox.theme'

function saved(): MantineColorScheme {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'auto'
  } catch {
    return 'auto'
  }
}

/** The theme of the last time, so that the first frame has it; main's preferences decide a moment later. */
export const schemeManager: MantineColorSchemeManager = {
  get: () => saved(),
  set(value) {
    try {
      localStorage.setItem(key, value)
    } catch {
      // the next start begins with the system's theme, no more
    }
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined
}

/** Before anything is drawn. */
export function paintScheme(): void {
  const scheme = saved()
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}
