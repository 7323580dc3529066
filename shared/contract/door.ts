/** What Electron's preload puts on `window`: one door, and no more than it needs. What passes is checked in main. */
export interface Door {
  send(message: unknown): void
  /** One listener: a later one takes the place of an earlier one. */
  listen(listener: (message: unknown) => void): void
}
declare global {
  // eslint-disable-next-line no-var
  var bridge: Door | undefined
}
