/** What a mail's sender wrote themselves in it, and who they are by their signature. Lines count from 0. */

/** A run of whole lines of the mail. */
export interface TextBlock {
  firstLine: number
  /** The line after the last one. */
  endLine: number
  text: string
}

export interface OwnText {
  /** What the sender wrote in this mail, without signature, quotes, forwarded mail, disclaimer and phone's line. */
  own: string
  /**
   * All that closes the text: the closing ("Best regards,"), the first name under it, the signature.
   * Null where the text just ends.
   */
  signOff: TextBlock | null
  /** The block that says who the sender is: from the delimiter or the name's line. A first name alone is none. */
  signature: TextBlock | null
  /** Quoted earlier mail, wherever it stands, with the lines that say whose it is. */
  quoted: string
  forwarded: TextBlock | null
  disclaimer: TextBlock | null
  /** "Sent from my phone". */
  phoneLine: TextBlock | null
}

export type PersonFieldName = 'name' | 'title' | 'company' | 'address' | 'web' | 'social'
export type PhoneKind = 'office' | 'mobile' | 'fax'

export interface PersonField {
  field: PersonFieldName
  value: string
  /** The line of the mail it came from. */
  line: number
  lineText: string
  /** How often a value found like this one was right on labelled mails: 0 to 1. */
  confidence: number
}
export interface PersonPhone {
  field: 'phone'
  kind: PhoneKind
  value: string
  /** Null where no country makes it a possible number. */
  e164: string | null
  extension: string | null
  line: number
  lineText: string
  confidence: number
}

export interface Person {
  fields: PersonField[]
  phones: PersonPhone[]
}

/** "No longer with the company". */
export interface Leaver {
  who: string
  successor: { name: string | null; address: string | null } | null
  line: number
  lineText: string
  confidence: number
}
