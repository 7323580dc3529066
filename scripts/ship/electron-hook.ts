import { registerHooks } from 'node:module'

/** `node --import` it: the module `electron` is the tests' stand-in, for ESM and CommonJS alike. */
const standIn = new URL('../../tests/electron/stand-in.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context)
})
