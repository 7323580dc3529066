import tls from 'node:tls'

let context: tls.SecureContext | null | undefined

/** Node's own list and what the system trusts beside it: companies put their authority there. Undefined: nothing more. */
export function authorities(): tls.SecureContext | undefined {
  if (context !== undefined) return context ?? undefined
  const usual = new Set(certificates('default'))
  const more = certificates('system').filter((certificate) => !usual.has(certificate))
  context = more.length ? tls.createSecureContext({ ca: [...usual, ...new Set(more)] }) : null
  return context ?? undefined
}

/** None where this Node cannot tell, or the system's store cannot be read. */
function certificates(of: 'default' | 'system'): string[] {
  try {
    return tls.getCACertificates(of)
  } catch {
    return []
  }
}
