/** The reader: a conversation, its mails, their files. docs/reading.md says what a mail may do. */
export { Reader, type ReaderProps } from './Reader.tsx'
export { sanitise, type Sanitised, type SanitiseOptions } from '../mail-html/sanitise.ts'
