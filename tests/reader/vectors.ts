import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const corpora = fileURLToPath(new URL('../data/corpora/', import.meta.url))

export interface Vector {
  name: string
  html: string
}

/** The HTML5 security cheat sheet, and the payloads of DOMPurify's own suite. Both are read as text, never run here. */
export function scriptVectors(): Vector[] {
  const sheet = readFileSync(`${corpora}c-cure53-h5sc/vectors.txt`, 'utf8')
  const vectors: Vector[] = sheet
    .split(/\/\/\["'`-->\]\]>\]<\/div>/)
    .map((part) => part.replace(/^\s*<div id="\d+">/, ''))
    .filter((html) => html.trim() !== '')
    .map((html, at) => ({ name: `h5sc ${at + 1}`, html }))
  const suite = readFileSync(`${corpora}c-cure53-dompurify/test/fixtures/expect.mjs`, 'utf8')
  for (const [, text] of suite.matchAll(/"?payload"?:\s*("(?:[^"\\]|\\.)*")/g)) {
    vectors.push({ name: `dompurify ${vectors.length}`, html: JSON.parse(text!) as string })
  }
  return vectors
}

/** One HTML file for each way that mail may fetch something. */
export function remoteProbes(): Vector[] {
  const folder = `${corpora}c-remote-content-probes/`
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({ name, html: readFileSync(folder + name, 'utf8') }))
}
