import type hoodiecrow from 'hoodiecrow-imap'
import { wrap } from './reply.ts'
import { decodeWords, field, readable, split } from './sections.ts'

const wanted = (value: string) => Buffer.from(String(value), 'latin1').toString('utf8').toLowerCase()
const holds = (text: string, value: string) => text.toLowerCase().includes(wanted(value))
const day = (time: number) => {
  const date = new Date(time)
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate()
}

/** The library searches encoded bytes and takes the year from the wrong place: words are decoded, dates read. */
export const searching: hoodiecrow.Plugin = (server) => {
  const header =
    (name: string) =>
    (_connection: hoodiecrow.Connection, message: hoodiecrow.Message, _index: number, value: string) =>
      holds(decodeWords(field(split(message.raw).header, name)), value)
  for (const name of ['SUBJECT', 'FROM', 'TO', 'CC', 'BCC']) server.searchHandlers[name] = header(name)
  server.searchHandlers.BODY = (_connection, message, _index, value) =>
    holds(readable(split(message.raw)), value)
  server.searchHandlers.TEXT = (_connection, message, _index, value) => {
    const node = split(message.raw)
    return holds(decodeWords(node.header), value) || holds(readable(node), value)
  }
  const dated =
    (fits: (sent: number, asked: number) => boolean) =>
    (_connection: hoodiecrow.Connection, message: hoodiecrow.Message, _index: number, value: string) => {
      const sent = Date.parse(field(split(message.raw).header, 'date'))
      return fits(day(Number.isNaN(sent) ? Date.parse(message.internaldate) : sent), day(Date.parse(value)))
    }
  server.searchHandlers.SENTSINCE = dated((sent, asked) => sent >= asked)
  server.searchHandlers.SENTBEFORE = dated((sent, asked) => sent < asked)
  server.searchHandlers.SENTON = dated((sent, asked) => sent === asked)
  // Groups in brackets at the top level mean no more than their members.
  for (const command of ['SEARCH', 'UID SEARCH']) {
    wrap(server, command, (next) => (connection, parsed, data, done) => {
      parsed.attributes = parsed.attributes?.flat(3) as hoodiecrow.Attribute[]
      next(connection, parsed, data, done)
    })
  }
}
