import type { Plugin } from 'vite'

/** Has the page fetch its views while it opens the databases: they are imported only after that has begun. */
export function preloadViews(): Plugin {
  return {
    name: 'preload-views',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, filename }) {
        if (!filename.endsWith('index.html')) return []
        const files = Object.keys(bundle ?? {}).filter((name) => /\/views-[^/]+\.(js|css)$/.test(name))
        if (files.length !== 2)
          throw new Error(`The views are not one script and one style sheet: ${files.join()}`)
        return files.map((name) => ({
          tag: 'link',
          attrs: name.endsWith('.js')
            ? { rel: 'modulepreload', crossorigin: true, href: `./${name}` }
            : { rel: 'preload', as: 'style', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const
        }))
      }
    }
  }
}
