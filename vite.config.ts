import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { noteBundled } from './scripts/ship/bundled.ts'
import { emptyWorkspaceAsset } from './scripts/empty-workspace.ts'
import { preloadViews } from './scripts/preload-views.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Entries of the main process lie flat in dist/electron; a worker's file is named by `electron/worker-file.ts`. */
const entries = {
  main: 'electron/main.ts',
  browser: 'electron/browser.ts',
  'imap-worker': 'electron/imap/worker.ts',
  'leaver-worker': 'electron/imap/leaver-worker.ts',
  'pop3-worker': 'electron/pop3/worker.ts',
  'message-worker': 'electron/message/worker.ts',
  'filters-worker': 'electron/filters/worker.ts',
  'intelligence-worker': 'electron/intelligence/worker.ts',
  'workspace-worker': 'electron/workspace/worker.ts',
  'sample-worker': 'electron/sample/worker.ts'
}
const core = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(at(path))))

const noted = noteBundled(at('dist'))

/** How long plugins took is no warning. */
const quiet = { checks: { pluginTimings: false } }

/** Packages that every start of the core reads, and that are spread over a hundred files: they go into ours. */
const bundled = ['zod', 'msgpackr']

/** One config builds all three parts: the page, the ESM main process, the CommonJS preload. */
export default defineConfig({
  root: at('renderer'),
  base: './',
  plugins: [react(), emptyWorkspaceAsset(), preloadViews(), noted()],
  worker: { format: 'es', plugins: () => [noted()], rollupOptions: quiet },
  optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
  builder: {
    sharedConfigBuild: true,
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment)
    }
  },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        chunkSizeWarningLimit: 3000,
        modulePreload: { polyfill: false },
        rollupOptions: {
          ...quiet,
          input: { index: at('renderer/index.html'), keeper: at('renderer/keeper.html') },
          output: {
            // a start reads two files, not fifty: what comes before the views, and the views
            codeSplitting: {
              groups: [
                { name: 'start', test: /renderer\/app\/(start|scheme)\.ts$|preload-helper/, priority: 2 },
                { name: 'views', test: /renderer\/app\/show\.tsx$/, priority: 1 }
              ]
            }
          }
        }
      }
    },
    core: {
      consumer: 'server',
      resolve: { noExternal: bundled, builtins: [/^node:/, 'electron'] },
      build: {
        outDir: at('dist/electron'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rollupOptions: {
          ...quiet,
          input: Object.fromEntries(Object.entries(core).map(([name, path]) => [name, at(path)])),
          external: (id) => /^[a-z@][^:]*$|^node:/i.test(id) && !bundled.includes(id),
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
        }
      }
    },
    ...(existsSync(at('electron/preload.ts'))
      ? {
          preload: {
            consumer: 'server' as const,
            resolve: { builtins: [/^node:/, 'electron'] },
            build: {
              outDir: at('dist/electron'),
              // built after the core, into its folder
              emptyOutDir: false,
              target: 'node24',
              minify: false,
              rollupOptions: {
                ...quiet,
                input: { preload: at('electron/preload.ts') },
                external: ['electron'],
                output: { format: 'cjs' as const, entryFileNames: '[name].cjs' }
              }
            }
          }
        }
      : {})
  }
})
