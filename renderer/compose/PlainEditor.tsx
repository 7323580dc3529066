import { type ClipboardEvent, type DragEvent, useEffect, useRef } from 'react'
import { compose as words } from '../words/en/compose.ts'
import { replacePlainSignature } from './plain-mode.ts'
import styles from './compose.module.css'

interface Props {
  text: string
  /** The account's, as it stands in plain text; another one takes the old one's place. */
  signature: string
  autoFocus: boolean
  onChange(text: string): void
  onFiles(files: File[]): void
}

/** The text of a mail without formatting. */
export function PlainEditor({ text, signature, autoFocus, onChange, onFiles }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const signed = useRef(signature)
  useEffect(() => {
    if (signed.current === signature) return
    onChange(replacePlainSignature(text, signed.current, signature))
    signed.current = signature
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another account's signature changes the text
  }, [signature])
  useEffect(() => {
    if (!autoFocus) return
    field.current?.focus()
    field.current?.setSelectionRange(0, 0)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it comes
  }, [])
  function take(event: ClipboardEvent | DragEvent, files: File[]): void {
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <textarea
      ref={field}
      aria-label={words.text}
      className={styles.plain}
      value={text}
      spellCheck
      onChange={(event) => onChange(event.currentTarget.value)}
      onPaste={(event) => {
        if (!event.clipboardData.getData('text/plain')) take(event, [...event.clipboardData.files])
      }}
      onDrop={(event) => take(event, [...event.dataTransfer.files])}
    />
  )
}
