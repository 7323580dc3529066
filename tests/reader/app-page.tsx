import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import { Editor } from '@tiptap/core'
import { createRoot, type Root } from 'react-dom/client'
import { useState } from 'react'
import { Conversation } from '../../renderer/reader/Conversation.tsx'
import { saysNothing } from '../../renderer/reader/MessageBody.tsx'
import { htmlOf } from '../../renderer/compose/parts.ts'
import { quotable } from '../../renderer/compose/quotable.ts'
import { mailSchema } from '../../renderer/compose/schema.ts'
import { plainOf } from '../../renderer/compose/text.ts'
import { ReaderHostProvider, type ReaderHost } from '../../renderer/reader/host.ts'
import type { ReaderMessage } from '../../renderer/reader/model.ts'
import { printFragment, printMail } from '../../renderer/reader/print.ts'
import { ReaderToolbar } from '../../renderer/reader/ReaderToolbar.tsx'
import { sanitise } from '../../renderer/mail-html/sanitise.ts'
import { textOfHtml } from '../../renderer/reader/text-of.ts'
import type { Bridge, CallName, Input, Output } from '../../shared/contract/index.ts'
import { listenForKeys } from '../../renderer/app/keys.ts'
import { registerCommands } from '../../renderer/app/commands.ts'
import { resolver, theme } from '../../renderer/ui/theme.ts'
import '../../renderer/ui/tokens.css'
import '../../renderer/ui/base.css'

const ran: { command: string; argument: unknown }[] = []

const bridge: Bridge = {
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const response = await fetch(`/call/${name}`, { method: 'POST', body: JSON.stringify(input) })
    if (!response.ok) throw new Error(await response.text())
    const made = (await response.json()) as { base64?: string }
    if (made.base64 === undefined) return made as Output<N>
    return Uint8Array.from(atob(made.base64), (letter) => letter.charCodeAt(0)) as Output<N>
  },
  on: () => () => undefined,
  onConnection: () => () => undefined
}

function App({ messages, offline }: { messages: ReaderMessage[]; offline: boolean }) {
  const [trusted, setTrusted] = useState<string[]>([])
  const host: ReaderHost = {
    bridge,
    run: (command, argument) => ran.push({ command, argument }),
    browser: true,
    own: ['maya@fernhill.example'],
    trustedSenders: trusted,
    trustSender: (address) => setTrusted([...trusted, address])
  }
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver}>
      <ReaderHostProvider value={host}>
        <div style={{ height: '100vh', display: 'flex', flexDirection: 'column' }}>
          <div style={{ padding: '9px 20px', borderBottom: '1px solid var(--line)' }}>
            <ReaderToolbar messages={messages} inSpam={false} />
          </div>
          <div style={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
            <Conversation
              name={String(messages.at(-1)?.id)}
              messages={messages}
              preferPlain={false}
              offline={offline}
            />
          </div>
        </div>
      </ReaderHostProvider>
    </MantineProvider>
  )
}

// stands for the list's key
registerCommands([
  {
    id: 'mail.next',
    words: 'next',
    group: 'mail',
    keys: ['j'],
    run: () => ran.push({ command: 'mail.next', argument: undefined })
  }
])
listenForKeys(window, { singleKeys: () => true })

let root: Root | null = null
const api = {
  ran,
  show(messages: ReaderMessage[], offline = false): void {
    root ??= createRoot(document.getElementById('root')!)
    root.render(<App messages={messages} offline={offline} />)
  },
  print: (message: ReaderMessage) => printMail(bridge, message, false),
  printFragment: (message: ReaderMessage) => printFragment(message, { remote: false, urls: new Map() }),
  sanitise,
  saysNothing,
  /** Quotes a mail in the editor of a reply, and leaves it there. @returns what would be sent */
  quote(html: string): { html: string; text: string } {
    const element = document.createElement('div')
    element.className = 'quote-editor'
    document.body.append(element)
    const content = `<p></p><div data-quote="">${quotable(html, { picture: (cid) => cid })}</div>`
    const editor = new Editor({ element, content, extensions: mailSchema(async () => null) })
    const sent = htmlOf(editor)
    return { html: sent, text: plainOf(sent) }
  },
  textOfHtml
}
Object.assign(window, { api })
export type ReaderPage = typeof api
