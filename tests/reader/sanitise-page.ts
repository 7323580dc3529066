import { sanitise, type Sanitised } from '../../renderer/mail-html/sanitise.ts'

/** What the tests call in the page: the sanitiser with addresses of a test's own for inline pictures. */
function clean(
  html: string,
  options: { remote?: boolean; fold?: string | null; recolour?: boolean; cids?: Record<string, string> } = {}
): Omit<Sanitised, 'inline'> & { inline: string[] } {
  const result = sanitise(html, {
    remote: options.remote ?? false,
    fold: options.fold ?? null,
    recolour: options.recolour ?? false,
    inline: (cid) => options.cids?.[cid] ?? null
  })
  return { ...result, inline: [...result.inline] }
}
Object.assign(window, { clean })
export type Clean = typeof clean
