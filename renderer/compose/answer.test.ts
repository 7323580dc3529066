import { describe, expect, it } from 'vitest'
import type { Mailbox } from '../../shared/mail/message.ts'
import { parseAddresses } from './address-list.ts'
import { answerSubject, answerThread, answerTo, cameTo, listOffered } from './answer.ts'
import { parseMailto } from './mailto.ts'

const anna: Mailbox = ['Anna', 'anna@acme.example']
const bob: Mailbox = ['Bob', 'bob@acme.example']
const me: Mailbox = ['Me', 'me@fernhill.example']
const own = new Set(['me@fernhill.example', 'sales@fernhill.example'])
const mail = {
  from: [anna],
  to: [me],
  cc: [] as Mailbox[],
  bcc: [] as Mailbox[],
  replyTo: [] as Mailbox[],
  subject: 'Terms',
  messageId: 'm@x',
  references: ['a@x'],
  inReplyTo: 'a@x'
}

describe('an answer goes', () => {
  it('to the sender', () => expect(answerTo(mail, 'reply', own)).toEqual({ to: [anna], cc: [] }))
  it('to Reply-To where there is one', () =>
    expect(answerTo({ ...mail, replyTo: [bob] }, 'reply', own).to).toEqual([bob]))
  it('not to ourselves, whatever Reply-To says', () =>
    expect(answerTo({ ...mail, replyTo: [me] }, 'reply', own).to).toEqual([anna]))
  it('to the list too when it goes to all, and offers it when it goes to one', () => {
    const listed = { ...mail, listPost: 'list@x.example' }
    expect(answerTo(listed, 'replyAll', own).cc).toEqual([['', 'list@x.example']])
    expect(answerTo({ ...listed, cc: [['L', 'List@x.example']] }, 'replyAll', own).cc).toHaveLength(1)
    expect(listOffered(listed, 'reply', [anna])).toBe('list@x.example')
    expect(listOffered(listed, 'reply', [['', 'LIST@x.example']])).toBeNull()
    expect(listOffered(listed, 'replyAll', [anna])).toBeNull()
  })
  it('to everybody but ourselves, each once', () => {
    const all = answerTo(
      {
        ...mail,
        to: [me, bob],
        cc: [
          ['', 'ANNA@acme.example'],
          ['', 'carl@x.example']
        ]
      },
      'replyAll',
      own
    )
    expect(all).toEqual({ to: [anna], cc: [bob, ['', 'carl@x.example']] })
  })
  it('to those our own mail went to', () => {
    expect(answerTo({ ...mail, from: [me], to: [anna], cc: [bob] }, 'replyAll', own)).toEqual({
      to: [anna],
      cc: [bob]
    })
    expect(answerTo({ ...mail, from: [me], to: [anna] }, 'reply', own).to).toEqual([anna])
  })
  it('to nobody yet when it is a forward', () =>
    expect(answerTo(mail, 'forward', own)).toEqual({ to: [], cc: [] }))
})

it('names the subject once, whatever program answered before', () => {
  for (const subject of ['Terms', 'Re: Terms', 'AW: Re: Terms', 'SV: Terms', 'R: Terms'])
    expect(answerSubject(subject, 'reply')).toBe('Re: Terms')
  expect(answerSubject('WG: Terms', 'forward')).toBe('Fwd: Terms')
  expect(answerSubject('Report: Terms', 'reply')).toBe('Re: Report: Terms')
})

it('threads by all ids before it, and a forward not at all', () => {
  expect(answerThread(mail, 'reply')).toEqual({ inReplyTo: 'm@x', references: ['a@x', 'm@x'] })
  expect(answerThread({ ...mail, references: [] }, 'reply').references).toEqual(['a@x', 'm@x'])
  expect(answerThread(mail, 'forward')).toEqual({ inReplyTo: '', references: [] })
})

it('is sent from the address the mail came to', () => {
  expect(
    cameTo({ ...mail, to: [['', 'Sales@fernhill.example']], cc: [me] }, [
      { address: 'me@fernhill.example' },
      { address: 'sales@fernhill.example' }
    ])
  ).toEqual({ address: 'sales@fernhill.example' })
  expect(cameTo({ ...mail, to: [bob] }, [{ address: 'me@fernhill.example' }])).toBeNull()
})

it('reads pasted lists, and leaves what is no address', () => {
  expect(
    parseAddresses('Anna <anna@acme.example>; "Doe, J" <j@x.example>\nbob@acme.example, nobody')
  ).toEqual({
    mailboxes: [anna, ['Doe, J', 'j@x.example'], ['', 'bob@acme.example']],
    rest: 'nobody'
  })
  expect(
    parseAddresses('bob@x.example>\r\nRCPT TO:<evil@x.example').mailboxes.map(([, address]) => address)
  ).not.toContain('bob@x.example>\r\nRCPT TO:<evil@x.example')
})

it('takes of a mailto: link what a link may say, and no more', () => {
  const found = parseMailto(
    'mailto:anna@acme.example?cc=bob@acme.example&subject=Hi%0d%0aBcc:%20evil@x.example&body=a%0Ab&attach=/etc/passwd&from=evil@x.example'
  )
  expect(found).toEqual({
    to: [['', 'anna@acme.example']],
    cc: [['', 'bob@acme.example']],
    bcc: [],
    subject: 'Hi Bcc: evil@x.example',
    body: 'a\nb'
  })
  expect(parseMailto('mailto:%zz').to).toEqual([])
  expect(parseMailto('mailto:anna@acme.example?body=Is 1+1=2? Yes&subject=Why?')).toMatchObject({
    subject: 'Why?',
    body: 'Is 1+1=2? Yes'
  })
})
