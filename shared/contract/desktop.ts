import { z } from 'zod'
import { commandGroups } from '../command-groups.ts'
import { area, call, nothing } from './define.ts'
import { recordKind } from './records.ts'

/** What the desktop lends: its menus, further windows, its start, its links. Where a browser is the shell it has none. */

/** A command of the page as a menu shows it. */
export const menuCommand = z.object({
  id: z.string().max(60),
  words: z.string().max(100),
  group: z.enum(commandGroups),
  /** As the page listens for them: `Mod+K`, `g d`. */
  keys: z.array(z.string().max(40)).max(8)
})
export type MenuCommand = z.infer<typeof menuCommand>

/** A window of its own, and what alone it shows. */
export const ownWindow = z.discriminatedUnion('kind', [
  /** A mail of the cache with its conversation, by our own number. */
  z.object({ kind: z.literal('mail'), id: z.number().int().min(0) }),
  z.object({ kind: z.literal('record'), of: recordKind, id: z.string().regex(/^[\w-]{1,80}$/) }),
  z.object({ kind: z.literal('compose'), draft: z.string().regex(/^[\w-]{1,80}$/) }),
  /** A mail that was opened from an .eml file, by the hash of that file in `openedFolder`. */
  z.object({ kind: z.literal('file'), hash: z.string().regex(/^[0-9a-f]{64}$/) })
])
export type OwnWindow = z.infer<typeof ownWindow>

/** Where opened .eml files and what is attached to them are kept until the next start, in the place of an account. */
export const openedFolder = 'opened'

/** Null: this system or shell cannot. */
const state = z.object({
  startsAtLogin: z.boolean().nullable(),
  /** Whether links to mail addresses open here. */
  takesMailLinks: z.boolean().nullable()
})
export type DesktopState = z.infer<typeof state>

export const desktop = area(
  {
    'desktop.state': call(nothing, state),
    /** From the next login on SalesInbox starts by itself, without a window. */
    'desktop.startAtLogin': call(z.object({ on: z.boolean() }), state),
    /** Asks the system to open mailto: links here; some let the rep decide in their own settings. */
    'desktop.takeMailLinks': call(nothing, state),
    /** A window that is open already comes forward. `opened`: false where the page has to do it. */
    'desktop.openWindow': call(ownWindow, z.object({ opened: z.boolean() })),
    /** All commands there are now: the system's menus are made of them. */
    'desktop.setMenu': call(z.object({ commands: z.array(menuCommand).max(300) }), nothing)
  },
  {}
)
