import type hoodiecrow from 'hoodiecrow-imap'

export function atom(value: string): hoodiecrow.Token {
  return { type: 'ATOM', value }
}

/** A tagged answer, with a response code such as TRYCREATE where it has one. */
export function answer(
  connection: hoodiecrow.Connection,
  parsed: hoodiecrow.Parsed,
  data: string,
  result: { status: 'OK' | 'NO' | 'BAD'; text: string; code?: string; description?: string }
): void {
  const attributes: hoodiecrow.Attribute[] = [{ type: 'TEXT', value: result.text }]
  if (result.code) attributes.unshift({ type: 'SECTION', value: '', section: [atom(result.code)] })
  const description =
    result.description ?? `${parsed.command.toUpperCase()} ${result.status === 'OK' ? '' : 'FAILED'}`.trim()
  connection.send({ tag: parsed.tag, command: result.status, attributes }, description, parsed, data)
}

/** The text of a string, literal or atom; undefined for anything else. */
export function text(attribute: hoodiecrow.Attribute): string | undefined {
  return attribute && typeof attribute === 'object' && !Array.isArray(attribute) ? attribute.value : undefined
}

/** Puts our own handler before the one that is there (a plugin's or the library's). */
export function wrap(
  server: hoodiecrow.Server,
  command: string,
  handler: (next: hoodiecrow.Command) => hoodiecrow.Command
): void {
  server.setCommandHandler(command, handler(server.getCommandHandler(command)))
}
