import type hoodiecrow from 'hoodiecrow-imap'
import { answer, atom, text, wrap } from './reply.ts'

/** ENABLE with its untagged answer (RFC 5161 3.1), which clients wait for before they count on CONDSTORE. */
export const enabling: hoodiecrow.Plugin = (server) => {
  server.registerCapability('ENABLE')
  server.enableAvailable = []
  server.setCommandHandler('ENABLE', (connection, parsed, data, done) => {
    const asked = (parsed.attributes ?? []).map((one) => (text(one) ?? '').toUpperCase())
    const given = asked.filter((one) => server.enableAvailable.includes(one))
    if (given.length)
      connection.send({ tag: '*', command: 'ENABLED', attributes: given.map(atom) }, 'ENABLED', parsed, data)
    answer(connection, parsed, data, { status: 'OK', text: 'Enabled' })
    done()
  })
}

/** IDLE that tells at once, stops telling at DONE (the library goes on), and holds no timer. */
export const idling: hoodiecrow.Plugin = (server) => {
  server.registerCapability('IDLE')
  server.setCommandHandler('IDLE', (connection, parsed, data, done) => {
    if (connection.state === 'Not Authenticated') {
      answer(connection, parsed, data, { status: 'NO', text: 'Log in first' })
      return done()
    }
    connection.inputHandler = (line) => {
      connection.inputHandler = false
      connection.directNotifications = false
      const ended = line.trim().toUpperCase() === 'DONE'
      answer(connection, parsed, data, {
        status: ended ? 'OK' : 'BAD',
        text: ended ? 'Idle ended' : 'DONE expected'
      })
    }
    connection.socket?.write('+ idling\r\n')
    connection.directNotifications = true
    connection.processNotifications()
    done()
  })
}

/** UID EXPUNGE takes only what is flagged \Deleted (RFC 4315 2.1); goes after UIDPLUS. */
export const expunging: hoodiecrow.Plugin = (server) => {
  wrap(server, 'UID EXPUNGE', () => (connection, parsed, data, done) => {
    const mailbox = connection.selectedMailbox
    const set = text(parsed.attributes?.[0])
    if (!mailbox || set === undefined) {
      answer(connection, parsed, data, {
        status: 'BAD',
        text: 'A set of UIDs in a selected folder is expected'
      })
      return done()
    }
    const named = new Set(server.getMessageRange(mailbox, set, true).map(([, message]) => message))
    connection.expungeSpecificMessages(
      mailbox,
      (message) => named.has(message) && message.flags.includes('\\Deleted'),
      false,
      true
    )
    answer(connection, parsed, data, { status: 'OK', text: 'Expunged', description: 'UID EXPUNGE' })
    done()
  })
  // A vanished mail is a change too: clients that look only at HIGHESTMODSEQ must see it.
  server.connectionHandlers.push((connection) => {
    const expunge = connection.expungeSpecificMessages.bind(connection)
    connection.expungeSpecificMessages = (mailbox, which, ignoreSelf, ignoreExists) => {
      const before = mailbox.messages.length
      expunge(mailbox, which, ignoreSelf, ignoreExists)
      if (mailbox.messages.length < before) mailbox.HIGHESTMODSEQ++
    }
  })
}

/** Tells other connections of changed flags, which the library keeps to itself; goes after CONDSTORE. */
export const announcing: hoodiecrow.Plugin = (server) => {
  server.outputHandlers.push((connection, _response, description, parsed, _data, affected) => {
    if (!parsed || (description !== 'STORE COMPLETE' && description !== 'UID STORE COMPLETE')) return
    const mailbox = connection.selectedMailbox
    if (!mailbox || !Array.isArray(affected)) return
    for (const one of affected as (hoodiecrow.Message | [number, hoodiecrow.Message])[]) {
      const message = Array.isArray(one) ? one[1] : one
      const index = mailbox.messages.indexOf(message)
      if (index < 0) continue
      const items = [
        atom('UID'),
        message.uid,
        atom('FLAGS'),
        message.flags.map(atom),
        atom('MODSEQ'),
        [message.MODSEQ]
      ]
      server.notify({ tag: '*', attributes: [index + 1, atom('FETCH'), items] }, mailbox, connection)
    }
  })
}
