import type { EditorView } from '@tiptap/pm/view'
import { quotable } from './quotable.ts'

/** Kinds that mail programs show between the lines. */
const shownPictures = /^image\/(?:png|jpe?g|gif|webp)$/

export function isShownPicture(file: File): boolean {
  return shownPictures.test(file.type)
}

/** HTML from elsewhere comes in by the rules of a quote. Of pictures only those of this very draft. */
export function cleanPaste(html: string, hasPicture: (cid: string) => boolean): string {
  return quotable(html, { picture: (cid) => (hasPicture(cid) ? cid : null) })
}

/** Files of a paste or a drop; none where the same was put there as words (a table has a picture of itself beside it). */
export function filesIn(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])]
  if (files.length === 0) return []
  const html = data?.getData('text/html') ?? ''
  const words = new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''
  return words.trim() === '' ? files : []
}

/** A picture of the text that is dragged to another place of it is no file from outside. */
export function isOwnDrag(view: EditorView): boolean {
  return view.dragging !== null
}

const widest = 640

/** The size that a picture has in the mail, in CSS pixels: a photo as it left a camera would fill any window. */
export async function shownSize(file: Blob): Promise<{ width: number; height: number } | null> {
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, widest / bitmap.width)
    const size = { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) }
    bitmap.close()
    return size
  } catch {
    return null
  }
}
