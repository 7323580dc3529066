import { expect, test } from 'vitest'
import { linkAddress } from './link.ts'

test.each<[string, string | null]>([
  ['https://acme.example/a?b=c', 'https://acme.example/a?b=c'],
  ['  HTTP://acme.example ', 'http://acme.example/'],
  ['acme.example/offer', 'https://acme.example/offer'],
  ['acme.example:8080', 'https://acme.example:8080/'],
  ['anna@acme.example', 'mailto:anna@acme.example'],
  ['mailto:anna@acme.example', 'mailto:anna@acme.example'],
  ['mailto:nobody', null],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['file:///etc/passwd', null],
  ['our offer', null],
  ['offer', null],
  ['', null]
])('%j as a link is %j', (typed, address) => expect(linkAddress(typed)).toBe(address))
