/** What is used of hoodiecrow-imap 2.1.0; it ships no types. Strings hold bytes (latin1). */
declare module 'hoodiecrow-imap' {
  import type { Server as NetServer, Socket } from 'node:net'

  namespace hoodiecrow {
    interface Token {
      type: string
      value: string
      section?: Attribute[]
      partial?: number[]
    }
    type Attribute = Token | Attribute[] | string | number | null | undefined
    interface Parsed {
      tag: string
      command: string
      attributes?: Attribute[]
      changedsince?: number
      unchangedsince?: number
    }
    interface Message {
      uid: number
      flags: string[]
      internaldate: string
      MODSEQ: number
      raw: string
      ghost?: boolean
      /** Set by the library itself on first need. */
      parsed?: unknown
    }
    interface Mailbox {
      path: string
      namespace: string
      uidvalidity: number
      uidnext: number
      HIGHESTMODSEQ: number
      flags: string[]
      permanentFlags: string[]
      allowPermanentFlags: boolean
      subscribed: boolean
      messages: Message[]
      folders?: Record<string, Mailbox>
      'special-use'?: string
    }
    interface Response {
      tag: string
      command?: string
      attributes?: Attribute[]
      notification?: boolean
      skipResponse?: boolean
    }
    interface Connection {
      server: Server
      socket: Socket | null
      state: 'Not Authenticated' | 'Authenticated' | 'Selected' | 'Logout'
      selectedMailbox: Mailbox | false
      readOnly: boolean
      directNotifications: boolean
      notificationQueue: Response[]
      inputHandler: ((line: string) => void) | false
      send(
        response: Response,
        description: string,
        parsed: Parsed | null,
        data?: string,
        extra?: unknown
      ): void
      processNotifications(): void
      expungeSpecificMessages(
        mailbox: Mailbox,
        which: (message: Message) => boolean,
        ignoreSelf: boolean,
        ignoreExists: boolean
      ): void
    }
    type Command = (connection: Connection, parsed: Parsed, data: string, done: () => void) => void
    interface Server {
      server: NetServer
      capabilities: Record<string, unknown>
      allowedStatus: string[]
      enableAvailable: string[]
      users: Record<string, { password: string }>
      folderCache: Record<string, Mailbox>
      connectionHandlers: ((connection: Connection) => void)[]
      messageHandlers: ((server: Server, message: Message, mailbox: Mailbox) => void)[]
      outputHandlers: ((
        connection: Connection,
        response: Response,
        description: string,
        parsed: Parsed | null,
        data?: string,
        extra?: unknown
      ) => void)[]
      fetchHandlers: Record<string, (connection: Connection, message: Message, item: Token) => unknown>
      searchHandlers: Record<
        string,
        (connection: Connection, message: Message, index: number, value: string) => boolean
      >
      registerCapability(name: string): void
      setCommandHandler(name: string, handler: Command): void
      getCommandHandler(name: string): Command
      getMailbox(path: string): Mailbox | undefined
      getMessageRange(mailbox: Mailbox, range: string, isUid: boolean): [number, Message][]
      getStatus(mailbox: Mailbox): { unseen: number; flags: Record<string, number> }
      appendMessage(
        mailbox: Mailbox,
        flags: string[],
        internaldate: string,
        raw: string,
        ignore?: Connection
      ): { mailbox: Mailbox; message: Message }
      notify(response: Response, mailbox: Mailbox, ignore?: Connection | false): void
      listen(port: number, host: string, ready?: () => void): void
      close(done?: () => void): void
    }
    type Plugin = (server: Server) => void
    interface Options {
      plugins: (string | Plugin)[]
      id: Record<string, string>
      credentials: object
      users: Record<string, { password: string }>
      storage: Record<string, unknown>
    }
  }
  function hoodiecrow(options: hoodiecrow.Options): hoodiecrow.Server
  export = hoodiecrow
}
