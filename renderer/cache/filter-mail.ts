import type { FilterMail } from '../../shared/filters/mail.ts'
import { wordsOf } from '../../shared/mail/words-of.ts'
import type { BodyRow, FolderRow, MessageRow } from './types.ts'
import { LocalFlag } from './types.ts'

/** More of a text than this is not looked through. */
const longest = 500_000

/**
 * A mail as filters look at it.
 * @param folders those that hold it
 * @param body undefined: not read, or not here
 */
export function filterMail(
  row: MessageRow,
  flags: number,
  folders: readonly FolderRow[],
  body: BodyRow | undefined
): FilterMail {
  return {
    ...row,
    flags,
    body: body ? textOf(body) : flags & (LocalFlag.textHere | LocalFlag.textFailed) ? '' : null,
    places: folders.flatMap(({ role, name, path }) => [role, name, path]).map((one) => one.toLowerCase())
  }
}

function textOf({ text, html }: BodyRow): string {
  return text?.trim() ? text.slice(0, longest) : wordsOf((html ?? '').slice(0, longest))
}
