import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { feedName } from '../../electron/update/feed.ts'
// @ts-expect-error plain JavaScript, which releases are signed with
import * as script from '../../scripts/sign-update.mjs'

const { makeKeys, signFeed } = script as {
  makeKeys(): { privateKey: string; publicKey: string }
  signFeed(name: string, feed: Uint8Array, privateKey: string): string
}
export { makeKeys, signFeed }

type Answer = Buffer | ((request: IncomingMessage, response: ServerResponse) => void)

export interface UpdateServer {
  address: string
  /** What lies in its folder. */
  files: Map<string, Answer>
  /** What was asked for, in order, without the query. */
  asked: string[]
  /** Names of the headers that came with any request. */
  told: Set<string>
  close(): Promise<void>
}

/** A folder over HTTP, as updates are handed out. */
export async function startUpdateServer(): Promise<UpdateServer> {
  const files = new Map<string, Answer>()
  const asked: string[] = []
  const told = new Set<string>()
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.slice(1)
    asked.push(name)
    for (const header of Object.keys(request.headers)) told.add(header)
    const answer = files.get(name)
    if (typeof answer === 'function') return answer(request, response)
    if (answer === undefined) return void response.writeHead(404).end('Not here')
    response.writeHead(200, { 'Content-Length': answer.length }).end(answer)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    asked,
    told,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      })
  }
}

/** An AppImage that does nothing but leave a word in a file, and is as large as to be fetched in pieces. */
export function leavesWord(version: string, file: string): Buffer {
  const script = `#!/bin/sh\necho "${version} $APPIMAGE_SILENT_INSTALL" > "${file}"\nexit 0\n`
  return Buffer.concat([Buffer.from(script), Buffer.from(randomBytes(400_000).toString('base64'))])
}

export const feedFile = feedName(process.platform, process.arch)

/** A release as electron-builder describes it. */
export function feedOf(version: string, file: Buffer, more: Record<string, string | number> = {}): Buffer {
  const name = `SalesInbox-${version}.AppImage`
  const sha512 = createHash('sha512').update(file).digest('base64')
  const lines = {
    path: name,
    sha512,
    releaseDate: `'2026-12-01T10:00:00.000Z'`,
    ...more
  }
  return Buffer.from(
    [
      `version: ${version}`,
      'files:',
      `  - url: ${name}`,
      `    sha512: ${sha512}`,
      `    size: ${file.length}`,
      '    blockMapSize: 1234',
      ...Object.entries(lines).map(([key, value]) => `${key}: ${value}`),
      ''
    ].join('\n')
  )
}
