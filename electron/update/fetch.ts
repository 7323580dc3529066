import { AppError } from '../../shared/errors.ts'
import type { Release, Updater } from '../host/host.ts'
import { feedName, largestFeed, largestSignature, readFeed, requireSignature } from './feed.ts'
import type { UpdateSource } from './source.ts'

/**
 * The newest version that the server names, from bytes whose signature was checked: fetched once, and never again.
 * @param within ms, for both files together
 * @throws AppError update.*, or the signal's reason
 */
export async function fetchRelease(
  updater: Updater,
  source: UpdateSource,
  options: { signal: AbortSignal; within: number }
): Promise<{ release: Release; base: URL }> {
  const base = new URL(source.address.endsWith('/') ? source.address : `${source.address}/`)
  const name = feedName(process.platform, process.arch)
  const late = AbortSignal.timeout(options.within)
  const signal = AbortSignal.any([options.signal, late])
  const get = async (file: string, largest: number): Promise<Uint8Array | null> => {
    try {
      return await read(await updater.fetch(new URL(file, base).href, { signal }), largest, file)
    } catch (error) {
      if (options.signal.aborted) throw options.signal.reason
      if (late.aborted) throw new AppError('update.late', { host: base.host })
      if (error instanceof AppError) throw error
      throw new AppError('update.unreachable', { host: base.host, reason: codeOf(error) })
    }
  }
  const [feed, signature] = await Promise.all([get(name, largestFeed), get(`${name}.sig`, largestSignature)])
  if (feed === null) throw new AppError('update.notFound', { host: base.host, file: name })
  if (signature === null) throw new AppError('update.unsigned', { host: base.host, file: `${name}.sig` })
  requireSignature(name, feed, Buffer.from(signature).toString('latin1'), source.keys)
  return { release: await readFeed(name, feed), base }
}

/** @returns null where there is no such file */
async function read(response: Response, largest: number, file: string): Promise<Uint8Array | null> {
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel()
    return null
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel()
    throw new AppError('update.unreachable', { status: response.status, file })
  }
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += piece.length
    if (size > largest) throw new AppError('update.unreadable', { file, where: 'size' })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Node's and Chromium's name for what is wrong with a connection. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    const named = /net::(ERR_\w+)/.exec(at.message)
    if (named?.[1]) return named[1]
  }
  return ''
}
