import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { reader as words } from '../words/en/reader.ts'
import classes from './reader.module.css'

GlobalWorkerOptions.workerSrc = workerUrl

const mostPages = 200

/** Draws a PDF's pages as pictures. Its scripts, forms, links and annotations stay out. */
export default function PdfPages({ bytes, onFailed }: { bytes: Uint8Array<ArrayBuffer>; onFailed(): void }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  useEffect(() => {
    // pdf.js takes the buffer over: it gets a copy of its own
    const task = getDocument({ data: bytes.slice(), enableXfa: false })
    task.promise.then(setPdf, onFailed)
    return () => void task.destroy()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a new function of the dialog draws nothing again
  }, [bytes])
  if (pdf === null) return null
  const pages = Array.from({ length: Math.min(pdf.numPages, mostPages) }, (_, at) => at + 1)
  return (
    <div className={classes.pdf} tabIndex={0}>
      {pages.map((page) => (
        <PdfPage key={page} pdf={pdf} page={page} />
      ))}
    </div>
  )
}

function PdfPage({ pdf, page }: { pdf: PDFDocumentProxy; page: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(page < 3)
  useEffect(() => {
    const element = canvas.current
    if (element === null || near) return
    const watch = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && setNear(true),
      {
        rootMargin: '600px'
      }
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [near])
  useEffect(() => {
    const element = canvas.current
    if (element === null || !near) return
    let stop = () => undefined as void
    let ended = false
    void pdf.getPage(page).then((found) => {
      if (ended) return
      const width = element.parentElement?.clientWidth ?? 800
      const natural = found.getViewport({ scale: 1 })
      const scale = (Math.min(width, 860) / natural.width) * Math.min(2, window.devicePixelRatio || 1)
      const viewport = found.getViewport({ scale })
      element.width = Math.floor(viewport.width)
      element.height = Math.floor(viewport.height)
      const task = found.render({ canvas: element, viewport })
      stop = () => task.cancel()
      task.promise.catch(() => undefined)
    })
    return () => {
      ended = true
      stop()
    }
  }, [pdf, page, near])
  return (
    <canvas ref={canvas} className={classes.pdfPage} role="img" aria-label={words.page(page, pdf.numPages)} />
  )
}
