import type { Note } from '../../shared/contract/app.ts'
import type { MenuCommand, OwnWindow } from '../../shared/contract/desktop.ts'

/** What a shell lends the core. Two implementations, one test suite: electron.ts and node.ts. */
export interface Host {
  shell: 'electron' | 'browser'
  version: string
  /** Absolute; everything the app keeps is below it (mode 700). */
  dataFolder: string
  /** Where the organisation's settings are looked for. Absolute. */
  managedFile: string
  /** Read-only files that ship with the app: presets, sample, word lists. Absolute. */
  resourcesFolder: string
  /** Bulk answers are checked against the contract too (development and tests). */
  strict: boolean
  openSample: boolean
  /** Where mail frames and files are served, without a trailing slash, such as `app://salesinbox`. */
  origin(): string
  settings: Settings
  secrets: Secrets
  log: Log
  /** @returns false where the page has to show it: a browser is the shell */
  notify(note: Note): boolean
  setBadge(unread: number): void
  /** Shows a folder in the system's own window; null where a browser is the shell. */
  openFolder: ((path: string) => Promise<void>) | null
  /** Null where a browser is the shell. */
  desktop: Desktop | null
  /** The window comes forward: what the rep did elsewhere for it is done. Nothing where a browser is the window. */
  showWindow(): void
  /** The address was checked before (http, https, mailto, tel). */
  openLink(url: string): Promise<void>
  /**
   * Asks where to save and answers the chosen path (a file for one name, a folder for more); null: called off.
   * 'browser': this shell has no dialog, the page downloads instead.
   */
  askSavePath(names: string[]): Promise<string | null | 'browser'>
  /** What the system says about the way to a server, as proxy scripts write it: 'DIRECT', 'PROXY host:port; DIRECT'. */
  systemProxy(host: string): Promise<string>
  /** Takes everything that the page keeps off the disk; null: only an answer to the page can (Clear-Site-Data). */
  clearStorage: (() => Promise<void>) | null
  /** Puts newer versions of the app in its place; null: this shell is not the one that is installed. */
  updater: Updater | null
  /** Calls back after sleep or a change of network. */
  onWake(listener: (reason: 'resume' | 'network') => void): () => void
}

export interface Desktop {
  /** Null: not on this system, or not while the app is not installed. */
  startsAtLogin(): boolean | null
  startAtLogin(on: boolean): void
  /** Null as above. */
  takesMailLinks(): boolean | null
  takeMailLinks(): Promise<void>
  /** A window that is open already comes forward. */
  openWindow(window: OwnWindow): void
  setMenu(commands: MenuCommand[]): void
}

/** A small JSON file, written whole, atomically and with mode 600. Values are JSON. */
export interface Settings {
  get<T>(key: string): T | undefined
  set(key: string, value: unknown): void
  delete(key: string): void
}

/** The system's keychain (safeStorage), or the browser shell's key file. Never logged, never in settings as clear text. */
export interface Secrets {
  /** Throws secrets.unavailable. */
  read(name: string): Promise<string | null>
  write(name: string, secret: string): Promise<void>
  remove(name: string): Promise<void>
  /** 'weak': the system has no keyring and the key lies beside the data; the window says so. */
  strength(): Promise<'strong' | 'weak'>
}

/** A newer version as its signed description says, checked. */
export interface Release {
  version: string
  /** Names beside the description, with the SHA-512 (base64) and octets of each. */
  files: { url: string; sha512: string; size: number; isAdminRightsRequired?: boolean }[]
  releaseDate: string
  stagingPercentage?: number
  minimumSystemVersion?: string
}

/** What the installed app can do to itself. It trusts what it is given: electron/update/ has checked it. */
export interface Updater {
  /** Why this copy cannot be replaced; null: it can. */
  unavailable: 'folder' | 'package' | null
  /** False where installing asks for a password: then it is done by a restart that the rep asked for, never by closing. */
  quietly: boolean
  /** The way for all that follows; null: straight to the server. */
  useProxy(proxy: { kind: 'http' | 'https' | 'socks5'; host: string; port: number } | null): Promise<void>
  fetch(url: string, init: { signal: AbortSignal }): Promise<Response>
  /**
   * Fetches the file of a release that is this system's, and checks it. `notYet`: handed out step by step, and this
   * computer's turn has not come; `system`: it needs a newer system. Throws update.*, disk.*; the signal's reason.
   */
  download(
    release: Release,
    base: URL,
    options: { signal: AbortSignal; atQuit: boolean; onProgress(done: number, of: number): void }
  ): Promise<'ready' | 'notYet' | 'system'>
  /** Closes the app in order to restart it. */
  quit(): void
  /** The last thing that the process does: everything is closed. */
  install(options: { restart: boolean }): void
}

/** JSON lines. Fields are counts, codes, durations and ids: never addresses, subjects, passwords, tokens or bodies. */
export interface Log {
  info(event: string, fields?: Record<string, string | number | boolean | null>): void
  warn(event: string, fields?: Record<string, string | number | boolean | null>): void
  error(event: string, fields?: Record<string, string | number | boolean | null>): void
}
