import { records } from './0001-records.ts'
import { policy } from './0002-policy.ts'
import { team } from './0003-team.ts'
import { grants } from './0004-grants.ts'
import { mail } from './0004-mail.ts'
import { administration } from './0005-administration.ts'
import { askingLess } from './0006-asking-less.ts'
import { files } from './0007-files.ts'
import { filings } from './0007-filings.ts'
import { texts } from './0007-texts.ts'
import { leavers } from './0008-leavers.ts'
import { intents } from './0009-intents.ts'
import { moods } from './0010-moods.ts'

/**
 * In order; the first one leads to version 1. A migration that was released is never changed: a new one follows.
 * Each has a fixture (fixtures/<number>.sql, rows as that version kept them) that all later ones must carry along.
 */
export const migrations: readonly (readonly string[])[] = [
  records,
  policy,
  team,
  [...mail, ...grants],
  administration,
  askingLess,
  [...files, ...filings, ...texts],
  leavers,
  intents,
  moods
]
