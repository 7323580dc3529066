import { parseXml, XmlElement } from '@rgrove/parse-xml'
import type { Security } from '../../../shared/contract/accounts.ts'
import { isHostName } from './dns.ts'

export interface ConfiguredServer {
  host: string
  port: number
  security: Security
  user: string
}
export interface Configured {
  incoming: ConfiguredServer | null
  pop3: ConfiguredServer | null
  outgoing: ConfiguredServer | null
}

/** Where a domain may keep it. The address itself is not sent: what is in the answer is filled in here. */
export const addressesOf = (domain: string): string[] => [
  `https://autoconfig.${domain}/mail/config-v1.1.xml`,
  `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`
]

const securities: Record<string, Security> = { SSL: 'ssl', STARTTLS: 'tls' }

/**
 * What a config-v1.1.xml names; null where it names no server to read from. What asks for clear text is left out.
 * Throws on what is not well formed, on a document type and on any entity but the five of XML: nothing in it can grow
 * or fetch.
 */
export function readAutoconfig(text: string, address: string): Configured | null {
  if (/<!DOCTYPE/i.test(text)) throw new Error('xml: a document type')
  const { root } = parseXml(text.trimStart())
  const provider = root?.name === 'clientConfig' ? child(root, 'emailProvider') : null
  if (!provider) return null
  const first = (name: string, type: string): ConfiguredServer | null =>
    elementsOf(provider)
      .filter((one) => one.name === name && one.attributes['type']?.toLowerCase() === type)
      .map((one) => serverOf(one, address))
      .find((one) => one !== null) ?? null
  const configured = {
    incoming: first('incomingServer', 'imap'),
    pop3: first('incomingServer', 'pop3'),
    outgoing: first('outgoingServer', 'smtp')
  }
  return configured.incoming || configured.pop3 ? configured : null
}

function serverOf(element: XmlElement, address: string): ConfiguredServer | null {
  const value = (name: string): string => (child(element, name)?.text ?? '').trim()
  const host = filled(value('hostname'), address).toLowerCase()
  const port = Number(value('port'))
  const security = securities[value('socketType').toUpperCase()]
  const user = filled(value('username') || '%EMAILADDRESS%', address)
  const fits = isHostName(host) && Number.isInteger(port) && port >= 1 && port <= 65535
  return fits && security && user.length <= 320 && !/[\s%]/.test(user) ? { host, port, security, user } : null
}

function filled(text: string, address: string): string {
  const at = address.lastIndexOf('@')
  return text
    .replaceAll('%EMAILADDRESS%', address)
    .replaceAll('%EMAILLOCALPART%', address.slice(0, at))
    .replaceAll('%EMAILDOMAIN%', address.slice(at + 1))
}

const elementsOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter((one): one is XmlElement => one instanceof XmlElement)
const child = (element: XmlElement, name: string): XmlElement | null =>
  elementsOf(element).find((one) => one.name === name) ?? null
