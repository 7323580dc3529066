import { expect, test } from 'vitest'
import { createAddresses } from './addresses.ts'

function clock() {
  let time = 1_000_000
  return { now: () => time, pass: (ms: number) => void (time += ms) }
}

test('a frame answers once: a later load finds nothing, a quick second one is the browser moving it', () => {
  const { now, pass } = clock()
  const addresses = createAddresses(now)
  const token = addresses.addFrame(new Uint8Array([1]), false, null)
  expect(addresses.frame(token)).not.toBeNull()
  pass(5_000)
  expect(addresses.frame(token)).not.toBeNull()
  pass(6_000)
  expect(addresses.frame(token)).toBeNull()
})

test('a frame that nobody loads ends after two minutes, a file half an hour after its last use', () => {
  const { now, pass } = clock()
  const addresses = createAddresses(now)
  const frame = addresses.addFrame(new Uint8Array([1]), false, null)
  const file = addresses.addFile({ account: 'a', hash: 'h', type: '', download: null })
  pass(121_000)
  expect(addresses.frame(frame)).toBeNull()
  for (let round = 0; round < 3; round++) {
    expect(addresses.file(file)).not.toBeNull()
    pass(29 * 60_000)
  }
  pass(2 * 60_000)
  expect(addresses.file(file)).toBeNull()
})

test('the oldest frames go when there are too many, and no two tokens are alike', () => {
  const addresses = createAddresses(clock().now)
  const tokens = Array.from({ length: 60 }, () => addresses.addFrame(new Uint8Array(1), false, null))
  expect(new Set(tokens).size).toBe(60)
  expect(addresses.frame(tokens[0] ?? '')).toBeNull()
  expect(addresses.frame(tokens[59] ?? '')).not.toBeNull()
})
