import type tls from 'node:tls'
import { AppError } from '../../shared/errors.ts'

/**
 * Node's own check decides; what it refuses passes only when its SHA-256 fingerprint is one that the rep decided
 * to trust for this account. The parameters are what the rep must see to decide.
 * @param trusted hex with colons, any case
 */
export function certificateRefusal(socket: tls.TLSSocket, host: string, trusted: string[]): AppError | null {
  if (socket.authorized) return null
  const certificate = socket.getPeerCertificate()
  const fingerprint = certificate.fingerprint256 ?? ''
  if (fingerprint !== '' && trusted.some((one) => one.toUpperCase() === fingerprint.toUpperCase()))
    return null
  const names = (certificate.subjectaltname ?? '').replace(/DNS:|IP Address:/g, '')
  return new AppError('net.certificate', {
    expected: host,
    presented: (names || nameOf(certificate.subject)).slice(0, 300),
    issuer: nameOf(certificate.issuer).slice(0, 300),
    validFrom: certificate.valid_from ?? '',
    validTo: certificate.valid_to ?? '',
    fingerprint,
    reason: String(socket.authorizationError ?? 'unknown')
  })
}

function nameOf(of: tls.PeerCertificate['subject'] | undefined): string {
  return [of?.CN, of?.O].flat().filter(Boolean).join(', ')
}
