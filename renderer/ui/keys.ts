/** macOS writes its own symbols and has Cmd for Mod. */
export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

const mac: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }
const plain: Record<string, string> = { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt', Ctrl: 'Ctrl' }
const named: Record<string, string> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫'
}

/** `Mod+K` as the platform writes it: Ctrl K, or ⌘K; a sequence `g d` as G D. */
export function keyLabel(keys: string, onMac = isMac): string {
  return keys
    .split(' ')
    .map((press) => {
      const parts = press === '+' ? ['+'] : press.split('+')
      const words = parts.map((part, i) => {
        if (i < parts.length - 1) return (onMac ? mac : plain)[part] ?? part
        return named[part] ?? (part.length === 1 ? part.toUpperCase() : part)
      })
      return words.join(onMac ? '' : ' ')
    })
    .join(' ')
}

/** The same for `aria-keyshortcuts`; undefined for sequences, which it cannot say. */
export function ariaKeys(keys: string | undefined, onMac = isMac): string | undefined {
  if (!keys || keys.includes(' ')) return undefined
  return keys.replace('Mod', onMac ? 'Meta' : 'Control')
}
