import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Rollup } from 'vite'

export interface Bundle {
  script: string
  style: string
}

/** One browser script (and its styles) out of an entry beside this file, as the app's own build would make it. */
export async function bundle(entry: string): Promise<Bundle> {
  // under vitest this is 'test', and React would be built for development
  process.env['NODE_ENV'] = 'production'
  const made = (await build({
    mode: 'production',
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      target: 'es2024',
      assetsInlineLimit: 10_000_000,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['iife'], name: 'harness' }
    }
  })) as Rollup.RollupOutput | Rollup.RollupOutput[]
  const outputs = (Array.isArray(made) ? made : [made]).flatMap(({ output }) => output)
  let script = ''
  let style = ''
  for (const one of outputs) {
    if (one.type === 'chunk') script += one.code
    else if (one.fileName.endsWith('.css')) style += String(one.source)
  }
  return { script, style }
}
