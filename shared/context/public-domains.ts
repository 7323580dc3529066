import list from '../../resources/public-domains.json' with { type: 'json' }
import { asciiDomain } from './address.ts'

const known: ReadonlySet<string> = new Set(list)

/** Mail services whose addresses anybody can have: sharing such a domain says nothing about who works together. */
export function isPublicDomain(domain: string): boolean {
  return known.has(asciiDomain(domain))
}
