/** What the rep reads of the way to the mail servers. */
export const network = {
  title: 'Network',
  text: 'By which way SalesInbox reaches your mail servers. Servers on this computer are always reached directly.',
  proxy: 'Proxy',
  proxyText: 'Companies send what leaves them through one. What is not encrypted can be read there.',
  modes: {
    system: 'As the system says',
    none: 'No proxy',
    typed: 'Through this proxy'
  },
  modesHelp: {
    system: 'Also what the environment names: HTTPS_PROXY, ALL_PROXY, NO_PROXY.',
    none: 'Straight to each server.',
    typed: 'For every mailbox, incoming and outgoing.'
  },
  kind: 'Kind',
  kinds: { socks5: 'SOCKS5', http: 'HTTP', https: 'HTTP, encrypted to the proxy' },
  server: 'Proxy server',
  port: 'Port',
  user: 'User name, if it wants one',
  password: 'Password',
  passwordKept: 'Leave empty to keep the saved password',
  test: 'Test',
  update: 'Update',
  trust: 'Certificates',
  trustText:
    'Beside the usual authorities, those that this computer trusts count too: companies that look into encrypted connections put theirs there.',
  direct: (to: string) => `${to} is reached directly.`,
  through: (proxy: string, to: string) => `${to} is reached through ${proxy}.`,
  proxyAlone: (proxy: string) =>
    `${proxy} answers. It is tried to the end once there is a mailbox on a server elsewhere.`,
  directAlone: 'Nothing to try yet: there is no mailbox on a server elsewhere.',
  needed: 'This is needed.',
  badHost: 'A server name looks like proxy.company.com.',
  badPort: 'A port is a number from 1 to 65535.',
  open: 'Not encrypted',
  openText:
    'Mail and password of this mailbox can be read on the way to its server. Server Details changes that.'
}
