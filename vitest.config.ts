import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,tests,scripts}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['tests/e2e/**', 'node_modules/**', 'dist/**'],
    // touching the real module under plain Node would download Electron
    alias: { electron: resolve(import.meta.dirname, 'tests/electron/stand-in.ts') },
    server: { deps: { inline: ['electron-store'] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2
  }
})
