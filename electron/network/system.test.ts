import { expect, it } from 'vitest'
import { proxyOfEnvironment, proxyOfSystem } from './system.ts'

it.each([
  [{ HTTPS_PROXY: 'http://proxy:8080' }, 'http proxy:8080'],
  [{ https_proxy: 'proxy:3128' }, 'http proxy:3128'],
  [{ ALL_PROXY: 'socks5h://ma%40ya:p%3Aw@[::1]' }, 'socks5 ::1:1080 ma@ya p:w'],
  [{ HTTPS_PROXY: 'https://proxy', ALL_PROXY: 'socks5://other' }, 'https proxy:443'],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'acme.example' }, ''],
  [{ HTTPS_PROXY: 'http://proxy', no_proxy: 'x, *.acme.example:993' }, ''],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'cme.example' }, 'http proxy:80'],
  [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: '*' }, ''],
  [{ HTTPS_PROXY: 'ftp://proxy' }, ''],
  [{ HTTPS_PROXY: 'http://' }, ''],
  [{}, '']
])('%j leads to %j', (environment, wanted) => {
  const way = proxyOfEnvironment(environment, 'imap.acme.example')
  expect(way ? `${way.kind} ${way.host}:${way.port} ${way.user} ${way.password ?? ''}`.trim() : '').toBe(
    wanted
  )
})

it.each([
  ['DIRECT', ''],
  ['PROXY a.example:8080; DIRECT', 'http a.example:8080'],
  ['HTTPS a.example:443', 'https a.example:443'],
  ['SOCKS5 [::1]:1080;DIRECT', 'socks5 ::1:1080'],
  ['PROXY ', ''],
  ['', '']
])("the system's %j is %j", (answer, wanted) => {
  const way = proxyOfSystem(answer)
  expect(way ? `${way.kind} ${way.host}:${way.port}` : '').toBe(wanted)
})
