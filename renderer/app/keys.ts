import { createKeybindingsHandler } from 'tinykeys'
import { dialogOpen } from '../ui/layer.ts'
import { useOverlays } from './overlays.ts'
import { useRoute } from './route.ts'
import { allCommands, type CommandId, runCommand, subscribeCommands } from './commands.ts'

/** Fields take what is typed; buttons, checks and radios do not. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file', 'color'].includes(target.type)
  return false
}

/** A key of the registry in the words of tinykeys; symbols come with Shift on some keyboards and without on others. */
export function binding(keys: string): string {
  return keys
    .split(' ')
    .map((press) => {
      const parts = press === '+' ? ['+'] : press.split('+')
      const key = parts.pop()!
      const mods = parts.map((part) => (part === 'Mod' ? '$mod' : part === 'Ctrl' ? 'Control' : part))
      if (/^[^\w\s]$/.test(key) && !mods.includes('Shift')) mods.push('[Shift]')
      return [...mods, key].join('+')
    })
    .join(' ')
}

/** With Mod, or a key that types nothing: it works in fields too. */
export function isGlobalKey(keys: string): boolean {
  return /\b(Mod|Ctrl|Meta)\+|\bF\d+$|^Alt\+Arrow/.test(keys)
}

/** Enter and the space bar press what has the focus, where that can be pressed. */
function presses({ key, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' && key !== ' ') return false
  return target instanceof Element && target.closest('button, a[href], summary, [role="menuitem"]') !== null
}

/** Acts on mail rest while no mail is in sight; undo does not. */
export function isInPlace(id: CommandId): boolean {
  if (!id.startsWith('mail.') || id === 'mail.undo') return true
  const route = useRoute.getState()
  return route.page === 'mail' || (route.page === 'window' && route.shown.kind === 'mail')
}

/** What is typed between asking for the palette and its field having the focus belongs to the palette: no key acts. */
function typedAhead(event: KeyboardEvent): boolean {
  if (!useOverlays.getState().palette || isField(event.target)) return false
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault()
    useOverlays.setState(({ text }) => ({ text: text + event.key }))
  }
  return true
}

/**
 * Listens for every key that a command names. Single keys rest while a field has focus, and altogether where the
 * rep switched them off (WCAG 2.1.4). While a dialog is open the window behind it does not act.
 */
export function listenForKeys(target: Window, options: { singleKeys(): boolean }): () => void {
  let handler: ((event: KeyboardEvent) => void) | null = null
  function build(): (event: KeyboardEvent) => void {
    const byKeys = new Map<string, CommandId[]>()
    for (const command of allCommands())
      for (const keys of command.keys ?? []) byKeys.set(keys, [...(byKeys.get(keys) ?? []), command.id])
    const map: Record<string, (event: KeyboardEvent) => void> = {}
    for (const [keys, ids] of byKeys) {
      map[binding(keys)] = (event) => {
        if (event.defaultPrevented || presses(event)) return
        if (!isGlobalKey(keys) && (isField(event.target) || !options.singleKeys())) return
        const able = ids.filter((id) => (dialogOpen(event) ? id === 'app.palette' : isInPlace(id)))
        if (able.some((id) => runCommand(id))) event.preventDefault()
      }
    }
    return createKeybindingsHandler(map, { ignore: () => false }) as (event: KeyboardEvent) => void
  }
  const off = subscribeCommands(() => (handler = null))
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || typeof event.key !== 'string') return
    if (typedAhead(event)) return
    handler ??= build()
    handler(event)
  }
  target.addEventListener('keydown', onKey)
  return () => {
    off()
    target.removeEventListener('keydown', onKey)
  }
}
