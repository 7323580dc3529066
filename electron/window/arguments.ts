import { posix, resolve, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** What the system hands over to be opened here. */
export type Asked =
  | { kind: 'mailto'; url: string }
  /** An invitation into a team's workspace. */
  | { kind: 'join'; link: string }
  /** An .eml file; absolute. */
  | { kind: 'file'; path: string }
  /** A link to a file of another computer: to look at it would tell that computer who asks. */
  | { kind: 'elsewhere'; text: string }

export interface StartArguments {
  /** Absolute; null: where Electron keeps an app's data. */
  dataFolder: string | null
  sample: boolean
  strict: boolean
  /** Without a window: the start with the rep's login. */
  hidden: boolean
  asked: Asked | null
}

const longestMailto = 8192
const longestInvitation = 64_000

/** Chromium's own switches and what else the system adds are passed over. */
export function readArguments(args: string[]): StartArguments {
  const { values, positionals } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      sample: { type: 'boolean' },
      strict: { type: 'boolean' },
      hidden: { type: 'boolean' }
    },
    strict: false,
    allowPositionals: true
  })
  return {
    dataFolder: typeof values.data === 'string' ? resolve(values.data) : null,
    sample: values.sample === true,
    strict: values.strict === true,
    hidden: values.hidden === true,
    asked: firstAsked(positionals)
  }
}

/** @param folder what a path that is not absolute stands in */
export function firstAsked(args: string[], folder = process.cwd()): Asked | null {
  for (const one of args) {
    const asked = askedBy(one, folder)
    if (asked) return asked
  }
  return null
}

/**
 * A link or a file by its name; null for everything else, switches too. A Windows share is opened by its path, which
 * the rep or the file manager gave, and never by a link, which anybody may have made.
 */
export function askedBy(
  text: string,
  folder = process.cwd(),
  windows = process.platform === 'win32'
): Asked | null {
  if (/^mailto:/i.test(text)) return text.length <= longestMailto ? { kind: 'mailto', url: text } : null
  if (/^salesinbox:join#/i.test(text))
    return text.length <= longestInvitation
      ? { kind: 'join', link: text.replace(/^salesinbox/i, 'salesinbox') }
      : null
  if (text.startsWith('-') || !/\.eml$/i.test(text)) return null
  if (!/^file:/i.test(text)) {
    if (text.startsWith('\\\\') && !windows) return { kind: 'elsewhere', text }
    return { kind: 'file', path: (windows ? win32 : posix).resolve(folder, text) }
  }
  try {
    if (new URL(text).host !== '') return { kind: 'elsewhere', text }
    return { kind: 'file', path: fileURLToPath(text, { windows }) }
  } catch {
    return null
  }
}
