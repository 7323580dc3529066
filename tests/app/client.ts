import { Packr } from 'msgpackr'
import WebSocket from 'ws'
import { type CallName, contractVersion, type Input, type Output } from '../../shared/contract/index.ts'
import { fromWire, type WireError } from '../../shared/errors.ts'

export interface Client {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
  close(): void
}

/** Speaks the contract with a running browser shell, as a page of its own would. */
export async function connectClient(address: string): Promise<Client> {
  const url = new URL(address)
  const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true })
  const socket = new WebSocket(`ws://${url.host}/bridge`, ['salesinbox', `token.${url.hash.slice(1)}`], {
    origin: url.origin
  })
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  socket.on('message', (data: Buffer) => {
    const message = packr.unpack(data) as { id?: number; value?: unknown; error?: WireError }
    const call = message.id === undefined ? undefined : calls.get(message.id)
    if (!call) return
    if (message.error) call.reject(fromWire(message.error))
    else call.resolve(message.value)
  })
  await new Promise<void>((done, fail) => {
    socket.once('open', done)
    socket.once('error', fail)
  })
  return {
    call<N extends CallName>(name: N, input: Input<N>) {
      return new Promise<Output<N>>((resolve, reject) => {
        const id = ++last
        calls.set(id, { resolve: (value) => resolve(value as Output<N>), reject })
        socket.send(packr.pack({ version: contractVersion, id, name, input }))
      })
    },
    close: () => socket.close()
  }
}
