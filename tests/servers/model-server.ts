import http from 'node:http'

export interface ModelAsked {
  method: string
  path: string
  key: string | null
  body: { model: string; stream: boolean; messages: { role: string; content: string }[] } | null
}
type Answer = (response: http.ServerResponse, asked: ModelAsked) => void

/** A chunk of a chat completion, as OpenAI-compatible servers write it. */
export const chunk = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
export const streamed = (response: http.ServerResponse): http.ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })

/** Answers whole: these words, then the end. */
export const says =
  (...words: string[]): Answer =>
  (response) => {
    streamed(response)
    for (const word of words) response.write(chunk(word))
    response.end(`${chunk('', 'stop')}data: [DONE]\n\n`)
  }

/** A model server that keeps what it is asked, and answers a chat as the test says. */
export async function startModelServer(models = ['small', 'large:latest']): Promise<{
  address: string
  host: string
  asked: ModelAsked[]
  /** Connections that are open now, and how many there ever were. */
  open(): number
  connections(): number
  chat: Answer
  list: Answer
  close(): Promise<void>
}> {
  let connections = 0
  const sockets = new Set<object>()
  const given = {
    chat: says('Hello'),
    list: ((response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) })
        )) as Answer
  }
  const asked: ModelAsked[] = []
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8')
      const one: ModelAsked = {
        method: request.method ?? '',
        path: request.url ?? '',
        key: request.headers.authorization ?? null,
        body: text ? (JSON.parse(text) as ModelAsked['body']) : null
      }
      asked.push(one)
      ;(one.path.endsWith('/models') ? given.list : given.chat)(response, one)
    })
  })
  server.on('connection', (socket) => {
    connections++
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return Object.assign(given, {
    address: `http://${host}`,
    host,
    asked,
    open: () => sockets.size,
    connections: () => connections,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
  })
}
