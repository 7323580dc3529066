import { expect, it } from 'vitest'
import { modelServerOf } from './model-server.ts'

const line = (typed: string): string => {
  const found = modelServerOf(typed)
  return typeof found === 'string' ? found : `${found.base} ${found.host} ${found.reach}`
}

it.each([
  ['localhost:11434', 'http://localhost:11434/v1 localhost:11434 here'],
  [' http://127.0.0.1:8080/ ', 'http://127.0.0.1:8080/v1 127.0.0.1:8080 here'],
  ['http://[::1]:8080/v1/', 'http://[::1]:8080/v1 [::1]:8080 here'],
  ['http://192.168.1.7:11434/v1', 'http://192.168.1.7:11434/v1 192.168.1.7:11434 network'],
  ['http://172.31.0.9', 'http://172.31.0.9/v1 172.31.0.9 network'],
  ['http://[fd00::7]:1', 'http://[fd00::7]:1/v1 [fd00::7]:1 network'],
  ['models.fernhill.example', 'https://models.fernhill.example/v1 models.fernhill.example away'],
  [
    'https://models.fernhill.example:8443/openai/v1',
    'https://models.fernhill.example:8443/openai/v1 models.fernhill.example:8443 away'
  ]
])('%s leads to %s', (typed, wanted) => expect(line(typed)).toBe(wanted))

it.each([
  ['http://models.fernhill.example', 'open'],
  ['http://172.32.0.9', 'open'],
  ['http://11.0.0.1', 'open'],
  ['http://[2001:db8::1]', 'open'],
  // names that look private lead wherever their owner says
  ['http://10.0.0.1.evil.example', 'open'],
  ['http://localhost.evil.example', 'open'],
  ['http://127.0.0.1.nip.io', 'open'],
  ['http://fd00.example', 'open'],
  // a mapped address is not looked through
  ['http://[::ffff:8.8.8.8]', 'open'],
  ['http://key@localhost:11434', 'bad'],
  ['http://localhost:11434/?a=b', 'bad'],
  ['http://localhost:11434/#a', 'bad'],
  ['ftp://localhost', 'bad'],
  ['file:///etc/passwd', 'bad'],
  ['javascript:alert(1)', 'bad'],
  ['http://', 'bad'],
  ['local host', 'bad'],
  ['', 'bad']
])('%s is refused as %s', (typed, why) => expect(line(typed)).toBe(why))
