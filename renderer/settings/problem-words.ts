import type { Deed } from '../cache/index.ts'
import { settings } from '../words/en/settings.ts'

const words = settings.problems.what

/** What was to be done, in words. `subjectOf`: of a draft by its id, '' where it is gone. */
export function deedWords(deed: Deed, subjectOf: (draft: string) => string): string {
  const subject = (draft: string): string => subjectOf(draft) || words.noSubject
  switch (deed.kind) {
    case 'flags':
      if (deed.add.join() === '\\Seen') return words.read(deed.targets.length)
      if (deed.remove.join() === '\\Seen') return words.unread(deed.targets.length)
      return words.flags(deed.targets.length)
    case 'move':
      return words.move(deed.targets.length, deed.to.path)
    case 'copy':
      return words.copy(deed.targets.length, deed.to.path)
    case 'forward':
      return words.forward(deed.to)
    case 'expunge':
      return words.expunge(deed.targets.length)
    case 'readAll':
      return words.readAll(deed.folder.path)
    case 'createFolder':
      return words.createFolder(deed.path)
    case 'renameFolder':
      return words.renameFolder(deed.path, deed.to)
    case 'deleteFolder':
      return words.deleteFolder(deed.path)
    case 'emptyFolder':
      return words.emptyFolder(deed.folder.path)
    case 'send':
      return words.send(subject(deed.draft))
    case 'file':
      return words.file(subject(deed.draft))
    case 'publish':
      return words.publish(deed.mail.subject || words.noSubject)
    case 'saveDraft':
      return words.saveDraft(subject(deed.draft))
    case 'dropDraft':
      return words.dropDraft
  }
}
