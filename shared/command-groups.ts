/** What commands are grouped by, in the palette, on the page of keys and in the system's menus; in this order. */
export const commandGroups = ['mail', 'write', 'go', 'record', 'window'] as const
export type CommandGroup = (typeof commandGroups)[number]
