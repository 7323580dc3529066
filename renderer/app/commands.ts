import type { Icon } from '@tabler/icons-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type CommandGroup, commandGroups } from '../../shared/command-groups.ts'
import type { CommandArguments, CommandId } from './command-ids.ts'

export { commandGroups }
export type { CommandGroup }
export type { CommandArguments, CommandId, RecordPlace } from './command-ids.ts'

export interface Command<C extends CommandId = CommandId> {
  id: C
  /** What it does, as the palette and the page of keys say it. */
  words: string
  group: CommandGroup
  icon?: Icon
  /** `Mod+K`, `g d` (one after the other), `Shift+I`, `#`. The first is the one that is shown. */
  keys?: string[]
  /** Not offered and not run while false. Without it: always. */
  when?(): boolean
  /** The argument is missing when the palette or a key runs it. */
  run(argument?: CommandArguments[C]): void
  /** Keys work, the palette does not list it. */
  hidden?: boolean
}
type Any = { [C in CommandId]: Command<C> }[CommandId]

const stacks = new Map<CommandId, Any[]>()
const listeners = new Set<() => void>()
let snapshot: readonly Any[] = []

function changed(): void {
  snapshot = [...stacks.values()].flatMap((stack) => stack.at(-1) ?? [])
  for (const listener of listeners) listener()
}

/** Registers what a feature can do; of two with one id the later one is asked. Returns what takes them away. */
export function registerCommands(commands: readonly Any[]): () => void {
  for (const command of commands) {
    const stack = stacks.get(command.id)
    if (stack) stack.push(command)
    else stacks.set(command.id, [command])
  }
  changed()
  return () => {
    for (const command of commands) {
      const stack = stacks.get(command.id)
      const at = stack?.indexOf(command) ?? -1
      if (at >= 0) stack!.splice(at, 1)
      if (stack?.length === 0) stacks.delete(command.id)
    }
    changed()
  }
}

/** Registers while the view is mounted; the newest functions are always the ones that run. */
export function useCommands(commands: readonly Any[]): void {
  const newest = useRef(commands)
  newest.current = commands
  const key = commands.map((command) => `${command.id} ${command.words}`).join('\n')
  useEffect(
    () =>
      registerCommands(
        newest.current.map((command, i) => ({
          ...command,
          when: () => newest.current[i]?.when?.() ?? true,
          run: (argument?: never) => newest.current[i]?.run(argument)
        })) as Any[]
      ),
    [key]
  )
}

export function commandOf(id: CommandId): Any | undefined {
  return stacks.get(id)?.at(-1)
}

/** Says whether there was such a command and it could run now. */
export function runCommand<C extends CommandId>(id: C, argument?: CommandArguments[C]): boolean {
  const command = commandOf(id)
  if (!command || command.when?.() === false) return false
  ;(command.run as (argument?: CommandArguments[C]) => void)(argument)
  return true
}

/** For a name that comes from outside of the types: a menu, a mail link, a view's own table. */
export function runNamed(id: string, argument?: unknown): boolean {
  return runCommand(id as CommandId, argument as never)
}

/** The key that a button may show for a command. */
export function keysOf(id: CommandId): string | undefined {
  return commandOf(id)?.keys?.[0]
}

export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** All commands, as registered now. */
export function allCommands(): readonly Any[] {
  return snapshot
}
export function useCommandList(): readonly Any[] {
  return useSyncExternalStore(subscribeCommands, allCommands)
}
