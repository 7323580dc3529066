import type hoodiecrow from 'hoodiecrow-imap'
import { answer, text, wrap } from './reply.ts'

/**
 * What the library gets wrong about folders: one that is not there is answered NO with its code and not BAD, a
 * folder made again under an old name gets a UIDVALIDITY of its own, and a parent is not deleted under its children.
 */
export function folderRules(nextValidity: () => number): hoodiecrow.Plugin {
  return (server) => {
    const known = new WeakSet<hoodiecrow.Mailbox>()
    const settle = () => {
      for (const mailbox of Object.values(server.folderCache)) {
        if (known.has(mailbox)) continue
        known.add(mailbox)
        mailbox.uidvalidity = nextValidity()
        mailbox.HIGHESTMODSEQ = 1
        mailbox.subscribed = true
      }
    }
    const begin = () => Object.values(server.folderCache).forEach((mailbox) => known.add(mailbox))
    const missing =
      (code: string) =>
      (next: hoodiecrow.Command): hoodiecrow.Command =>
      (connection, parsed, data, done) => {
        const path = text(parsed.attributes?.[0])
        if (path === undefined || server.getMailbox(path)) return next(connection, parsed, data, done)
        answer(connection, parsed, data, { status: 'NO', code, text: 'No such folder' })
        done()
      }
    for (const command of ['SELECT', 'EXAMINE', 'STATUS', 'DELETE', 'RENAME'])
      wrap(server, command, missing('NONEXISTENT'))
    wrap(server, 'APPEND', missing('TRYCREATE'))
    for (const command of ['COPY', 'UID COPY', 'MOVE', 'UID MOVE']) {
      wrap(server, command, (next) => (connection, parsed, data, done) => {
        const path = text(parsed.attributes?.[1])
        if (path === undefined || server.getMailbox(path)) return next(connection, parsed, data, done)
        answer(connection, parsed, data, { status: 'NO', code: 'TRYCREATE', text: 'No such folder' })
        done()
      })
    }
    wrap(server, 'DELETE', (next) => (connection, parsed, data, done) => {
      const mailbox = server.getMailbox(text(parsed.attributes?.[0]) ?? '')
      if (!mailbox?.folders || !Object.keys(mailbox.folders).length)
        return next(connection, parsed, data, done)
      answer(connection, parsed, data, { status: 'NO', code: 'HASCHILDREN', text: 'It has folders within' })
      done()
    })
    wrap(server, 'CREATE', (next) => (connection, parsed, data, done) => {
      begin()
      const exists = server.getMailbox((text(parsed.attributes?.[0]) ?? '').replace(/\/$/, ''))
      if (exists) {
        answer(connection, parsed, data, {
          status: 'NO',
          code: 'ALREADYEXISTS',
          text: 'There is such a folder'
        })
        return done()
      }
      next(connection, parsed, data, done)
      settle()
    })
    wrap(server, 'RENAME', (next) => (connection, parsed, data, done) => {
      begin()
      const target = text(parsed.attributes?.[1]) ?? ''
      if (server.getMailbox(target)) {
        answer(connection, parsed, data, {
          status: 'NO',
          code: 'ALREADYEXISTS',
          text: 'There is such a folder'
        })
        return done()
      }
      next(connection, parsed, data, done)
      settle()
    })
  }
}
