/** What the service starts its worker with. */
export interface WorkerSetup {
  /** Where the mailbox lies; made there when it is missing. */
  folder: string
  /** resources/sample */
  resources: string
  /** The moment the sample is told from, ms since 1970. */
  now: number
  user: string
  password: string
  /** 0: any free one. Taken ones are replaced, the report tells. */
  ports: Ports
  /** Lets a deal's contact answer the first mail that is sent to them, after so many ms; null: nobody answers. */
  replyAfter: number | null
}

export interface Ports {
  imap: number
  smtp: number
}

export type Report =
  | { kind: 'ready'; ports: Ports; messages: number; folders: number; made: boolean }
  | { kind: 'failed'; detail: string }
  | { kind: 'closed' }

export type Order = { kind: 'close' }
