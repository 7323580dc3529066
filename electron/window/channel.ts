/** The one IPC channel, both ways. */
export const channel = 'bridge'
