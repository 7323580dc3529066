import { describe, expect, it } from 'vitest'
import { Flag } from '../../shared/mail/message.ts'
import { LocalFlag } from '../cache/types.ts'
import { countsOf, knownRuns } from './apply-batch.ts'
import { startChange, windowsOf } from './book.ts'
import { apply, batch, emptyBook, folderRow, header, uidsOf } from './testing.ts'

describe('a batch', () => {
  it('applied twice makes no second row and no second membership', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    const next = batch([header(700), header(600), header(5)])
    expect(apply(book, folder, next).messages).toHaveLength(3)
    expect(apply(book, folder, next).messages).toHaveLength(0)
    expect(uidsOf(book, 1)).toEqual([5, 600, 700])
    expect(book.folders.get(1)!.here).toBe(3)
  })

  it('keeps the cursor where it was until the round is complete', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    apply(
      book,
      folder,
      batch([header(2)], {
        cursor: { uidValidity: '1', uidNext: 1, modseq: '4', since: null, complete: false }
      })
    )
    expect(book.folders.get(1)!.cursor).toMatchObject({ complete: false, modseq: '4', uidNext: 1 })
    apply(book, folder, batch([header(1)], { complete: true }))
    expect(book.folders.get(1)!.cursor).toMatchObject({ complete: true, modseq: '5', uidNext: 1001 })
  })

  it('holds one mail in two folders as one row', () => {
    const book = emptyBook()
    apply(book, folderRow(1), batch([header(1, { messageId: 'same@x', received: 5, sent: 5 })]))
    const second = apply(
      book,
      folderRow(2, 'Archive'),
      batch([header(9, { messageId: 'same@x', subject: 'Subject 1', received: 5, sent: 5 })])
    )
    expect(second.messages).toHaveLength(0)
    expect(windowsOf(book, 2).get(0)!.id[0]).toBe(windowsOf(book, 1).get(0)!.id[0])
  })

  it('keeps two mails of one Message-ID that differ, and two without any', () => {
    const book = emptyBook()
    const mails = [
      header(1, { messageId: 'same@x' }),
      header(2, { messageId: 'same@x' }),
      header(3, { messageId: '' }),
      header(4, { messageId: '' })
    ]
    expect(apply(book, folderRow(1), batch(mails)).messages).toHaveLength(4)
  })

  it('threads an answer that came before its question, and joins threads when the link arrives', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    const answer = header(9, { messageId: 'c@x', inReplyTo: 'b@x', references: ['a@x', 'b@x'] })
    const other = header(8, { messageId: 'e@x', inReplyTo: 'd@x' })
    const link = header(7, { messageId: 'd@x', references: ['b@x'] })
    apply(book, folder, batch([answer, other]))
    const before = windowsOf(book, 1).get(0)!
    expect(before.thread[0]).not.toBe(before.thread[1])
    apply(book, folder, batch([link]))
    apply(book, folder, batch([header(6, { messageId: 'a@x' })]))
    expect(new Set(windowsOf(book, 1).get(0)!.thread).size).toBe(1)
    expect(new Set([1, 2, 3, 4].map((id) => book.threadOf[id])).size).toBe(1)
  })

  it('gives a mail that no folder held a thread again when it comes back', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    apply(book, folder, batch([header(1)]))
    book.threadOf.fill(0)
    expect(
      apply(
        book,
        folder,
        batch([
          header(9, {
            messageId: 'm1@acme.example',
            subject: 'Subject 1',
            received: 1_700_000_001_000,
            sent: 1_700_000_001_000
          })
        ])
      ).messages
    ).toHaveLength(0)
    expect(windowsOf(book, 1).get(0)!.thread[1]).toBeGreaterThan(0)
  })

  it('takes out what vanished, even in ranges far wider than what is here', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    apply(book, folder, batch([header(1), header(600), header(100_000)]))
    apply(book, folder, batch([], { vanished: [[2, 4_000_000_000]] }))
    expect(uidsOf(book, 1)).toEqual([1])
    expect(book.folders.get(1)!.here).toBe(1)
  })

  it('believes the truth of a window about flags and about what is gone, and of no other window', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    apply(book, folder, batch([header(10), header(999), header(1500)]))
    const truth = { first: 0, last: 999, uids: Uint32Array.of(10), flags: Uint16Array.of(Flag.seen) }
    apply(book, folder, batch([], { windows: [truth] }))
    expect(uidsOf(book, 1)).toEqual([10, 1500])
    expect(windowsOf(book, 1).get(0)!.flags[0]! & Flag.seen).toBe(Flag.seen)
    expect(book.folders.get(1)!.unread).toBe(1)
  })

  it('ignores flags of a UID that is not here, and keeps our own bits when the server changes its own', () => {
    const book = emptyBook()
    const folder = folderRow(1)
    apply(book, folder, batch([header(1)]))
    windowsOf(book, 1).get(0)!.flags[0]! |= LocalFlag.textHere
    apply(
      book,
      folder,
      batch([], { flags: { uids: Uint32Array.of(1, 77), flags: Uint16Array.of(Flag.seen, Flag.seen) } })
    )
    expect(windowsOf(book, 1).get(0)!.flags[0]).toBe(Flag.seen | LocalFlag.textHere)
    expect(uidsOf(book, 1)).toEqual([1])
  })

  it('asks back the members that no row is known for', () => {
    const book = emptyBook()
    apply(book, folderRow(1, 'All Mail'), batch([header(1, { emailId: '77' })]))
    const labelled = apply(
      book,
      folderRow(2, 'Label'),
      batch([], {
        members: [
          { uid: 4, flags: 1, emailId: '77' },
          { uid: 5, flags: 0, emailId: '78' }
        ]
      })
    )
    expect(labelled.unknown).toEqual([5])
    expect(uidsOf(book, 2)).toEqual([4])
    expect(windowsOf(book, 2).get(0)!.id[0]).toBe(1)
  })

  it('interns each address once, whatever its case', () => {
    const book = emptyBook()
    apply(book, folderRow(1), batch([header(1), header(2, { from: [['ANNA', 'ANNA@ACME.example']] })]))
    expect(book.nextPerson).toBe(2)
    expect(book.peoplePages.get(0)!.addresses).toEqual(['anna@acme.example', 'me@fernhill.example'])
  })
})

describe('what is known of a folder', () => {
  it('is told as runs, from a UID on', () => {
    const book = emptyBook()
    apply(book, folderRow(1), batch([1, 2, 3, 7, 511, 512, 513].map((uid) => header(uid))))
    expect(knownRuns(book, 1, 0)).toEqual([
      [1, 3],
      [7, 7],
      [511, 513]
    ])
    expect(knownRuns(book, 1, 512)).toEqual([[512, 513]])
  })

  it('is counted from the columns', () => {
    const book = emptyBook()
    apply(book, folderRow(1), batch([header(1), header(2, { flags: Flag.seen })]))
    expect(countsOf(book, startChange(book), 1)).toEqual({ here: 2, unread: 1, textsHere: 0 })
  })
})
