import { context, input, outgoing, server } from './fixture.ts'

/** Sends one mail with a text of this many letters, and waits to be killed: once.test.ts. */
const [, , folder = '', port = '', letters = ''] = process.argv
const text = `Hello ${'x'.repeat(Number(letters))}`
await outgoing(folder, server(Number(port))).handlers['outgoing.send'](input({ text }), context())
