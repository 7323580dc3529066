import type { ServeAnswer, ServeRequest } from '../files/service.ts'
import { origin } from './origin.ts'

/** Answers every request to app://: the page's own files, mail frames and files. Nothing else exists there. */
export function createAppHandler(deps: {
  page(path: string): Promise<ServeAnswer | null>
  serve(request: ServeRequest): Promise<ServeAnswer | null>
}): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    if (`${url.protocol}//${url.host}` !== origin) return refuse(403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const path = url.pathname
    const answer = /^\/(mail|file)\//.test(path)
      ? await deps.serve({ path, range: request.headers.get('range') })
      : await deps.page(path)
    if (!answer) return refuse(404)
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  }
}

const refuse = (status: number): Response =>
  new Response(null, {
    status,
    headers: { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' }
  })
