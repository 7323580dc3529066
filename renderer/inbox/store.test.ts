import { expect, test } from 'vitest'
import { useInbox } from './store.ts'

test('a place that is chosen where it stands already is a choice, and keeps what is open', () => {
  const { source, stand, go } = useInbox.getState()
  stand({ id: 7, thread: 3 })
  go({ ...source })
  expect(useInbox.getState().source).not.toBe(source)
  expect(useInbox.getState().source).toEqual(source)
  expect(useInbox.getState().at).toEqual({ id: 7, thread: 3 })
})

test('another place begins with nothing chosen', () => {
  useInbox.getState().stand({ id: 7, thread: 3 })
  useInbox.getState().go({ kind: 'outbox' })
  expect(useInbox.getState()).toMatchObject({
    source: { kind: 'outbox' },
    at: null,
    filter: 'all',
    typed: ''
  })
})
